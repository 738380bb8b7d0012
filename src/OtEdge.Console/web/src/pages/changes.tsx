import { useEffect, useState } from "preact/hooks";
import { get, path, post } from "../api";
import { Act, Ago, Field, left, ModeBadge } from "../parts/basics";
import { Gates } from "../parts/evidence";
import { changes, refresh, refreshChanges } from "../store";
import { t } from "../texts";
import type { Change, ChangeResult } from "../types";

const life = ["draft", "checked", "shadowing", "ready", "approved", "armed", "trial", "soak", "confirmed"];

export function ChangesPage() {
  return (
    <>
      <h1>{t.change.title}</h1>
      <section class="card">
        {changes.value.length === 0 ? <p class="dim">{t.change.empty}</p> : (
          <table>
            <thead><tr><th>{t.nav.changes}</th><th>{t.nav.conduits}</th><th>{t.change.what}</th><th></th><th>{t.change.by}</th><th>{t.change.proposed}</th><th>{t.change.outcome}</th></tr></thead>
            <tbody>
              {changes.value.map((change) => (
                <tr key={change.id}>
                  <td><a href={`#/changes/${change.id}`}>{change.id}</a></td><td>{change.conduit}</td><td>{change.summary}</td><td>{change.state.replace("_", " ")} {left(change.deadline)}</td>
                  <td>{change.author}</td><td><Ago at={change.proposed_at} /></td><td>{change.outcome}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

/** Which steps a person may want in a state; the gateway judges again who may take them. */
function stepsOf(change: Change): string[] {
  switch (change.state) {
    case "trial": return ["confirm", "extend", "abort", "hurt"];
    case "soak": return ["confirm", "abort", "hurt"];
    case "draft": return ["check", "approve", "reject", "arm", "withdraw"];
    case "checked": case "shadowing": case "ready": return ["approve", "reject", "arm", "withdraw"];
    case "approved": case "armed": return ["arm", "withdraw"];
    default: return [];
  }
}

const words: Record<string, string> = {
  confirm: t.change.confirm, extend: t.change.extend, abort: t.change.back, hurt: t.change.hurt, arm: t.change.arm, approve: t.change.approve, reject: t.change.reject, withdraw: t.change.withdraw, check: t.change.check,
};

export function ChangePage({ id }: { id: string }) {
  const [change, setChange] = useState<Change | null>(null);
  const [why, setWhy] = useState("");
  const [override, setOverride] = useState("");
  const listed = changes.value.find((one) => one.id === id);
  const seen = `${listed?.version} ${listed?.state} ${listed?.deadline} ${listed?.waits_for.join()}`;
  useEffect(() => {
    void get<Change>(path("changes", id)).then(setChange, () => setChange(null));
  }, [id, seen]);
  if (!change) {
    return <h1>{id}</h1>;
  }
  const take = (step: string) => async () => {
    // The version that was before the person: who comes second is told what changed meanwhile.
    const passes = step === "arm" || step === "approve" || step === "confirm" ? override.trim() || undefined : undefined;
    await post<ChangeResult>(path("changes", id, step), { reason: why.trim() || undefined, override: passes, seen: step === "abort" || step === "hurt" ? undefined : change.version, token: change.token ?? undefined });
    setWhy("");
    setOverride("");
    await Promise.all([refresh(), refreshChanges()]);
    setChange(await get<Change>(path("changes", id)));
  };
  const at = life.indexOf(change.state);
  const ended = at < 0;
  return (
    <>
      <div class="row between"><h1>{change.id}: {change.summary}</h1><a href={`#/conduits/${change.conduit}`}>{change.conduit}</a></div>
      <ol class="steps" aria-label={t.change.life}>
        {life.map((state, index) => <li key={state} class={state === change.state ? "here" : !ended && index < at ? "done" : ""} aria-current={state === change.state ? "step" : undefined}>{state}</li>)}
        {ended && <li class="here" aria-current="step">{change.state.replace("_", " ")}</li>}
      </ol>
      {change.deadline && (
        <section class="card" aria-live="off">
          <p class="dim">{t.change.deadline}</p>
          <div class="countdown" role="timer">{left(change.deadline)}</div>
          <div class="row">
            <Act kind="big back" label={t.change.back} act={take("abort")} />
            <Act kind="big" label={t.change.confirm} act={take("confirm")} />
          </div>
        </section>
      )}
      {change.waits_for.map((line) => <div class="notice warn" key={line}>{t.change.waits}: {line}</div>)}
      {change.outcome && <div class="notice">{change.outcome}</div>}
      {change.override && <div class="notice warn">{t.change.override}: {change.override}</div>}
      <div class="grid">
        <section class="card">
          <h2>{t.change.what}</h2>
          <p><ModeBadge mode={change.from.mode} /> → <ModeBadge mode={change.to.mode} /></p>
          <table>
            <tbody>
              <tr><th scope="row">{t.change.reason}</th><td>{change.reason}</td></tr>
              <tr><th scope="row">{t.change.by}</th><td>{change.author}, <Ago at={change.proposed_at} /></td></tr>
              <tr><th scope="row">{t.change.trial}</th><td>{change.trial}</td></tr>
              <tr><th scope="row">{t.conduit.policy}</th><td class="mono">{change.from.policy_digest?.slice(0, 12) ?? "-"} → {change.to.policy_digest?.slice(0, 12) ?? "-"}</td></tr>
            </tbody>
          </table>
          {change.difference.length > 0 && (
            <>
              <h3>{t.change.difference} ({change.direction})</h3>
              <ul>{change.difference.map((line) => <li key={line}>{line}</li>)}</ul>
            </>
          )}
          {change.approvals.length > 0 && (
            <>
              <h3>{t.change.approvals}</h3>
              <ul>{change.approvals.map((approval) => <li key={approval.by + approval.for}>{approval.by}{approval.for && ` (${approval.for})`}, <Ago at={approval.at} /></li>)}</ul>
            </>
          )}
        </section>
        {stepsOf(change).length > 0 && (
          <section class="card">
            <Field label={t.change.why}><input value={why} onInput={(event) => setWhy(event.currentTarget.value)} /></Field>
            {["arm", "confirm"].some((step) => stepsOf(change).includes(step)) && <Field label={t.propose.override}><input value={override} onInput={(event) => setOverride(event.currentTarget.value)} /></Field>}
            {change.next && <p class="dim small">{change.next}</p>}
            {stepsOf(change).includes("approve") && <p class="dim small">{t.change.signed(change.id, change.summary)}</p>}
            <div class="row">{stepsOf(change).map((step) => <Act key={step} label={words[step]!} kind={step === "abort" ? "back" : ""} act={take(step)} />)}</div>
          </section>
        )}
      </div>
      {change.gates.length > 0 && (
        <section class="card">
          <h2>{t.conduit.gates}</h2>
          <Gates gates={change.gates} />
          {change.overrides.map((one) => <div class="notice warn" key={one.gate}>{t.change.override}: {one.gate}, {one.by}: {one.reason}</div>)}
        </section>
      )}
      <section class="card">
        <h2>{t.change.life}</h2>
        <ol class="timeline">{change.history.map((mark, index) => <li key={index}><time dateTime={mark.at}>{new Date(mark.at).toLocaleString()}</time><span><strong>{mark.state.replace("_", " ")}</strong> {mark.what}{mark.by && ` (${mark.by})`}</span></li>)}</ol>
      </section>
    </>
  );
}
