import { useEffect, useState } from "preact/hooks";
import { get, path, post, session } from "../api";
import { Act, Ago, Field, left, ModeBadge, moment } from "../parts/basics";
import { Gates } from "../parts/evidence";
import { changes, refresh, refreshChanges } from "../store";
import { t } from "../texts";
import type { Change, ChangeResult } from "../types";
import { stateWords } from "./changes";

const life = ["draft", "checked", "shadowing", "ready", "approved", "armed", "trial", "soak", "confirmed"];
const functions = ["operations", "engineering", "security", "safety"];
const shortDigest = 12;

type Step = (step: string, more?: object) => () => Promise<void>;

/** Which steps a person may want in a state; the gateway judges again who may take them. */
function stepsOf(change: Change): string[] {
  switch (change.state) {
    case "trial": return ["extend", "hurt"];
    case "soak": return ["confirm", "abort", "hurt"];
    case "draft": return change.governance === "solo" ? ["check", "arm", "withdraw"] : ["check", "withdraw"];
    case "checked": case "shadowing": case "ready": return ["arm", "reject", "withdraw"];
    case "approved": case "armed": return ["arm", "withdraw"];
    default: return [];
  }
}

const words: Record<string, string> = {
  confirm: t.change.confirm, extend: t.change.extend, abort: t.change.back, hurt: t.change.hurt, arm: t.change.arm, reject: t.change.reject, withdraw: t.change.withdraw, check: t.change.check,
};

/** The life of a change as steps; where it stands is told by words and not by colour alone. */
function Stepper({ change }: { change: Change }) {
  const at = life.indexOf(change.state);
  return (
    <ol class="steps" aria-label={t.change.life}>
      {life.map((state, index) => <li key={state} class={state === change.state ? "here" : index < at ? "done" : ""} aria-current={state === change.state ? "step" : undefined}>{stateWords(state)}</li>)}
      {at < 0 && <li class="here" aria-current="step">{stateWords(change.state)}</li>}
    </ol>
  );
}

/** What somebody who stands before a running trial needs: the time that is left, and two buttons that cannot be mistaken. */
function Trial({ change, take }: { change: Change; take: Step }) {
  return (
    <section class="card trial" aria-live="off">
      <div>
        <p class="dim">{t.change.deadline}</p>
        <div class="countdown" role="timer">{left(change.deadline)}</div>
        <p class="small">{t.change.doNothing}</p>
      </div>
      <div class="row">
        <Act kind="big back" label={t.change.back} act={take("abort")} />
        <Act kind="big" label={t.change.confirm} act={take("confirm")} />
      </div>
    </section>
  );
}

/** The wording that an approval signs; it is bound to this proposal and this evidence, and void after any change of them. */
function Approve({ change, take }: { change: Change; take: Step }) {
  const [read, setRead] = useState(false);
  const own = functions.filter((one) => change.governance === "functions" && (session.value?.roles ?? []).some((role) => role === one || (role === "operator" && one === "operations") || (role === "engineer" && one === "engineering")));
  const [speaks, setSpeaks] = useState(own[0] ?? "");
  const name = session.value?.name ?? "";
  const isAuthor = name === change.author && change.governance !== "solo";
  return (
    <section class="card">
      <h2>{t.change.approval}</h2>
      {isAuthor ? <p>{t.change.notYourOwn}</p> : (
        <>
          <blockquote>{t.change.signed(name, change.id, change.conduit, change.summary, change.reason)} <span class="mono small">{t.change.digests(change.proposal_digest.slice(0, shortDigest), change.evidence_digest?.slice(0, shortDigest) ?? null)}</span></blockquote>
          {own.length > 1 && <Field label={t.change.speaksFor}><select value={speaks} onChange={(event) => setSpeaks(event.currentTarget.value)}>{own.map((one) => <option key={one}>{one}</option>)}</select></Field>}
          <label class="check"><input type="checkbox" checked={read} onChange={(event) => setRead(event.currentTarget.checked)} /><span>{t.change.haveRead}</span></label>
          <Act kind="primary" disabled={!read} label={t.change.approve} act={take("approve", { for: speaks || undefined })} />
        </>
      )}
      <p class="small dim">{t.change.bound}</p>
    </section>
  );
}

