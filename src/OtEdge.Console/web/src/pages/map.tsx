import { useEffect, useRef, useState } from "preact/hooks";
import { look, path } from "../api";
import { count, csv, ModeBadge } from "../parts/basics";
import { foreseeAll, proposalsOf, type Foresight } from "../parts/foresight";
import { boxHeight, clientKey, curve, laneHeight, layout, nodeHeight, WIDTH, type Box, type Layout } from "../parts/layout";
import { rateOf } from "../parts/sparkline";
import { status } from "../store";
import { t } from "../texts";
import type { Inventory, Link } from "../types";

const REFRESH_MS = 4000;

/** What a line tells: how much passes now, and what of it is not allowed. */
interface Line { link: Link; total: number; rate: number; would: number; refused: number }

function linesOf(inventory: Inventory, before: Inventory | null, seconds: number): Line[] {
  const earlier = new Map((before?.links ?? []).map((link) => [`${link.conduit} ${link.client}`, sum(link, "times")]));
  return inventory.links.map((link) => {
    const total = sum(link, "times");
    const known = earlier.get(`${link.conduit} ${link.client}`);
    return { link, total, rate: known === undefined || seconds <= 0 ? 0 : Math.max(0, (total - known) / seconds), would: sum(link, "would_be_refused"), refused: sum(link, "refused") };
  });
}

const sum = (link: Link, key: "times" | "would_be_refused" | "refused") => link.classes.reduce((total, one) => total + one[key], 0);
const thickness = (rate: number) => 1.5 + Math.min(4.5, Math.log2(1 + rate));

/** What would be hit on a line: as recorded, or under what is proposed. */
function hitsOf(line: Line, seen: Map<string, Foresight> | null): number {
  return seen ? seen.get(line.link.conduit)?.byClient.get(clientKey(line.link)) ?? 0 : line.would + line.refused;
}

function LinkLine({ line, place, seen, order, step }: { line: Line; place: Layout; seen: Map<string, Foresight> | null; order: number; step: number }) {
  const box = place.boxes.find((one) => one.conduit.name === line.link.conduit);
  const node = place.nodes.get(clientKey(line.link));
  if (!box || !node) {
    return null;
  }
  const below = node.y < box.y;
  const x = box.x + order;
  const [y1, y2] = below ? [node.y + nodeHeight, box.y] : [node.y, box.y + boxHeight];
  const hits = hitsOf(line, seen);
  const words = hits > 0 ? (seen ? t.map.wouldHit(count(hits)) : t.map.hit(count(hits))) : "";
  return (
    <a href={`#/traffic?${clientKey(line.link)} ${line.link.conduit}`} aria-label={t.map.line(clientKey(line.link), line.link.conduit, line.total, words)}>
      <path class="grip" d={curve(node.x, y1, x, y2)} />
      <path class={`line ${hits > 0 ? "hit" : ""}`} d={curve(node.x, y1, x, y2)} stroke-width={thickness(line.rate)} />
      {hits > 0 && <Label x={node.x} y={y1 + (below ? 1 : -1) * (24 + 25 * step)} words={words} />}
    </a>
  );
}

function Label({ x, y, words }: { x: number; y: number; words: string }) {
  const width = words.length * 7.3 + 14;
  return <g class="hit"><rect x={x - width / 2} y={y - 10} width={width} height="20" rx="10" /><text x={x} y={y + 4} text-anchor="middle">{words}</text></g>;
}

function ConduitBox({ box, place, links, seen, to }: { box: Box; place: Layout; links: Link[]; seen: Map<string, Foresight> | null; to: string | null }) {
  const { conduit, x, y, width } = box;
  const device = place.nodes.get(links.find((link) => link.conduit === conduit.name)?.device_asset ?? "");
  const lane = place.lanes.find((one) => one.zone.name === conduit.to);
  const end = device ? { x: device.x, y: device.y } : { x, y: lane?.y ?? y };
  const down = end.y > y;
  const rate = rateOf(conduit.name);
  const foreseen = seen?.get(conduit.name);
  const mode = foreseen && to ? to : conduit.mode;
  const numbers = foreseen ? (foreseen.fault ? t.map.notJudged : t.map.ofRequests(count(foreseen.refused), count(foreseen.requests))) : t.map.perSecond(count(rate));
  return (
    <a href={`#/conduits/${conduit.name}`}>
      <path class="line" d={curve(x, down ? y + boxHeight : y, end.x, down ? end.y : end.y + nodeHeight)} stroke-width={thickness(rate)} />
      <rect class={`box ${mode}`} x={x - width / 2} y={y} width={width} height={boxHeight} rx="6" />
      <text x={x - width / 2 + 12} y={y + 23} class="strong">{conduit.name}</text>
      <text x={x - width / 2 + 12} y={y + 43}>{t.modes[mode] ?? mode}</text>
      <text x={x + width / 2 - 12} y={y + 43} text-anchor="end" class={foreseen && foreseen.refused > 0 ? "warn" : "dim"}>{numbers}</text>
    </a>
  );
}

