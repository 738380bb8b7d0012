import { t } from "../texts";
import type { Evidence, Gate } from "../types";

export function Gates({ gates }: { gates: Gate[] }) {
  return (
    <table>
      <tbody>
        {gates.map((gate) => (
          <tr key={gate.gate}><td class="tight">{gate.passed ? "✓" : "✗"} {gate.gate}</td><td>{gate.why.map((line) => <div key={line}>{line}</div>)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}

function Discovery({ evidence }: { evidence: Evidence }) {
  const points = evidence.discovery;
  if (points.length === 0) {
    return null;
  }
  const most = Math.max(1, ...points.map((point) => point.new_flows));
  const width = Math.max(200, points.length * 14);
  return (
    <>
      <h3>{t.conduit.discovery}</h3>
      <svg class="map" viewBox={`0 0 ${width} 90`} width={Math.min(width, 900)} height="90" role="img" aria-label={`${t.conduit.discovery}: ${points.map((point) => point.new_flows).join(", ")}`}>
        {points.map((point, index) => (
          <rect key={index} x={index * 14 + 2} y={80 - (70 * point.new_flows) / most} width="10" height={(70 * point.new_flows) / most + 1} fill="currentColor" opacity="0.55">
            <title>{`${point.regime} ${point.episode}: ${point.new_flows}`}</title>
          </rect>
        ))}
      </svg>
    </>
  );
}

/** How far the evidence carries, in the words of the specification: episodes, never packets. */
export function EvidenceSheet({ evidence }: { evidence: Evidence }) {
  return (
    <div>
      <p><span class={`mode ${evidence.ready ? "enforce" : "observe"}`}>{evidence.ready ? t.conduit.isReady : t.conduit.notReady}</span> {evidence.worst_regime && <>{t.conduit.worst}: <strong>{evidence.worst_regime}</strong></>}</p>
      <h3>{t.conduit.gates}</h3>
      <Gates gates={evidence.gates} />
      <h3>{t.conduit.coverage}</h3>
      <table>
        <tbody>
          {evidence.regimes.map((regime) => (
            <tr key={regime.regime}>
              <th scope="row">{regime.regime}</th>
              <td><div class="bar" role="img" aria-label={`${regime.seen} / ${regime.wanted}`}><div style={{ width: `${Math.min(100, (100 * regime.seen) / Math.max(1, regime.wanted))}%` }} /></div></td>
              <td class="num">{regime.seen} / {regime.wanted}</td><td>{regime.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Discovery evidence={evidence} />
      {evidence.notes.map((note) => <p class="dim small" key={note}>{note}</p>)}
    </div>
  );
}
