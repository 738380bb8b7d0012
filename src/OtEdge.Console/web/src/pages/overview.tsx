import { Icon } from "../parts/icon";
import { Ago, count, left, ModeBadge, Severity } from "../parts/basics";
import { rateOf, Sparkline } from "../parts/sparkline";
import { changes, inFlight, standing, status } from "../store";
import { t } from "../texts";
import type { Conduit, Status } from "../types";

const ALARMS_MAX = 3;

interface Need { severity: string; words: string; where: string }

function ofConduit(conduit: Conduit): Need[] {
  const list: Need[] = [];
  const where = `#/conduits/${conduit.name}`;
  if (conduit.fault) {
    list.push({ severity: "critical", words: t.overview.fault(conduit.name, conduit.fault), where });
  }
  if (conduit.break_glass && !conduit.break_glass.ended_at) {
    list.push({ severity: "critical", words: `${conduit.name}: ${conduit.break_glass.message}`, where });
  } else if (conduit.mode === "bypass") {
    list.push({ severity: "critical", words: `${conduit.name}: ${t.modeMeaning.bypass}`, where });
  }
  const change = conduit.change_in_flight;
  if (change?.deadline) {
    list.push({ severity: "high", words: t.overview.trial(conduit.name, change.id, left(change.deadline)), where: `#/changes/${change.id}` });
  }
  for (const permit of conduit.permits.filter((one) => one.missing.length > 0)) {
    list.push({ severity: "medium", words: t.overview.permit(permit.id, conduit.name, permit.missing.join(", ")), where: "#/permits" });
  }
  return list;
}

/** Alarms of high priority are told one by one; the others by their number. */
function ofAlarms(): Need[] {
  const loud = standing.value.filter((alert) => alert.severity === "critical" || alert.severity === "high");
  const list = loud.slice(0, ALARMS_MAX).map((alert) => ({ severity: alert.severity, words: alert.text, where: "#/alarms" }));
  const others = standing.value.length - list.length;
  return others > 0 ? [...list, { severity: "medium", words: t.overview.otherAlarms(others), where: "#/alarms" }] : list;
}

function needs(state: Status): Need[] {
  const list = state.conduits.flatMap(ofConduit);
  if (state.journal_fault) {
    list.unshift({ severity: "critical", words: state.journal_fault, where: "#/gateway" });
  }
  list.push(...ofAlarms());
  for (const change of changes.value.filter((one) => one.state === "ready" || one.state === "approved")) {
    list.push({ severity: "medium", words: t.overview.waits(change.id, change.summary, t.change.hints[change.state] ?? ""), where: `#/changes/${change.id}` });
  }
  if (state.untriaged > 0) {
    list.push({ severity: "medium", words: t.overview.untriaged(state.untriaged), where: "#/findings?open" });
  }
  for (const receiver of state.alert_receivers.filter((one) => one.fault)) {
    list.push({ severity: "medium", words: t.overview.receiver(receiver.name, receiver.fault!), where: "#/gateway" });
  }
  if (state.settings_problems.length > 0) {
    list.push({ severity: "medium", words: t.overview.problems(state.settings_problems.length), where: "#/gateway" });
  }
  return list;
}

function Zones({ state }: { state: Status }) {
  return (
    <>
      {state.zones.filter((zone) => zone.conduits.length > 0).map((zone) => (
        <section class="card" key={zone.name}>
          <div class="row between"><h2><a href={`#/zones/${zone.name}`}>{zone.name}</a> <span class="dim small">{zone.description}</span></h2><ModeBadge mode={zone.mode} /></div>
          <table class="list">
            <thead><tr><th>{t.nav.conduits}</th><th>{t.conduit.mode}</th><th>{t.overview.now}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th></tr></thead>
            <tbody>
              {state.conduits.filter((conduit) => zone.conduits.includes(conduit.name)).map((conduit) => (
                <tr key={conduit.name}>
                  <td class="tight"><a href={`#/conduits/${conduit.name}`}>{conduit.name}</a></td><td><ModeBadge mode={conduit.mode} /></td>
                  <td class="tight"><Sparkline name={conduit.name} /> {count(rateOf(conduit.name))}/s</td>
                  <td class="num">{count(conduit.requests_total)}</td><td class="num">{count(conduit.would_be_refused_total)}</td><td class="num">{count(conduit.refused_total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function Health({ state }: { state: Status }) {
  return (
    <section class="card">
      <h2>{t.overview.health}</h2>
      <table>
        <tbody>
          <tr><th scope="row">{t.overview.journal}</th><td>{state.journal_fault ?? t.overview.ok}</td></tr>
          <tr><th scope="row">{t.overview.recording}</th><td>{state.recording_fault ?? t.overview.recordings[state.recording] ?? state.recording}</td></tr>
          {state.alert_receivers.map((one) => <tr key={one.name}><th scope="row">{t.overview.receivers[one.name] ?? one.name}</th><td>{one.fault ?? t.overview.told(one.state, one.waiting)}</td></tr>)}
          <tr><th scope="row">{t.overview.settings}</th><td>{state.settings_problems.length === 0 ? t.overview.ok : t.overview.problems(state.settings_problems.length)}</td></tr>
          <tr><th scope="row">{t.overview.regime}</th><td>{state.regime?.name ?? t.overview.noRegime}{state.regime?.since && <span class="dim">, <Ago at={state.regime.since} /></span>}</td></tr>
        </tbody>
      </table>
    </section>
  );
}

export function OverviewPage() {
  const state = status.value!;
  const open = needs(state);
  return (
    <>
      <div class="row between"><h1>{t.overview.title}</h1>{state.governance === "solo" && <span class="small dim">{t.overview.solo}</span>}</div>
      <section class="card">
        <h2>{t.overview.needs}</h2>
        {open.length === 0 ? <p class="dim">{t.overview.nothing}</p> : (
          <ul class="needs">{open.map((one) => <li key={one.words}><Severity severity={one.severity} /><a class="brief" href={one.where}>{one.words}</a></li>)}</ul>
        )}
      </section>
      <Zones state={state} />
      <div class="grid">
        <section class="card">
          <h2>{t.overview.inFlight}</h2>
          {inFlight.value.length === 0 ? <p class="dim">{t.overview.none}</p> : (
            <table class="list">
              <tbody>
                {inFlight.value.map((conduit) => (
                  <tr key={conduit.name}><td><a href={`#/changes/${conduit.change_in_flight!.id}`}>{t.overview.state(conduit.name, conduit.change_in_flight!.id, conduit.change_in_flight!.state)}</a></td><td class="num">{left(conduit.change_in_flight!.deadline)}</td></tr>
                ))}
              </tbody>
            </table>
          )}
          <p class="small"><a href="#/map"><Icon name="map" /> {t.overview.toMap}</a></p>
        </section>
        <Health state={state} />
      </div>
    </>
  );
}