function Picture({ place, lines, links, seen, to }: { place: Layout; lines: Line[]; links: Link[]; seen: Map<string, Foresight> | null; to: string | null }) {
  const orders = place.boxes.map((box) => lines.filter((line) => line.link.conduit === box.conduit.name).sort((a, b) => (place.nodes.get(clientKey(a.link))?.x ?? 0) - (place.nodes.get(clientKey(b.link))?.x ?? 0)));
  const orderOf = (line: Line) => {
    const all = orders.find((one) => one.includes(line)) ?? [line];
    return (all.indexOf(line) - (all.length - 1) / 2) * Math.min(34, 160 / all.length);
  };
  // Labels of one client's lines stand under each other.
  const stepOf = (line: Line) => lines.filter((one) => clientKey(one.link) === clientKey(line.link) && hitsOf(one, seen) > 0).indexOf(line);
  return (
    <svg class="map" viewBox={`0 0 ${WIDTH} ${place.height}`} width="100%" role="group" aria-label={t.map.title}>
      {place.lanes.map((lane) => (
        <g key={lane.zone.name}>
          <rect class="lane" x="2" y={lane.y} width={WIDTH - 4} height={laneHeight} rx="8" />
          <text x="16" y={lane.y + 24} class="strong">{lane.zone.name}</text>
          <text x={WIDTH - 16} y={lane.y + 24} text-anchor="end" class="dim">{[lane.zone.description, lane.hidden > 0 ? t.map.more(lane.hidden) : null].filter(Boolean).join(", ")}</text>
        </g>
      ))}
      {[...lines].sort((a, b) => hitsOf(a, seen) - hitsOf(b, seen)).map((line) => <LinkLine key={`${line.link.conduit} ${line.link.client}`} line={line} place={place} seen={seen} order={orderOf(line)} step={stepOf(line)} />)}
      {place.boxes.map((box) => <ConduitBox key={box.conduit.name} box={box} place={place} links={links} seen={seen} to={to} />)}
      {[...place.nodes.values()].map((node) => (
        <g key={node.key}>
          <rect class={`node ${node.declared ? "" : "stranger"}`} x={node.x - node.width / 2} y={node.y} width={node.width} height={nodeHeight} rx="5" />
          <text x={node.x} y={node.y + (node.declared ? 24 : 17)} text-anchor="middle">{node.label}</text>
          {!node.declared && <text class="dim tiny" x={node.x} y={node.y + 31} text-anchor="middle">{t.traffic.undeclared}</text>}
        </g>
      ))}
    </svg>
  );
}

