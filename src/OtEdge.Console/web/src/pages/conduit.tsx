import { useState } from "preact/hooks";
import { path, post } from "../api";
import { Act, Ago, count, ModeBadge, Scope, Verdict } from "../parts/basics";
import { EvidenceSheet } from "../parts/evidence";
import { ProposeDialog, type Wanted } from "../parts/propose";
import { TrendChart } from "../parts/trend";
import { findings, status } from "../store";
import { t } from "../texts";
import type { Evidence } from "../types";

const ladder = ["observe", "monitor", "enforce"];

export function ConduitsPage() {
  return (
    <>
      <h1>{t.nav.conduits}</h1>
      <section class="card">
        <table>
          <thead><tr><th>{t.nav.conduits}</th><th></th><th>{t.conduit.from} / {t.conduit.to}</th><th>{t.conduit.protocol}</th><th>{t.conduit.scope}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th></tr></thead>
          <tbody>
            {status.value!.conduits.map((conduit) => (
              <tr key={conduit.name}>
                <td><a href={`#/conduits/${conduit.name}`}>{conduit.name}</a></td><td><ModeBadge mode={conduit.mode} /></td><td>{conduit.from} / {conduit.to}</td><td>{conduit.protocol}</td><td><Scope conduit={conduit} /></td>
                <td class="num">{count(conduit.requests_total)}</td><td class="num">{count(conduit.would_be_refused_total)}</td><td class="num">{count(conduit.refused_total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const us = (value: number | null) => (value === null ? "-" : `${value.toFixed(0)} us`);

export function ConduitPage({ name }: { name: string }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  const conduit = status.value!.conduits.find((one) => one.name === name);
  if (!conduit) {
    return <h1>{name}: -</h1>;
  }
  const tail = findings.value.filter((finding) => finding.conduit === name).slice(0, 12);
  const rung = ladder.indexOf(conduit.mode);
  return (
    <>
      <div class="row between"><h1>{conduit.name}</h1><span class="row"><ModeBadge mode={conduit.mode} /><span class="dim small">{t.conduit.since} <Ago at={conduit.since} /></span></span></div>
      {conduit.fault && <div class="notice bad" role="alert">{conduit.fault}</div>}
      {conduit.change_in_flight && <div class="notice warn"><a href={`#/changes/${conduit.change_in_flight.id}`}>{t.overview.state(name, conduit.change_in_flight.id, conduit.change_in_flight.state)}</a></div>}
      <div class="grid">
        <section class="card">
          <table>
            <tbody>
              <tr><th scope="row">{t.conduit.from} / {t.conduit.to}</th><td>{conduit.from} / {conduit.to}</td></tr>
              <tr><th scope="row">{t.conduit.protocol}</th><td>{conduit.protocol}</td></tr>
              <tr><th scope="row">{t.conduit.listens}</th><td class="mono">{conduit.listen ?? "-"}</td></tr>
              <tr><th scope="row">{t.conduit.device}</th><td class="mono">{conduit.device}</td></tr>
              <tr><th scope="row">{t.conduit.policy}</th><td>{conduit.policy ? <a href={`#/rules/${name}`}>{conduit.policy}</a> : t.conduit.none}</td></tr>
              <tr><th scope="row">{t.conduit.scope}</th><td><Scope conduit={conduit} /></td></tr>
              <tr><th scope="row">{t.conduit.connections}</th><td>{conduit.client_connections} / {conduit.device_connections}</td></tr>
              <tr><th scope="row">{t.conduit.added}</th><td>{us(conduit.added_latency_p50_us)} / {us(conduit.added_latency_p99_us)}</td></tr>
            </tbody>
          </table>
          <h3>{t.conduit.proposeTitle}</h3>
          <div class="row">
            {ladder.filter((_, index) => Math.abs(index - rung) === 1).map((mode) => (
              <button key={mode} class={ladder.indexOf(mode) < rung ? "back" : ""} onClick={() => setWanted({ conduits: [name], mode, title: t.propose.title(name, t.modes[mode]!) })}>{t.modes[mode]}</button>
            ))}
          </div>
        </section>
        <section class="card">
          <h2>{t.conduit.trend}</h2>
          <TrendChart name={name} kind="rates" label={t.conduit.trend} />
          <h3>{t.conduit.latency}</h3>
          <TrendChart name={name} kind="latency" label={t.conduit.latency} />
        </section>
      </div>
      <section class="card">
        <div class="row between"><h2>{t.conduit.ready}</h2></div>
        <p class="dim small">{t.conduit.readiness}</p>
        <Act label={t.conduit.readyAsk} act={async () => setEvidence(await post<Evidence>(path("conduits", name, "evidence")))} />
        {evidence && <EvidenceSheet evidence={evidence} />}
      </section>
      <section class="card">
        <h2>{t.conduit.tail}</h2>
        {tail.length === 0 ? <p class="dim">{t.findings.empty}</p> : (
          <table>
            <tbody>
              {tail.map((finding) => <tr key={finding.id}><td><Ago at={finding.last_seen} /></td><td><Verdict verdict={finding.verdict} /></td><td>{finding.text}</td><td class="num">{count(finding.times)}</td></tr>)}
            </tbody>
          </table>
        )}
      </section>
      {wanted && <ProposeDialog wanted={wanted} close={() => setWanted(null)} />}
    </>
  );
}
