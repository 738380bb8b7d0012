import { left, ModeBadge, Ago } from "../parts/basics";
import { changes } from "../store";
import { t } from "../texts";
import type { Change } from "../types";

export const stateWords = (state: string) => t.change.states[state] ?? state.replaceAll("_", " ");

function Rows({ list }: { list: Change[] }) {
  return (
    <table class="list">
      <thead><tr><th>{t.alarms.id}</th><th>{t.traffic.conduit}</th><th>{t.change.to}</th><th>{t.change.what}</th><th>{t.change.state}</th><th>{t.change.by}</th><th>{t.change.proposed}</th><th>{t.change.outcome}</th></tr></thead>
      <tbody>
        {list.map((change) => (
          <tr key={change.id}>
            <td class="tight"><a href={`#/changes/${change.id}`}>{change.id}</a></td><td>{change.conduit}</td><td><ModeBadge mode={change.to.mode} /></td><td>{change.summary}</td><td class="tight">{stateWords(change.state)} {left(change.deadline)}</td>
            <td>{change.author}</td><td><Ago at={change.proposed_at} /></td><td>{change.outcome}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ends = ["confirmed", "withdrawn", "rejected", "stale", "rolled_back"];

export function ChangesPage() {
  const open = changes.value.filter((change) => !ends.includes(change.state));
  const ended = changes.value.filter((change) => ends.includes(change.state));
  return (
    <>
      <h1>{t.change.title}</h1>
      <section class="card"><h2>{t.overview.inFlight}</h2>{open.length === 0 ? <p class="dim">{t.overview.none}</p> : <Rows list={open} />}</section>
      <section class="card"><h2>{t.change.ended}</h2>{ended.length === 0 ? <p class="dim">{t.change.empty}</p> : <Rows list={ended} />}</section>
    </>
  );
}
