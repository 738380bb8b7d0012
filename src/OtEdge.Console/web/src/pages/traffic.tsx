import { useEffect, useState } from "preact/hooks";
import { look, path } from "../api";
import { Ago, count, csv, moment, Problem, Verdict } from "../parts/basics";
import { Facts } from "../parts/facts";
import { t } from "../texts";
import type { Flow } from "../types";

const REFRESH_MS = 5000;
const SHOWN_MAX = 300;

type Order = "times" | "last" | "refused";

const orders: Record<Order, (a: Flow, b: Flow) => number> = {
  refused: (a, b) => b.would_be_refused + b.refused - a.would_be_refused - a.refused || b.times - a.times,
  times: (a, b) => b.times - a.times,
  last: (a, b) => b.last_seen.localeCompare(a.last_seen),
};

const clientOf = (flow: Flow) => flow.client_asset ?? flow.client;

function FlowRow({ flow }: { flow: Flow }) {
  const [open, setOpen] = useState(false);
  const hits = flow.would_be_refused + flow.refused;
  return (
    <tr class={open ? "open" : ""}>
      <td class="tight"><button class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{clientOf(flow)}</button>{flow.undeclared && <div class="small dim more">{t.traffic.undeclared}</div>}</td>
      <td class="tight"><a href={`#/conduits/${flow.conduit}`}>{flow.conduit}</a></td>
      <td>
        {flow.opc_ua ? `${flow.class}` : t.traffic.operation(flow.class, flow.function, flow.unit)} <span class="dim">{flow.target}</span>
        {open && (
          <div>
            <Facts facts={[
              [t.alarms.id, <span class="mono">{flow.id}</span>], [t.traffic.address, flow.client], [t.traffic.user, flow.opc_ua?.user ?? null], [t.traffic.values, flow.value_band],
              [t.traffic.samples, flow.samples.join(", ")], [t.alarms.first, moment(flow.first_seen)], [t.traffic.last, moment(flow.last_seen)], [t.traffic.sweep, flow.is_sweep ? t.traffic.isSweep : null],
            ]} />
            <div class="row"><a class="button" href={`#/rules/${flow.conduit}?flow=${flow.id}`}>{t.findings.makeRule}</a>{hits > 0 && <a class="button" href="#/findings?open">{t.nav.findings}</a>}</div>
          </div>
        )}
      </td>
      <td class="num">{count(flow.times)}</td><td class="num">{hits > 0 ? count(hits) : ""}</td><td><Verdict verdict={flow.last_verdict} /></td><td class="mono">{flow.last_rule}</td><td><Ago at={flow.last_seen} /></td>
    </tr>
  );
}

export function TrafficPage({ query }: { query: string }) {
  const [flows, setFlows] = useState<Flow[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [filter, setFilter] = useState(decodeURIComponent(query));
  const [onlyNew, setOnlyNew] = useState(false);
  const [onlyWould, setOnlyWould] = useState(false);
  const [order, setOrder] = useState<Order>("refused");
  useEffect(() => {
    const load = () => look<Flow[]>(path("flows") + `?limit=1000${onlyNew ? "&new=24h" : ""}`).then((list) => { setFlows(list); setFault(null); }, setFault);
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [onlyNew]);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (flows ?? []).filter((flow) => {
    const text = [flow.client, flow.client_asset, flow.conduit, flow.class, flow.function, flow.target, flow.last_rule].join(" ").toLowerCase();
    return words.every((word) => text.includes(word)) && (!onlyWould || flow.would_be_refused + flow.refused > 0);
  }).sort((a, b) => orders[order](a, b) || a.id.localeCompare(b.id));
  const save = () => csv("flows.csv", [
    ["conduit", "client", "asset", "class", "function", "target", "values", "times", "would_be_refused", "refused", "last_verdict", "last_rule", "first_seen", "last_seen"],
    ...shown.map((flow) => [flow.conduit, flow.client, flow.client_asset, flow.class, flow.function, flow.target, flow.value_band, flow.times, flow.would_be_refused, flow.refused, flow.last_verdict, flow.last_rule, flow.first_seen, flow.last_seen]),
  ]);
  return (
    <>
      <div class="row between">
        <h1>{t.traffic.title}</h1>
        <div class="row">
          <label class="inline"><span>{t.traffic.order}</span><select value={order} onChange={(event) => setOrder(event.currentTarget.value as Order)}>{(Object.keys(orders) as Order[]).map((one) => <option key={one} value={one}>{t.traffic.orders[one]}</option>)}</select></label>
          <button onClick={save}>{t.traffic.csv}</button>
        </div>
      </div>
      <section class="card row">
        <input class="reason" aria-label={t.traffic.filter} placeholder={t.traffic.filter} value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        <label class="check"><input type="checkbox" checked={onlyNew} onChange={(event) => setOnlyNew(event.currentTarget.checked)} /><span>{t.traffic.onlyNew}</span></label>
        <label class="check"><input type="checkbox" checked={onlyWould} onChange={(event) => setOnlyWould(event.currentTarget.checked)} /><span>{t.traffic.onlyWould}</span></label>
      </section>
      <Problem fault={fault} />
      <section class="card">
        {flows === null ? <p>{t.loading}</p> : shown.length === 0 ? <p class="dim">{t.traffic.empty}</p> : (
          <table class="list">
            <thead><tr><th>{t.traffic.client}</th><th>{t.traffic.conduit}</th><th>{t.traffic.what}</th><th class="num">{t.traffic.count}</th><th class="num">{t.traffic.notAllowed}</th><th>{t.traffic.verdict}</th><th>{t.traffic.rule}</th><th>{t.traffic.last}</th></tr></thead>
            <tbody>{shown.slice(0, SHOWN_MAX).map((flow) => <FlowRow key={flow.id} flow={flow} />)}</tbody>
          </table>
        )}
        {shown.length > SHOWN_MAX && <p class="small dim">{t.traffic.cutAt(SHOWN_MAX, shown.length)}</p>}
      </section>
    </>
  );
}
