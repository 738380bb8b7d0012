import { useEffect, useState } from "preact/hooks";
import { look, path, post } from "../api";
import { Act, Ago, Field } from "../parts/basics";
import { Ask, HowLong } from "../parts/dialog";
import { status } from "../store";
import { t } from "../texts";
import type { Permit } from "../types";

const REFRESH_MS = 2000;

/** Asks for an exception for one client and a time: say for the download of a program, or for a service visit. */
function AskPermit({ done, close }: { done: () => void; close: () => void }) {
  const state = status.value!;
  const [conduit, setConduit] = useState(state.conduits[0]?.name ?? "");
  const [client, setClient] = useState("");
  const [time, setTime] = useState("2h");
  const [reason, setReason] = useState("");
  const from = state.zones.find((zone) => zone.name === state.conduits.find((one) => one.name === conduit)?.from);
  return (
    <Ask title={t.permits.ask} explain={t.permits.explain} go={t.permits.go} ready={client.trim() !== "" && reason.trim() !== ""} close={close}
      act={async () => { await post(path("conduits", conduit, "permits"), { client: client.trim(), for: time, reason }); done(); }}>
      <Field label={t.traffic.conduit}><select value={conduit} onChange={(event) => setConduit(event.currentTarget.value)}>{state.conduits.map((one) => <option key={one.name}>{one.name}</option>)}</select></Field>
      <Field label={t.permits.client}><input required list="permit-clients" value={client} onInput={(event) => setClient(event.currentTarget.value)} /></Field>
      <datalist id="permit-clients">{(from?.assets ?? []).map((asset) => <option key={asset} value={asset} />)}</datalist>
      <HowLong label={t.permits.for} value={time} choices={["30m", "2h", "8h"]} set={setTime} />
      <Field label={t.propose.reason}><input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
      <div class="row">{t.permits.usual.map((one) => <button type="button" class="small" key={one} onClick={() => setReason(one)}>{one}</button>)}</div>
    </Ask>
  );
}

function Running({ permit, done }: { permit: Permit; done: () => void }) {
  return (
    <section class="card">
      <div class="row between">
        <div>
          <h2>{t.permits.title(permit.client, permit.conduit)}</h2>
          <p class="small dim">{permit.id}, {permit.by}, <Ago at={permit.at} />: {permit.reason}</p>
        </div>
        {permit.left && <div class="num"><div class="small dim">{t.permits.left}</div><div class="countdown" role="timer">{permit.left.replaceAll(/\d+ms/g, "").replaceAll(/([a-z])(\d)/g, "$1 $2") || "0s"}</div></div>}
      </div>
      {permit.missing.length > 0 && <div class="notice warn">{t.permits.missing(permit.missing.join(", "))}</div>}
      <div class="row">
        {permit.missing.length > 0 && <Act kind="primary" label={t.permits.approve} act={() => post(path("permits", permit.id, "approve")).then(done)} />}
        <Act kind="back" label={permit.state === "asked" ? t.permits.takeBack : t.permits.end} act={() => post(path("permits", permit.id, "end")).then(done)} />
        {permit.approved_by.length > 0 && <span class="small dim">{t.permits.approved(permit.approved_by.join(", "))}</span>}
      </div>
    </section>
  );
}

export function PermitsPage() {
  const [permits, setPermits] = useState<Permit[] | null>(null);
  const [asking, setAsking] = useState(false);
  const load = () => void look<Permit[]>(path("permits")).then(setPermits, () => undefined);
  useEffect(() => {
    load();
    const timer = setInterval(load, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const open = (permits ?? []).filter((permit) => permit.state !== "ended");
  const ended = (permits ?? []).filter((permit) => permit.state === "ended");
  return (
    <>
      <div class="row between"><h1>{t.nav.permits}</h1><button class="primary" onClick={() => setAsking(true)}>{t.permits.ask}</button></div>
      {permits === null ? <p>{t.loading}</p> : open.length === 0 ? <section class="card"><p class="dim">{t.permits.none}</p><p class="small dim">{t.permits.explain}</p></section> : open.map((permit) => <Running key={permit.id} permit={permit} done={load} />)}
      {ended.length > 0 && (
        <section class="card">
          <h2>{t.permits.ended}</h2>
          <table class="list">
            <thead><tr><th>{t.alarms.id}</th><th>{t.traffic.conduit}</th><th>{t.traffic.client}</th><th>{t.change.reason}</th><th>{t.change.by}</th><th>{t.permits.endedAt}</th><th>{t.permits.ending}</th></tr></thead>
            <tbody>{ended.map((permit) => <tr key={permit.id}><td class="mono">{permit.id}</td><td><a href={`#/conduits/${permit.conduit}`}>{permit.conduit}</a></td><td>{permit.client}</td><td>{permit.reason}</td><td>{permit.by}</td><td>{permit.ended_at && <Ago at={permit.ended_at} />}</td><td>{permit.ending}</td></tr>)}</tbody>
          </table>
        </section>
      )}
      {asking && <AskPermit done={load} close={() => setAsking(false)} />}
    </>
  );
}