function What({ change }: { change: Change }) {
  return (
    <section class="card">
      <h2>{t.change.what}</h2>
      <p><ModeBadge mode={change.from.mode} /> <span aria-label={t.change.becomes}>→</span> <ModeBadge mode={change.to.mode} /></p>
      <table>
        <tbody>
          <tr><th scope="row">{t.change.reason}</th><td>{change.reason}</td></tr>
          <tr><th scope="row">{t.change.by}</th><td>{change.author}, <Ago at={change.proposed_at} /></td></tr>
          <tr><th scope="row">{t.change.trial}</th><td>{change.trial}</td></tr>
          <tr><th scope="row">{t.change.window}</th><td>{change.window ?? t.change.anyTime}</td></tr>
          <tr><th scope="row">{t.conduit.scope}</th><td>{change.to.mode === "enforce" ? change.to.scope.join(", ") : "-"}</td></tr>
          <tr><th scope="row">{t.conduit.policy}</th><td class="mono">{change.from.policy_digest === change.to.policy_digest ? t.change.samePolicy(change.to.policy_digest?.slice(0, shortDigest) ?? "-") : `${change.from.policy_digest?.slice(0, shortDigest) ?? "-"} → ${change.to.policy_digest?.slice(0, shortDigest) ?? "-"}`}</td></tr>
          <tr><th scope="row">{t.gateway.governance}</th><td>{t.change.governances[change.governance] ?? change.governance}</td></tr>
        </tbody>
      </table>
      {change.approvals.length > 0 && (
        <>
          <h3>{t.change.approvals}</h3>
          <ul class="plain">{change.approvals.map((approval) => <li key={approval.by + approval.for}>{approval.by}{approval.for && ` (${approval.for})`}, <Ago at={approval.at} /></li>)}</ul>
        </>
      )}
    </section>
  );
}

function Difference({ change }: { change: Change }) {
  return change.difference.length === 0 ? null : (
    <section class="card">
      <h2>{t.change.difference} <span class="tag">{t.rules.directions[change.direction ?? ""] ?? change.direction}</span></h2>
      <ul class="plain">{change.difference.map((line) => <li key={line}>{line}</li>)}</ul>
    </section>
  );
}

function Steps({ change, take }: { change: Change; take: Step }) {
  const [why, setWhy] = useState("");
  const [override, setOverride] = useState("");
  const steps = stepsOf(change);
  const more = (step: string) => ({ reason: why.trim() || undefined, override: step === "arm" || step === "confirm" ? override.trim() || undefined : undefined });
  return steps.length === 0 ? null : (
    <section class="card">
      <h2>{t.change.steps}</h2>
      <p>{t.change.hints[change.state]}</p>
      <Field label={t.change.why}><input value={why} onInput={(event) => setWhy(event.currentTarget.value)} /></Field>
      {(steps.includes("arm") || steps.includes("confirm")) && <Field label={t.propose.override}><input value={override} onInput={(event) => setOverride(event.currentTarget.value)} /></Field>}
      <div class="row">{steps.map((step) => <Act key={step} label={words[step]!} kind={step === "abort" ? "back" : step === "arm" && (change.state === "approved" || change.governance === "solo") ? "primary" : ""} act={take(step, more(step))} />)}</div>
    </section>
  );
}

export function ChangePage({ id }: { id: string }) {
  const [change, setChange] = useState<Change | null>(null);
  const listed = changes.value.find((one) => one.id === id);
  const seen = `${listed?.version} ${listed?.state} ${listed?.deadline} ${listed?.waits_for.join()} ${listed?.approvals.length}`;
  useEffect(() => {
    void get<Change>(path("changes", id)).then(setChange, () => setChange(null));
  }, [id, seen]);
  if (!change) {
    return <h1>{id}</h1>;
  }
  const take: Step = (step, more = {}) => async () => {
    // The version that was before the person: who comes second is told what changed meanwhile. Going back waits for nothing.
    const isBack = step === "abort" || step === "hurt";
    await post<ChangeResult>(path("changes", id, step), { ...more, seen: isBack ? undefined : change.version, token: change.token ?? undefined });
    await Promise.all([refresh(), refreshChanges()]);
    setChange(await get<Change>(path("changes", id)));
  };
  return (
    <>
      <div class="row between">
        <h1>{change.id}: {change.summary}</h1>
        <div class="row"><a href={`#/conduits/${change.conduit}`}>{change.conduit}</a><a class="button small" href={`/api/v1/changes/${change.id}/archive`} download={`${change.id}.zip`}>{t.change.archive}</a></div>
      </div>
      <Stepper change={change} />
      {change.deadline && <Trial change={change} take={take} />}
      {change.outcome && <div class="notice" role="status">{change.outcome}</div>}
      {!change.deadline && change.waits_for.map((line) => <div class="notice warn" key={line}>{t.change.waits}: {line}</div>)}
      {change.override && <div class="notice warn">{t.change.override}: {change.override}</div>}
      <div class="split">
        <div><What change={change} /><Difference change={change} /></div>
        <div>{["checked", "shadowing", "ready"].includes(change.state) && <Approve change={change} take={take} />}<Steps change={change} take={take} /></div>
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
        <ol class="timeline">{change.history.map((mark, index) => <li key={index}><time dateTime={mark.at}>{moment(mark.at)}</time><span><strong>{stateWords(mark.state)}</strong> {mark.what}{mark.by && ` (${mark.by})`}</span></li>)}</ol>
      </section>
    </>
  );
}
