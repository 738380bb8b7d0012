import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { trendOf, trendTick } from "../store";
import { t } from "../texts";

const ink = () => getComputedStyle(document.body).color;

function options(width: number, kind: "rates" | "latency"): uPlot.Options {
  const stroke = ink();
  const axis: uPlot.Axis = { stroke, grid: { stroke: "rgba(128,128,128,.25)" }, ticks: { stroke: "rgba(128,128,128,.25)" } };
  return {
    width, height: 170, cursor: { y: false }, axes: [axis, { ...axis, size: 60 }],
    series: kind === "rates"
      ? [{}, { label: t.conduit.requests, stroke, width: 1.5 }, { label: t.conduit.would, stroke: "#c77700", width: 2, dash: [6, 4] }, { label: t.conduit.refused, stroke: "#b3261e", width: 2 }]
      : [{}, { label: t.conduit.latency, stroke, width: 1.5 }],
  };
}

function dataOf(name: string, kind: "rates" | "latency"): uPlot.AlignedData {
  const trend = trendOf(name);
  return kind === "rates" ? [trend.at, trend.requests, trend.would, trend.refused] : [trend.at, trend.p99];
}

/** A trend of a conduit since the page was opened. */
export function TrendChart({ name, kind, label }: { name: string; kind: "rates" | "latency"; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const made = new uPlot(options(box.current!.clientWidth, kind), dataOf(name, kind), box.current!);
    plot.current = made;
    const fit = new ResizeObserver(() => made.setSize({ width: box.current?.clientWidth ?? 300, height: 170 }));
    fit.observe(box.current!);
    return () => {
      fit.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [name, kind]);
  const tick = trendTick.value;
  useEffect(() => plot.current?.setData(dataOf(name, kind)), [tick]);
  return <div ref={box} class="trend" role="img" aria-label={label} />;
}
