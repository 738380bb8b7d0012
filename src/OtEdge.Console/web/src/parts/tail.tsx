import { useState } from "preact/hooks";
import { tail, type Told } from "../store";
import { t } from "../texts";
import { timeOf, Verdict } from "./basics";

const SHOWN_MAX = 40;

/** What was found on a conduit, one line each time, the newest on top; it can be held still to be read. */
export function Tail({ name }: { name: string }) {
  const [held, setHeld] = useState<Told[] | null>(null);
  const lines = (held ?? tail.value).filter((one) => one.finding.conduit === name).slice(0, SHOWN_MAX);
  return (
    <section class="card">
      <div class="row between"><h2>{t.conduit.tail}</h2><button class="small" aria-pressed={held !== null} onClick={() => setHeld(held ? null : tail.value)}>{held ? t.conduit.goOn : t.conduit.hold}</button></div>
      {lines.length === 0 ? <p class="dim">{t.conduit.quiet}</p> : (
        <table class="list">
          <tbody>
            {lines.map(({ id, at, finding }) => (
              <tr key={id}><td class="tight mono">{timeOf(new Date(at))}</td><td><Verdict verdict={finding.verdict} /></td><td><a class="bare" href={`#/findings?${finding.id}`}>{finding.text}</a></td></tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
