import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { look, path } from "../api";
import { trendOf, trendTick } from "../store";
import { t } from "../texts";
import type { Trend } from "../types";
import { count, csv, timeOf } from "./basics";

const HEIGHT = 180;
const SHORT_SECONDS = 15 * 60;
const RELOAD_MS = 10_000;

/** One moment of a trend: requests, would-be refusals and refusals per second, and added latency. */
interface Row { at: number; requests: number; would: number; refused: number; p99: number | null }

type Span = "live" | "1h" | "24h";
type Kind = "rates" | "latency";

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function clock(seconds: number, span: number) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: span < SHORT_SECONDS ? "2-digit" : undefined, hour12: false });
}

function options(width: number, kind: Kind): uPlot.Options {
  const ink = colour("--ink");
  const grid = { stroke: colour("--line"), width: 1 };
  const axis: uPlot.Axis = { stroke: colour("--dim"), grid, ticks: grid, font: "12px system-ui" };
  const line = (label: string, stroke: string, more: object = {}) => ({ label, stroke, width: 1.5, points: { show: false }, value: (_: uPlot, value: number | null) => (value === null ? "-" : String(Math.round(value * 10) / 10)), ...more });
  return {
    width, height: HEIGHT, cursor: { y: false }, scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [{ ...axis, space: 80, values: (plot, ticks) => ticks.map((tick) => clock(tick, (plot.scales.x!.max ?? 0) - (plot.scales.x!.min ?? 0))) }, { ...axis, size: 54 }],
    series: [
      { label: t.conduit.time, value: (_, value) => (value === null ? "-" : timeOf(new Date(value * 1000))) },
      ...(kind === "rates"
        ? [line(t.conduit.requests, ink), line(t.conduit.would, colour("--warn"), { width: 2, dash: [6, 4] }), line(t.conduit.refused, colour("--bad"), { width: 2 })]
        : [line(t.conduit.p99, ink)]),
    ],
  };
}

const columns = (rows: Row[], kind: Kind): uPlot.AlignedData => kind === "rates"
  ? [rows.map((row) => row.at), rows.map((row) => row.requests), rows.map((row) => row.would), rows.map((row) => row.refused)]
  : [rows.map((row) => row.at), rows.map((row) => row.p99)];

function Chart({ rows, kind, label }: { rows: Row[]; kind: Kind; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [dark, setDark] = useState(matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const turn = () => setDark(scheme.matches);
    scheme.addEventListener("change", turn);
    return () => scheme.removeEventListener("change", turn);
  }, []);
  useEffect(() => {
    const made = new uPlot(options(box.current!.clientWidth, kind), columns(rows, kind), box.current!);
    plot.current = made;
    const fit = new ResizeObserver(() => made.setSize({ width: Math.max(200, box.current?.clientWidth ?? 0), height: HEIGHT }));
    fit.observe(box.current!);
    return () => {
      fit.disconnect();
      made.destroy();
    };
  }, [kind, dark]);
  useEffect(() => plot.current?.setData(columns(rows, kind)), [rows]);
  return <div ref={box} class="trend" role="img" aria-label={label} />;
}

/** What the gateway kept of a conduit; null until it is here. */
function useKept(name: string, span: Span): Row[] | null {
  const [rows, setRows] = useState<Row[] | null>(null);
  useEffect(() => {
    let stale = false;
    const load = () => look<Trend>(path("conduits", name, "trend") + `?since=${span === "live" ? "1h" : span}`).then((trend) => {
      if (!stale) {
        setRows(trend.points.map((point) => ({ at: Date.parse(point.at) / 1000, requests: point.requests / trend.step_s, would: point.would_be_refused / trend.step_s, refused: point.refused / trend.step_s, p99: point.added_latency_p99_us })));
      }
    }, () => undefined);
    setRows(null);
    void load();
    const timer = setInterval(() => void load(), RELOAD_MS);
    return () => { stale = true; clearInterval(timer); };
  }, [name, span]);
  return rows;
}

function Live({ name }: { name: string }) {
  void trendTick.value;
  const trend = trendOf(name);
  return <Chart kind="rates" label={t.conduit.trend} rows={trend.at.map((at, index) => ({ at, requests: trend.requests[index]!, would: trend.would[index]!, refused: trend.refused[index]!, p99: null }))} />;
}

/** Trends of a conduit as pictures, as a table and as CSV. */
export function Trends({ name }: { name: string }) {
  const [span, setSpan] = useState<Span>("live");
  const kept = useKept(name, span);
  const rows = kept ?? [];
  const save = () => csv(`trend-${name}.csv`, [["at", "requests_per_second", "would_be_refused_per_second", "refused_per_second", "added_latency_p99_us"], ...rows.map((row) => [new Date(row.at * 1000).toISOString(), row.requests.toFixed(2), row.would.toFixed(2), row.refused.toFixed(2), row.p99])]);
  return (
    <section class="card">
      <div class="row between">
        <h2>{t.conduit.trend}</h2>
        <div class="row">
          <div class="choice" role="group" aria-label={t.conduit.span}>{(["live", "1h", "24h"] as Span[]).map((one) => <button class="small" key={one} aria-pressed={one === span} onClick={() => setSpan(one)}>{t.conduit.spans[one]}</button>)}</div>
          <button class="small" onClick={save}>{t.traffic.csv}</button>
        </div>
      </div>
      {span === "live" ? <Live name={name} /> : <Chart key={span} kind="rates" label={t.conduit.trend} rows={rows} />}
      <h3>{t.conduit.latency}</h3>
      <Chart key={`${span} latency`} kind="latency" label={t.conduit.latency} rows={rows} />
      {kept && kept.length === 0 && <p class="dim small">{t.conduit.noTrend}</p>}
      <details>
        <summary>{t.map.table}</summary>
        <table class="list">
          <thead><tr><th>{t.conduit.time}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th><th class="num">{t.conduit.p99}</th></tr></thead>
          <tbody>{[...rows].reverse().slice(0, 60).map((row) => <tr key={row.at}><td>{timeOf(new Date(row.at * 1000))}</td><td class="num">{row.requests.toFixed(1)}</td><td class="num">{row.would.toFixed(1)}</td><td class="num">{row.refused.toFixed(1)}</td><td class="num">{row.p99 === null ? "-" : count(Math.round(row.p99))}</td></tr>)}</tbody>
        </table>
      </details>
    </section>
  );
}
