import { useEffect, useState } from "preact/hooks";
import { path, post } from "../api";
import { Act, Ago, count, csv, Field, moment, Severity } from "../parts/basics";
import { Ask, HowLong } from "../parts/dialog";
import { Facts } from "../parts/facts";
import { alerts, isShelved, refreshAlerts } from "../store";
import { t } from "../texts";
import type { Alert } from "../types";

const FLOOD_COUNT = 10;
const FLOOD_MS = 10 * 60 * 1000;
const GROUP_SHOWN_MAX = 20;
const rank = ["critical", "high", "medium", "low", "info"];

type Which = "standing" | "seen" | "shelved" | "all";
type Grouping = "none" | "client" | "conduit";

const which: Record<Which, (alert: Alert) => boolean> = {
  standing: (alert) => !alert.acknowledged_by && !isShelved(alert),
  seen: (alert) => alert.acknowledged_by !== null,
  shelved: isShelved,
  all: () => true,
};

const clientOf = (alert: Alert) => alert.client_asset ?? alert.client ?? t.alarms.nobody;

/** Shelving counts what is alike without telling it on, for a time and a reason. */
function Shelve({ alert, close }: { alert: Alert; close: () => void }) {
  const [time, setTime] = useState("8h");
  const [reason, setReason] = useState("");
  return (
    <Ask title={t.alarms.shelveTitle} explain={t.alarms.shelveExplain} go={t.alarms.shelve} ready={reason.trim() !== ""} close={close}
      act={async () => { await post(path("alerts", alert.id, "shelve"), { for: time, reason }); await refreshAlerts(); }}>
      <p>{alert.text}</p>
      <HowLong label={t.alarms.for} value={time} choices={["1h", "8h", "24h", "7d"]} set={setTime} />
      <Field label={t.propose.reason}><input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
    </Ask>
  );
}

function Acknowledge({ chosen, close }: { chosen: Alert[]; close: () => void }) {
  const [note, setNote] = useState("");
  const act = async () => {
    for (const alert of chosen.filter((one) => !one.acknowledged_by)) {
      await post(path("alerts", alert.id, "ack"), { note: note.trim() || undefined });
    }
    await refreshAlerts();
  };
  return (
    <Ask title={t.alarms.ackTitle(chosen.length)} explain={t.alarms.ackExplain} go={t.alarms.ack} ready act={act} close={close}>
      <Field label={t.alarms.note}><input value={note} onInput={(event) => setNote(event.currentTarget.value)} /></Field>
    </Ask>
  );
}

function AlarmRow({ alert, ask }: { alert: Alert; ask: { ack: (alerts: Alert[]) => void; shelve: (alert: Alert) => void } }) {
  const [open, setOpen] = useState(false);
  return (
    <tr class={open ? "open" : ""}>
      <td class="tight"><Severity severity={alert.severity} /></td>
      <td><Ago at={alert.last_seen} /></td>
      <td class="tight"><a href={`#/conduits/${alert.conduit}`}>{alert.conduit}</a></td>
      <td>
        <button class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{alert.text}</button>
        {open && (
          <div class="more">
            <p>{alert.done}. <strong>{alert.next}</strong></p>
            <Facts facts={[
              [t.alarms.id, <span class="mono">{alert.id}</span>], [t.traffic.client, alert.client_asset ? `${alert.client_asset} (${alert.client})` : alert.client], [t.traffic.rule, alert.rule_at],
              [t.alarms.first, <Ago at={alert.first_seen} />], [t.nav.changes, alert.change && <a href={`#/changes/${alert.change}`}>{alert.change}</a>], [t.alarms.note, alert.note],
            ]} />
            <div class="row">
              {!alert.acknowledged_by && <button onClick={() => ask.ack([alert])}>{t.alarms.ack}</button>}
              {isShelved(alert)
                ? <Act label={t.alarms.unshelve} act={() => post(path("alerts", alert.id, "shelve"), { off: true }).then(refreshAlerts)} />
                : <button onClick={() => ask.shelve(alert)}>{t.alarms.shelveAsk}</button>}
              {alert.finding && <a class="button" href={`#/findings?${alert.finding}`}>{t.alarms.toFinding}</a>}
            </div>
          </div>
        )}
      </td>
      <td class="small dim">
        {alert.acknowledged_by && <div>{t.alarms.acked(alert.acknowledged_by)}</div>}
        {isShelved(alert) && <div>{t.alarms.shelved} {moment(alert.shelved_until!)}</div>}
      </td>
      <td class="num">{count(alert.times)}</td>
    </tr>
  );
}

