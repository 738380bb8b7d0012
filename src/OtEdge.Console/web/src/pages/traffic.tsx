import { useEffect, useState } from "preact/hooks";
import { look, path } from "../api";
import { Ago, count, csv, Problem, Verdict } from "../parts/basics";
import { t } from "../texts";
import type { Flow } from "../types";

const REFRESH_MS = 5000;

export function TrafficPage() {
  const [flows, setFlows] = useState<Flow[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [filter, setFilter] = useState("");
  const [onlyNew, setOnlyNew] = useState(false);
  const [onlyWould, setOnlyWould] = useState(false);
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
  });
  const save = () => csv("flows.csv", [
    ["conduit", "client", "asset", "class", "function", "target", "values", "times", "would_be_refused", "refused", "last_verdict", "last_rule", "first_seen", "last_seen"],
    ...shown.map((flow) => [flow.conduit, flow.client, flow.client_asset, flow.class, flow.function, flow.target, flow.value_band, flow.times, flow.would_be_refused, flow.refused, flow.last_verdict, flow.last_rule, flow.first_seen, flow.last_seen]),
  ]);
  return (
    <>
      <div class="row between"><h1>{t.traffic.title}</h1><button onClick={save}>{t.traffic.csv}</button></div>
      <section class="card row">
        <input style={{ flex: "1 1 260px" }} aria-label={t.traffic.filter} placeholder={t.traffic.filter} value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        <label class="check"><input type="checkbox" checked={onlyNew} onChange={(event) => setOnlyNew(event.currentTarget.checked)} /><span>{t.traffic.onlyNew}</span></label>
        <label class="check"><input type="checkbox" checked={onlyWould} onChange={(event) => setOnlyWould(event.currentTarget.checked)} /><span>{t.traffic.onlyWould}</span></label>
      </section>
      <Problem fault={fault} />
      <section class="card">
        {flows === null ? <p>{t.loading}</p> : shown.length === 0 ? <p class="dim">{t.traffic.empty}</p> : (
          <table>
            <thead><tr><th>{t.traffic.client}</th><th>{t.traffic.conduit}</th><th>{t.traffic.what}</th><th>{t.traffic.target}</th><th>{t.traffic.values}</th><th class="num">{t.traffic.count}</th><th>{t.traffic.verdict}</th><th>{t.traffic.rule}</th><th>{t.traffic.last}</th></tr></thead>
            <tbody>
              {shown.slice(0, 500).map((flow) => (
                <tr key={flow.id}>
                  <td>{flow.client_asset ?? flow.client}{flow.undeclared && <div class="small">({t.traffic.undeclared})</div>}</td><td>{flow.conduit}</td><td>{flow.class} {flow.function}</td><td>{flow.target}</td><td>{flow.value_band}</td>
                  <td class="num">{count(flow.times)}</td><td><Verdict verdict={flow.last_verdict} /></td><td class="mono">{flow.last_rule}</td><td><Ago at={flow.last_seen} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
