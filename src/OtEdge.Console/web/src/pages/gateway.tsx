import { useEffect, useState } from "preact/hooks";
import { can, get, path, post } from "../api";
import { Act, Ago } from "../parts/basics";
import { refresh, status } from "../store";
import { t } from "../texts";

interface User { name: string; accounts: string[]; roles: string[]; you: boolean }

export function GatewayPage() {
  const [people, setPeople] = useState<User[]>([]);
  const [invited, setInvited] = useState<string | null>(null);
  useEffect(() => void get<User[]>(path("users")).then(setPeople, () => setPeople([])), []);
  const state = status.value!;
  const invite = (name: string) => async () => {
    const made = await post<{ name: string; token: string }>(path("users", name, "invitation"));
    setInvited(t.gateway.invited(made.name, made.token));
  };
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
          {can("engineer", "administrator") && <Act label={t.gateway.reload} act={async () => { await post(path("reload")); await refresh(); }} />}
          {state.settings_problems.map((problem) => <div class="notice warn mono" key={problem.message}>{problem.file}:{problem.line}:{problem.column}: {problem.path}: {problem.message}</div>)}
        </section>
        <section class="card">
          <h2>{t.gateway.regime}</h2>
          <p>{state.regime?.name ?? "-"} {state.regime?.since && <Ago at={state.regime.since} />}</p>
          <div class="row">{(state.regime?.buttons ?? []).map((name) => <Act key={name} label={name} act={async () => { await post(path("regime"), { name }); await refresh(); }} />)}</div>
        </section>
      </div>
      <section class="card">
        <h2>{t.gateway.people}</h2>
        <table>
          <tbody>
            {people.map((one) => (
              <tr key={one.name}><th scope="row">{one.name}</th><td>{one.accounts.join(", ")}</td><td>{one.roles.join(", ")}</td><td>{can("administrator") && <Act label={t.gateway.invite} act={invite(one.name)} />}</td></tr>
            ))}
          </tbody>
        </table>
        {invited && <div class="notice mono">{invited}</div>}
      </section>
    </>
  );
}
