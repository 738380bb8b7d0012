import { left, ModeBadge, count } from "../parts/basics";
import { inFlight, status } from "../store";
import { t } from "../texts";
import type { Status } from "../types";

function needs(state: Status): { words: string; where: string; bad?: boolean }[] {
  const list: { words: string; where: string; bad?: boolean }[] = [];
  for (const conduit of state.conduits) {
    if (conduit.fault) {
      list.push({ words: t.overview.fault(conduit.name, conduit.fault), where: `#/conduits/${conduit.name}`, bad: true });
    }
    if (conduit.mode === "bypass") {
      list.push({ words: `${conduit.name}: ${t.modeMeaning.bypass}`, where: `#/conduits/${conduit.name}`, bad: true });
    }
    const change = conduit.change_in_flight;
    if (change?.deadline) {
      list.push({ words: t.overview.trial(conduit.name, change.id, left(change.deadline)), where: `#/changes/${change.id}` });
    }
  }
  if (state.untriaged > 0) {
    list.push({ words: t.overview.untriaged(state.untriaged), where: "#/findings" });
  }
  if (state.settings_problems.length > 0) {
    list.push({ words: t.overview.problems(state.settings_problems.length), where: "#/gateway" });
  }
  if (state.journal_fault) {
    list.push({ words: state.journal_fault, where: "#/gateway", bad: true });
  }
  return list;
}

export function OverviewPage() {
  const state = status.value!;
  const open = needs(state);
  return (
    <>
      <h1>{t.overview.title}</h1>
      {state.governance === "solo" && <div class="notice">{t.overview.solo}</div>}
      <section class="card">
        <h2>{t.overview.needs}</h2>
        {open.length === 0 ? <p class="dim">{t.overview.nothing}</p> : open.map((one) => (
          <div class={`notice ${one.bad ? "bad" : "warn"}`} key={one.words}><a href={one.where}>{one.words}</a></div>
        ))}
      </section>
      <div class="grid">
        {state.zones.filter((zone) => zone.conduits.length > 0).map((zone) => (
          <section class="card" key={zone.name}>
            <div class="row between"><h2><a href={`#/zones/${zone.name}`}>{zone.name}</a></h2><ModeBadge mode={zone.mode} /></div>
            <p class="dim small">{zone.description}</p>
            {zone.conduits.length > 0 && (
              <table>
                <thead><tr><th>{t.nav.conduits}</th><th></th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th></tr></thead>
                <tbody>
                  {state.conduits.filter((conduit) => zone.conduits.includes(conduit.name)).map((conduit) => (
                    <tr key={conduit.name}>
                      <td class="tight"><a href={`#/conduits/${conduit.name}`}>{conduit.name}</a></td><td><ModeBadge mode={conduit.mode} /></td>
                      <td class="num">{count(conduit.requests_total)}</td><td class="num">{count(conduit.would_be_refused_total)}</td><td class="num">{count(conduit.refused_total)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        ))}
        <section class="card">
          <h2>{t.overview.inFlight}</h2>
          {inFlight.value.length === 0 ? <p class="dim">{t.overview.none}</p> : inFlight.value.map((conduit) => (
            <p key={conduit.name}><a href={`#/changes/${conduit.change_in_flight!.id}`}>{t.overview.state(conduit.name, conduit.change_in_flight!.id, conduit.change_in_flight!.state)}</a> {left(conduit.change_in_flight!.deadline)}</p>
          ))}
        </section>
        <section class="card">
          <h2>{t.overview.health}</h2>
          <table>
            <tbody>
              <tr><th scope="row">{t.overview.journal}</th><td>{state.journal_fault ?? t.overview.ok}</td></tr>
              <tr><th scope="row">{t.overview.recording}</th><td>{state.recording_fault ?? state.recording}</td></tr>
              <tr><th scope="row">{t.overview.settings}</th><td>{state.settings_problems.length === 0 ? t.overview.ok : t.overview.problems(state.settings_problems.length)}</td></tr>
              <tr><th scope="row">{t.overview.regime}</th><td>{state.regime?.name ?? "-"}</td></tr>
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