/** In a flood what matters is what its alarms have in common. */
function Groups({ list, by, ack }: { list: Alert[]; by: "client" | "conduit"; ack: (alerts: Alert[]) => void }) {
  const groups = new Map<string, Alert[]>();
  for (const alert of list) {
    const key = by === "client" ? clientOf(alert) : alert.conduit;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  const rows = [...groups].map(([name, members]) => ({ name, members, times: members.reduce((sum, one) => sum + one.times, 0) })).sort((a, b) => b.times - a.times);
  return (
    <table class="list">
      <thead><tr><th>{t.alarms.priority}</th><th>{by === "client" ? t.traffic.client : t.traffic.conduit}</th><th>{t.alarms.what}</th><th class="num">{t.nav.alarms}</th><th class="num">{t.traffic.count}</th><th /></tr></thead>
      <tbody>
        {rows.map(({ name, members, times }) => (
          <tr key={name}>
            <td class="tight"><Severity severity={rank.find((one) => members.some((alert) => alert.severity === one)) ?? "info"} /></td>
            <td class="tight"><strong>{name}</strong></td>
            <td>
              <details>
                <summary>{members[0]!.text}</summary>
                <ul>{members.slice(1, GROUP_SHOWN_MAX).map((alert) => <li key={alert.id}>{alert.text}</li>)}</ul>
              </details>
            </td>
            <td class="num">{members.length}</td><td class="num">{count(times)}</td>
            <td class="fit"><button onClick={() => ack(members)}>{t.alarms.ackThese(members.length)}</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function AlarmsPage() {
  const [show, setShow] = useState<Which>("standing");
  const [by, setBy] = useState<Grouping | null>(null);
  const [acked, setAcked] = useState<Alert[] | null>(null);
  const [shelved, setShelved] = useState<Alert | null>(null);
  useEffect(() => void refreshAlerts(), []);
  const all = alerts.value ?? [];
  const list = all.filter(which[show]).sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity) || b.raised_at.localeCompare(a.raised_at));
  const recent = all.filter((alert) => !alert.acknowledged_by && Date.now() - Date.parse(alert.raised_at) < FLOOD_MS);
  const isFlood = recent.length > FLOOD_COUNT;
  const grouping = by ?? (isFlood && show === "standing" ? "client" : "none");
  const save = () => csv("alarms.csv", [["id", "severity", "conduit", "client", "times", "first_seen", "last_seen", "acknowledged_by", "shelved_until", "text"], ...list.map((one) => [one.id, one.severity, one.conduit, one.client_asset ?? one.client, one.times, one.first_seen, one.last_seen, one.acknowledged_by, one.shelved_until, one.text])]);
  return (
    <>
      <div class="row between">
        <h1>{t.nav.alarms}</h1>
        <div class="row">
          <div class="choice" role="group" aria-label={t.alarms.show}>{(Object.keys(which) as Which[]).map((one) => <button key={one} aria-pressed={one === show} onClick={() => setShow(one)}>{t.alarms.which[one]} ({all.filter(which[one]).length})</button>)}</div>
          <div class="choice" role="group" aria-label={t.alarms.group}>{(["none", "client", "conduit"] as Grouping[]).map((one) => <button key={one} aria-pressed={one === grouping} onClick={() => setBy(one)}>{t.alarms.groups[one]}</button>)}</div>
          <button onClick={save}>{t.traffic.csv}</button>
        </div>
      </div>
      {isFlood && <div class="notice warn" role="status">{t.alarms.flood(recent.length)}</div>}
      <section class="card">
        {alerts.value === null ? <p>{t.loading}</p> : list.length === 0 ? <p class="dim">{t.alarms.none}</p> : grouping !== "none" ? <Groups list={list} by={grouping} ack={setAcked} /> : (
          <table class="list">
            <thead><tr><th>{t.alarms.priority}</th><th>{t.traffic.last}</th><th>{t.traffic.conduit}</th><th>{t.alarms.what}</th><th>{t.alarms.state}</th><th class="num">{t.traffic.count}</th></tr></thead>
            <tbody>{list.map((alert) => <AlarmRow key={alert.id} alert={alert} ask={{ ack: setAcked, shelve: setShelved }} />)}</tbody>
          </table>
        )}
      </section>
      {acked && <Acknowledge chosen={acked} close={() => setAcked(null)} />}
      {shelved && <Shelve alert={shelved} close={() => setShelved(null)} />}
    </>
  );
}