function Table({ lines, seen }: { lines: Line[]; seen: Map<string, Foresight> | null }) {
  const rows = [...lines].sort((a, b) => hitsOf(b, seen) - hitsOf(a, seen) || a.link.conduit.localeCompare(b.link.conduit));
  const modeOf = (name: string) => status.value!.conduits.find((one) => one.name === name)?.mode ?? null;
  const hits = seen ? t.map.wouldRefuse : `${t.verdicts.would_be_refused} / ${t.verdicts.refused}`;
  const save = () => csv("map.csv", [["client", "declared", "conduit", "mode", "device", "operations", "per_second", hits], ...rows.map((line) => [clientKey(line.link), line.link.undeclared ? "no" : "yes", line.link.conduit, modeOf(line.link.conduit), line.link.device_asset ?? line.link.device, line.total, line.rate.toFixed(1), hitsOf(line, seen)])]);
  return (
    <section class="card">
      <div class="row between"><h2>{t.map.table}</h2><button onClick={save}>{t.traffic.csv}</button></div>
      <table class="list">
        <thead><tr><th>{t.traffic.client}</th><th>{t.traffic.conduit}</th><th>{t.conduit.mode}</th><th>{t.conduit.device}</th><th>{t.traffic.what}</th><th class="num">{t.map.rate}</th><th class="num">{hits}</th></tr></thead>
        <tbody>
          {rows.map((line) => (
            <tr key={`${line.link.conduit} ${line.link.client}`}>
              <td><a href={`#/traffic?${clientKey(line.link)} ${line.link.conduit}`}>{clientKey(line.link)}</a>{line.link.undeclared && <span class="dim"> ({t.traffic.undeclared})</span>}</td>
              <td><a href={`#/conduits/${line.link.conduit}`}>{line.link.conduit}</a></td><td><ModeBadge mode={modeOf(line.link.conduit)} /></td><td>{line.link.device_asset ?? line.link.device}</td>
              <td>{line.link.classes.map((one) => `${one.class} ${count(one.times)}`).join(", ")}</td><td class="num">{line.rate.toFixed(1)}</td>
              <td class="num">{seen ? count(hitsOf(line, seen)) : `${count(line.would)} / ${count(line.refused)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Foreseen({ seen }: { seen: Map<string, Foresight> }) {
  const all = [...seen.values()];
  const flows = all.flatMap((one) => one.flows.map((flow) => ({ ...flow, conduit: one.conduit }))).sort((a, b) => b.times - a.times);
  return (
    <section class="card">
      <h2>{t.map.foreseen(count(all.reduce((total, one) => total + one.refused, 0)), count(all.reduce((total, one) => total + one.requests, 0)))}</h2>
      {all.filter((one) => one.fault).map((one) => <div class="notice warn" key={one.conduit}>{one.conduit}: {one.fault}</div>)}
      {flows.length === 0 ? <p class="dim">{t.rules.nothing}</p> : (
        <table class="list">
          <thead><tr><th>{t.traffic.conduit}</th><th>{t.traffic.what}</th><th class="num">{t.traffic.count}</th></tr></thead>
          <tbody>{flows.slice(0, 100).map((flow, index) => <tr key={index}><td class="tight"><a href={`#/rules/${flow.conduit}`}>{flow.conduit}</a></td><td>{flow.text}</td><td class="num">{count(flow.times)}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}

export function MapPage() {
  const [inventory, setInventory] = useState<Inventory | null>(null);
  const [lines, setLines] = useState<Line[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [seen, setSeen] = useState<Map<string, Foresight> | null>(null);
  const before = useRef<{ inventory: Inventory; at: number } | null>(null);
  useEffect(() => {
    const load = async () => {
      try {
        const next = await look<Inventory>(path("inventory"));
        const at = performance.now();
        setLines(linesOf(next, before.current?.inventory ?? null, before.current ? (at - before.current.at) / 1000 : 0));
        before.current = { inventory: next, at };
        setInventory(next);
      } catch {
        // The frame says that the page is cut off.
      }
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const state = status.value!;
  const proposals = proposalsOf(state.conduits);
  const proposal = proposals.find((one) => one.key === chosen);
  useEffect(() => {
    setSeen(null);
    if (proposal) {
      let stale = false;
      void foreseeAll(proposal).then((found) => {
        if (!stale) {
          setSeen(found);
        }
      });
      return () => { stale = true; };
    }
    return undefined;
  }, [chosen]);
  const place = layout(state.zones, state.conduits, inventory?.links ?? []);
  return (
    <>
      <div class="row between">
        <h1>{t.map.title}</h1>
        <div class="row">
          {proposal && <label class="inline"><span>{t.map.proposal}</span><select value={chosen ?? ""} onChange={(event) => setChosen(event.currentTarget.value)}>{proposals.map((one) => <option key={one.key} value={one.key}>{one.label}</option>)}</select></label>}
          <div class="choice" role="group" aria-label={t.map.view}>
            <button aria-pressed={!proposal} onClick={() => setChosen(null)}>{t.map.recorded}</button>
            <button aria-pressed={!!proposal} onClick={() => setChosen(proposals.at(-1)!.key)}>{t.map.under}</button>
          </div>
        </div>
      </div>
      <section class="card">
        <p class="dim small" role="status">{proposal ? (seen ? t.map.hintUnder : t.map.judging) : t.map.hint}</p>
        <Picture place={place} lines={lines} links={inventory?.links ?? []} seen={proposal ? seen : null} to={proposal ? "enforce" : null} />
      </section>
      {proposal && seen && <Foreseen seen={seen} />}
      <Table lines={lines} seen={proposal ? seen : null} />
    </>
  );
}
