import { useState } from "preact/hooks";
import { path, post } from "../api";
import { Act, Ago, count, ModeBadge, Scope } from "../parts/basics";
import { EvidenceSheet } from "../parts/evidence";
import { GlassNotice } from "../parts/glass";
import { ProposeDialog, type Wanted } from "../parts/propose";
import { rateOf } from "../parts/sparkline";
import { Tail } from "../parts/tail";
import { Trends } from "../parts/trend";
import { UaConnections } from "../parts/uaconnections";
import { status } from "../store";
import { t } from "../texts";
import type { Conduit, Evidence } from "../types";

const ladder = ["observe", "monitor", "enforce"];

const us = (value: number | null) => (value === null ? "-" : count(Math.round(value)));

function Figures({ conduit }: { conduit: Conduit }) {
  return (
    <dl class="figures">
      <div><dt>{t.map.rate}</dt><dd>{count(rateOf(conduit.name))}</dd></div>
      <div><dt>{t.conduit.requests}</dt><dd>{count(conduit.requests_total)}</dd></div>
      <div><dt>{t.conduit.would}</dt><dd>{count(conduit.would_be_refused_total)}</dd></div>
      <div><dt>{t.conduit.refused}</dt><dd>{count(conduit.refused_total)}</dd></div>
      <div><dt>{t.conduit.added}</dt><dd>{us(conduit.added_latency_p50_us)} / {us(conduit.added_latency_p99_us)} <small>us</small></dd></div>
      <div><dt>{t.conduit.connections}</dt><dd>{conduit.client_connections} / {conduit.device_connections}</dd></div>
    </dl>
  );
}

function Facts({ conduit, propose }: { conduit: Conduit; propose: (wanted: Wanted) => void }) {
  const rung = ladder.indexOf(conduit.mode);
  return (
    <section class="card">
      <h2>{t.conduit.proposeTitle}</h2>
      <p class="small dim">{t.modes[conduit.mode]}: {t.modeMeaning[conduit.mode]}.</p>
      <div class="row">
        {ladder.filter((_, index) => Math.abs(index - rung) === 1).map((mode) => (
          <button key={mode} class={ladder.indexOf(mode) < rung ? "back" : ""} onClick={() => propose({ conduits: [conduit.name], mode, title: t.propose.title(conduit.name, t.modes[mode]!) })}>{t.modes[mode]}</button>
        ))}
      </div>
      <h3>{t.conduit.settings}</h3>
      <table>
        <tbody>
          <tr><th scope="row">{t.conduit.from} / {t.conduit.to}</th><td><a href={`#/zones/${conduit.from}`}>{conduit.from}</a> / <a href={`#/zones/${conduit.to}`}>{conduit.to}</a></td></tr>
          <tr><th scope="row">{t.conduit.protocol}</th><td>{conduit.protocol}</td></tr>
          <tr><th scope="row">{t.conduit.listens}</th><td class="mono">{conduit.listen ?? "-"}</td></tr>
          <tr><th scope="row">{t.conduit.device}</th><td class="mono">{conduit.device}</td></tr>
          {conduit.reverse_connect?.listen && <tr><th scope="row">{t.conduit.calls}</th><td class="mono">{conduit.reverse_connect.listen}{conduit.reverse_connect.waiting.length === 0 ? <div>{t.conduit.noCall}</div> : conduit.reverse_connect.waiting.map((device) => <div key={device.address}>{device.server_uri} {device.address}</div>)}</td></tr>}
          {(conduit.reverse_connect?.clients.length ?? 0) > 0 && <tr><th scope="row">{t.conduit.calling}</th><td>{conduit.reverse_connect!.clients.map((client) => <div key={client.url}><span class="mono">{client.url}</span> {t.conduit.callStates[client.state]}{client.trouble && <>: {client.trouble}</>}</div>)}</td></tr>}
          <tr><th scope="row">{t.conduit.policy}</th><td>{conduit.policy ? <a href={`#/rules/${conduit.name}`}>{conduit.policy}</a> : t.conduit.none}</td></tr>
          <tr><th scope="row">{t.conduit.scope}</th><td><Scope conduit={conduit} /></td></tr>
          <tr><th scope="row">{t.nav.permits}</th><td>{conduit.permits.length === 0 ? t.conduit.none : conduit.permits.map((permit) => <div key={permit.id}><a href="#/permits">{permit.id}</a> {permit.client}</div>)}</td></tr>
        </tbody>
      </table>
    </section>
  );
}

export function ConduitPage({ name }: { name: string }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const conduit = status.value!.conduits.find((one) => one.name === name);
  if (!conduit) {
    return <h1>{name}: -</h1>;
  }
  const change = conduit.change_in_flight;
  return (
    <>
      <div class="row between"><h1>{conduit.name}</h1><span class="row"><ModeBadge mode={conduit.mode} /><span class="dim small">{t.conduit.since} <Ago at={conduit.since} /></span></span></div>
      {conduit.fault && <div class="notice bad" role="alert">{conduit.fault}</div>}
      {conduit.break_glass && !conduit.break_glass.ended_at && <GlassNotice glass={conduit.break_glass} />}
      {change && <div class="notice warn"><a href={`#/changes/${change.id}`}>{t.overview.state(name, change.id, change.state)}</a></div>}
      {conduit.awaits_restart.length > 0 && <div class="notice warn">{t.conduit.awaits}: {conduit.awaits_restart.join("; ")}</div>}
      <Figures conduit={conduit} />
      <div class="split">
        <Trends name={name} />
        <Facts conduit={conduit} propose={setWanted} />
      </div>
      <section class="card">
        <div class="row between"><h2>{t.conduit.ready}</h2><Act label={t.conduit.readyAsk} act={async () => setEvidence(await post<Evidence>(path("conduits", name, "evidence")))} /></div>
        {evidence ? <EvidenceSheet evidence={evidence} /> : <p class="dim small">{t.conduit.readiness}</p>}
      </section>
      {conduit.protocol === "opc-ua" && <UaConnections name={name} />}
      <Tail name={name} />
      {wanted && <ProposeDialog wanted={wanted} close={() => setWanted(null)} />}
    </>
  );
}
