import { t } from "../texts";
import type { Evidence, Gate } from "../types";
import { count, csv } from "./basics";

export function Gates({ gates }: { gates: Gate[] }) {
  return (
    <table>
      <thead><tr><th class="tight">{t.conduit.gate}</th><th>{t.conduit.why}</th></tr></thead>
      <tbody>
        {gates.map((gate) => (
          <tr key={gate.gate}><td class="tight"><span aria-label={gate.passed ? t.conduit.passed : t.conduit.unmet}>{gate.passed ? "✓" : "✗"}</span> {t.conduit.gateNames[gate.gate] ?? gate.gate}</td><td>{gate.why.map((line) => <div key={line}>{line}</div>)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}

const STEP = 16;
const TALL = 84;

/** New flows of each episode: a curve that has gone flat has seen what there is. */
function Discovery({ evidence }: { evidence: Evidence }) {
  const points = evidence.discovery;
  if (points.length === 0) {
    return null;
  }
  const most = Math.max(1, ...points.map((point) => point.new_flows));
  const width = Math.max(240, points.length * STEP + 34);
  const save = () => csv(`discovery-${evidence.conduit}.csv`, [["regime", "episode", "new_flows"], ...points.map((point) => [point.regime, point.episode, point.new_flows])]);
  return (
    <>
      <div class="row between"><h3>{t.conduit.discovery}</h3><button class="small" onClick={save}>{t.traffic.csv}</button></div>
      <div class="wide">
        <svg class="map" viewBox={`0 0 ${width} ${TALL + 18}`} width={width} height={TALL + 18} role="img" aria-label={`${t.conduit.discovery}: ${points.map((point) => point.new_flows).join(", ")}`}>
          <text x="0" y="12">{most}</text><text x="0" y={TALL}>0</text>
          <line x1="26" x2={width} y1={TALL} y2={TALL} stroke="currentColor" opacity="0.3" />
          {points.map((point, index) => (
            <rect class="bars" key={index} x={index * STEP + 30} y={TALL - ((TALL - 8) * point.new_flows) / most - 1} width={STEP - 4} height={((TALL - 8) * point.new_flows) / most + 1}>
              <title>{t.conduit.episode(point.regime, point.episode, point.new_flows)}</title>
            </rect>
          ))}
        </svg>
      </div>
      <details>
        <summary>{t.map.table}</summary>
        <table class="list">
          <thead><tr><th>{t.conduit.regime}</th><th class="num">{t.conduit.episodeOf}</th><th class="num">{t.conduit.discovery}</th></tr></thead>
          <tbody>{points.map((point, index) => <tr key={index}><td>{point.regime}</td><td class="num">{point.episode}</td><td class="num">{point.new_flows}</td></tr>)}</tbody>
        </table>
      </details>
    </>
  );
}

/** Episodes seen of those that are wanted; never a share of packets. */
function Coverage({ evidence }: { evidence: Evidence }) {
  const save = () => csv(`coverage-${evidence.conduit}.csv`, [["regime", "seen", "wanted", "would_be_refused", "flat", "words"], ...evidence.regimes.map((regime) => [regime.regime, regime.seen, regime.wanted, regime.hit, regime.flat, regime.text])]);
  return (
    <>
      <div class="row between"><h3>{t.conduit.coverage}</h3><button class="small" onClick={save}>{t.traffic.csv}</button></div>
      <table>
        <thead><tr><th>{t.conduit.regime}</th><th>{t.conduit.episodes}</th><th class="num">{t.conduit.seenWanted}</th><th>{t.conduit.words}</th></tr></thead>
        <tbody>
          {evidence.regimes.map((regime) => (
            <tr key={regime.regime}>
              <td class="tight">{regime.regime === evidence.worst_regime ? <strong>{regime.regime}</strong> : regime.regime}</td>
              <td class="fit"><div class="bar" role="img" aria-label={`${regime.seen} / ${regime.wanted}`}><div style={{ width: `${Math.min(100, (100 * regime.seen) / Math.max(1, regime.wanted))}%` }} /></div></td>
              <td class="num tight">{regime.seen} / {regime.wanted}</td><td>{regime.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How far the evidence carries, in the words of the specification: episodes, never packets. */
export function EvidenceSheet({ evidence }: { evidence: Evidence }) {
  return (
    <div>
      <p><span class={`mode ${evidence.ready ? "enforce" : "observe"}`}>{evidence.ready ? t.conduit.isReady : t.conduit.notReady}</span> {evidence.worst_regime && <>{t.conduit.worst}: <strong>{evidence.worst_regime}</strong></>} <span class="dim small">{t.conduit.judged(count(evidence.operations), count(evidence.would_be_refused))}</span></p>
      <h3>{t.conduit.gates}</h3>
      <Gates gates={evidence.gates} />
      <Coverage evidence={evidence} />
      <Discovery evidence={evidence} />
      {evidence.notes.map((note) => <p class="dim small" key={note}>{note}</p>)}
    </div>
  );
}
