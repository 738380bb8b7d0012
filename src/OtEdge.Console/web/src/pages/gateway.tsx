import { path, post } from "../api";
import { Act, Ago } from "../parts/basics";
import { refresh, status } from "../store";
import { t } from "../texts";

export function GatewayPage() {
  const state = status.value!;
  return (
    <>
      <h1>{t.gateway.title}</h1>
      <div class="grid">
        <section class="card">
          <table>
            <tbody>
              <tr><th scope="row">{t.gateway.site}</th><td>{state.site} / {state.gateway}</td></tr>
              <tr><th scope="row">{t.gateway.version}</th><td>{state.version}</td></tr>
              <tr><th scope="row">{t.gateway.started}</th><td><Ago at={state.started_at} /></td></tr>
              <tr><th scope="row">{t.gateway.governance}</th><td>{state.governance}</td></tr>
              <tr><th scope="row">{t.overview.journal}</th><td>{state.journal_fault ?? t.overview.ok}</td></tr>
              <tr><th scope="row">{t.overview.recording}</th><td>{state.recording_fault ?? state.recording}</td></tr>
            </tbody>
          </table>
          <div class="row">
            <a class="button" href="#/settings">{t.nav.settings}</a>
            <a class="button" href="#/users">{t.nav.users}</a>
            <a class="button" href="#/certificates">{t.nav.certificates}</a>
            <a class="button" href="#/backup">{t.nav.backup}</a>
          </div>
        </section>
        <section class="card">
          <h2>{t.gateway.regime}</h2>
          <p>{state.regime?.name ?? "-"} {state.regime?.since && <Ago at={state.regime.since} />}</p>
          <div class="row">{(state.regime?.buttons ?? []).map((name) => <Act key={name} label={name} act={async () => { await post(path("regime"), { name }); await refresh(); }} />)}</div>
        </section>
      </div>
    </>
  );
}
