import { useEffect, useState } from "preact/hooks";
import { look, path, post } from "../api";
import { Act, Ago, count, csv, Field, Problem } from "../parts/basics";
import { t } from "../texts";
import type { Alert } from "../types";

const REFRESH_MS = 3000;
const FLOOD_COUNT = 10;
const FLOOD_MS = 10 * 60 * 1000;

/** Priority is told by shape and letter, never by colour alone (ISA-101). */
const marks: Record<string, string> = { critical: "▲ C", high: "◆ H", medium: "■ M", low: "● L", info: "○ I" };

function AlarmRow({ alert, done }: { alert: Alert; done: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [time, setTime] = useState("8h");
  return (
    <tr>
      <td class="tight"><span class={`severity ${alert.severity}`}>{marks[alert.severity] ?? alert.severity}</span></td>
      <td><Ago at={alert.last_seen} /></td>
      <td class="tight"><a href={`#/conduits/${alert.conduit}`}>{alert.conduit}</a></td>
      <td>
        <button class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{alert.text}</button>
        {alert.acknowledged_by && <div class="small dim">{t.alarms.acked(alert.acknowledged_by)}</div>}
        {alert.shelved_until && <div class="small dim">{t.alarms.shelved} {new Date(alert.shelved_until).toLocaleString()}</div>}
        {open && (
          <div>
            <p>{alert.done}. {alert.next}</p>
            <p class="mono">{alert.id} {alert.rule_at ?? ""}</p>
            <Field label={t.alarms.reason}><input value={words} onInput={(event) => setWords(event.currentTarget.value)} /></Field>
            <Field label={t.alarms.for}><input value={time} onInput={(event) => setTime(event.currentTarget.value)} /></Field>
            <div class="row">
              <Act label={t.alarms.ack} act={() => post(path("alerts", alert.id, "ack"), { note: words || undefined }).then(done)} />
              <Act label={t.alarms.shelve} act={() => post(path("alerts", alert.id, "shelve"), { for: time, reason: words }).then(done)} />
            </div>
          </div>
        )}
      </td>
      <td class="num">{count(alert.times)}</td>
    </tr>
  );
}

export function AlarmsPage() {
  const [alerts, setAlerts] = useState<Alert[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const load = () => look<Alert[]>(path("alerts") + "?limit=200").then((list) => { setAlerts(list); setFault(null); }, setFault);
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const list = alerts ?? [];
  const recent = list.filter((alert) => Date.now() - Date.parse(alert.raised_at) < FLOOD_MS);
  return (
    <>
      <div class="row between">
        <h1>{t.nav.alarms}</h1>
        <button onClick={() => csv("alarms.csv", [["id", "severity", "conduit", "times", "first_seen", "last_seen", "text"], ...list.map((one) => [one.id, one.severity, one.conduit, one.times, one.first_seen, one.last_seen, one.text])])}>{t.traffic.csv}</button>
      </div>
      <Problem fault={fault} />
      {recent.length > FLOOD_COUNT && <div class="notice warn" role="status">{t.alarms.flood(recent.length)}</div>}
      <section class="card">
        {alerts === null ? <p>{t.loading}</p> : list.length === 0 ? <p class="dim">{t.alarms.none}</p> : (
          <table>
            <thead><tr><th>{t.alarms.priority}</th><th>{t.traffic.last}</th><th>{t.traffic.conduit}</th><th>{t.alarms.what}</th><th class="num">{t.traffic.count}</th></tr></thead>
            <tbody>{list.map((alert) => <AlarmRow key={alert.id} alert={alert} done={load} />)}</tbody>
          </table>
        )}
      </section>
    </>
  );
}
