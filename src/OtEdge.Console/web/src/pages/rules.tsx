import { useEffect, useState } from "preact/hooks";
import { get, look, path, post } from "../api";
import { Editor, type Mark } from "../editor/editor";
import { Coloured } from "../editor/highlight";
import { withRule, type Seen } from "../editor/newrule";
import type { Names, Schema } from "../editor/schema";
import { Act, count, csv } from "../parts/basics";
import { drafts, fileOf } from "../parts/foresight";
import { ProposeDialog, type Wanted } from "../parts/propose";
import { SharedDraft } from "../parts/shared";
import { status } from "../store";
import { t } from "../texts";
import type { Policy, PolicyCheck, Replay, Suggestion } from "../types";

const CHECK_AFTER_MS = 400;
const SPANS = ["1h", "8h", "24h", "7d"];

/** The live policy with how often each of its rules decided, at the rule's own line. */
function Live({ policy, replay }: { policy: Policy; replay: Replay | null }) {
  const hits = new Map([...(replay?.rules ?? []), ...(replay?.pins ?? [])].map((rule) => [rule.line, rule]));
  return (
    <div class="editor still" tabIndex={0} role="region" aria-label={t.rules.live}>
      <div class="gutter" aria-hidden="true">{policy.text.split("\n").map((_, index) => <div key={index}>{index + 1}</div>)}</div>
      <pre class="paper">
        {policy.text.split("\n").map((line, index) => {
          const rule = hits.get(index + 1);
          return <div key={index}><Coloured line={line} />{rule && <span class={`hits ${rule.hits === 0 ? "none" : ""}`}>{rule.shadowed_by ? t.rules.shadowedBy(rule.shadowed_by) : rule.hits === 0 ? t.rules.noHits : t.rules.hitsOf(count(rule.hits))}</span>}{"\n"}</div>;
        })}
      </pre>
    </div>
  );
}

function Problems({ check, go }: { check: PolicyCheck | null; go: (line: number) => void }) {
  if (!check) {
    return <p class="dim">{t.rules.checking}</p>;
  }
  return check.problems.length === 0 ? <p>{t.rules.fine}</p> : (
    <ul class="plain">
      {check.problems.map((one, index) => (
        <li key={index}><button class="link" onClick={() => go(one.line)}>{t.rules.at(one.line, one.column)}</button> <span class="mono">{one.path !== "." ? one.path : ""}</span> {one.message}</li>
      ))}
    </ul>
  );
}

/** What clients lose and gain, in the words that approvers will read, too. */
function Difference({ check }: { check: PolicyCheck }) {
  return (
    <>
      <p><span class="tag">{t.rules.directions[check.direction ?? "same"] ?? check.direction}</span></p>
      {check.essential_lost.map((line) => <div class="notice bad" key={line}>{t.rules.essential}: {line}</div>)}
      {check.difference.length === 0 ? <p class="dim">{t.rules.same}</p> : <ul class="plain">{check.difference.map((line) => <li key={line}>{line}</li>)}</ul>}
      {check.split.length > 0 && <div class="notice warn">{t.rules.split}<ol>{check.split.map((line) => <li key={line}>{line}</li>)}</ol></div>}
      {check.unreachable.map((line) => <div class="notice warn" key={line}>{t.rules.unreachable}: {line}</div>)}
    </>
  );
}

function Tests({ check, go }: { check: PolicyCheck; go: (line: number) => void }) {
  const failed = check.tests.filter((test) => !test.passed).length;
  return check.tests.length === 0 ? <p class="dim">{t.rules.noTests}</p> : (
    <>
      <p>{t.rules.tested(check.tests.length - failed, failed)}</p>
      <ul class="plain">
        {[...check.tests].sort((a, b) => Number(a.passed) - Number(b.passed)).map((test) => (
          <li key={test.line} class={test.passed ? "dim" : ""}><button class="link" onClick={() => go(test.line)}>{t.rules.atLine(test.line)}</button> {test.passed ? "✓" : "✗"} {test.operation}: {test.passed ? t.rules.asExpected(t.rules.expects[test.expect] ?? test.expect) : t.rules.notAsExpected(t.rules.expects[test.expect] ?? test.expect, test.text)}</li>
        ))}
      </ul>
    </>
  );
}

function ReplaySheet({ replay, name }: { replay: Replay; name: string }) {
  const other = replay.difference;
  const save = () => csv(`replay-${name}.csv`, [["client", "what", "times", "rule"], ...replay.flows.map((flow) => [flow.client_asset ?? flow.client, flow.text, flow.times, flow.rule])]);
  return (
    <>
      <div class="row between"><p><strong>{t.rules.replayed(count(replay.would_be_refused), count(replay.requests))}</strong></p>{replay.flows.length > 0 && <button class="small" onClick={save}>{t.traffic.csv}</button>}</div>
      {other && <p class="small">{t.rules.otherwise(count(other.newly_refused), count(other.newly_allowed))}</p>}
      {replay.flows.length === 0 ? <p class="dim">{t.rules.nothing}</p> : (
        <ul class="plain">{replay.flows.slice(0, 100).map((flow, index) => <li key={index}><strong>{flow.client_asset ?? flow.client}</strong> {flow.text} <span class="dim">{t.rules.times(count(flow.times))}</span></li>)}</ul>
      )}
      {replay.unused_rules.length > 0 && <p class="small">{t.rules.unused}: {replay.unused_rules.join(", ")}</p>}
      {replay.shadowed_rules.length > 0 && <p class="small">{t.rules.shadowed}: {replay.shadowed_rules.join(", ")}</p>}
      {replay.notes.map((note) => <p class="small dim" key={note}>{note}</p>)}
    </>
  );
}

/** The rules of a policy as a table: hits, unused, covered. */
function Hits({ replay, span, setSpan }: { replay: Replay | null; span: string; setSpan: (span: string) => void }) {
  const rows = [...(replay?.rules ?? []), ...(replay?.pins ?? [])];
  const save = () => csv("rules.csv", [["rule", "line", "hits", "shadowed_by"], ...rows.map((rule) => [rule.id, rule.line, rule.hits, rule.shadowed_by])]);
  return (
    <section class="card">
      <div class="row between">
        <h2>{t.rules.hits}</h2>
        <div class="row"><div class="choice" role="group" aria-label={t.rules.span}>{SPANS.map((one) => <button class="small" key={one} aria-pressed={one === span} onClick={() => setSpan(one)}>{one}</button>)}</div><button class="small" onClick={save}>{t.traffic.csv}</button></div>
      </div>
      {!replay ? <p class="dim">{t.map.judging}</p> : (
        <table class="list">
          <thead><tr><th>{t.traffic.rule}</th><th class="num">{t.rules.line}</th><th class="num">{t.rules.hit}</th><th>{t.rules.remark}</th></tr></thead>
          <tbody>{rows.map((rule) => <tr key={rule.id}><td class="mono">{rule.id}</td><td class="num">{rule.line}</td><td class="num">{count(rule.hits)}</td><td class="small">{rule.shadowed_by ? t.rules.shadowedBy(rule.shadowed_by) : rule.hits === 0 ? t.rules.noHits : ""} {rule.notes.join(" ")}</td></tr>)}</tbody>
        </table>
      )}
      {replay && <p class="small dim">{t.rules.replayed(count(replay.would_be_refused), count(replay.requests))}</p>}
    </section>
  );
}

function Candidate({ name, text, origin }: { name: string; text: string; origin: string | null }) {
  const [schema, setSchema] = useState<Schema | null>(null);
  const [names, setNames] = useState<Names>({ clients: [], tags: [] });
  const [check, setCheck] = useState<PolicyCheck | null>(null);
  const [replay, setReplay] = useState<{ text: string; result: Replay } | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const candidate = { file: fileOf(name), text };
  useEffect(() => {
    void look<string>("/api/v1/schemas/policy").then((found) => setSchema(typeof found === "string" ? JSON.parse(found) as Schema : found));
    void look<{ name: string }[]>(path("tags")).then((tags) => setNames({ clients: status.value!.zones.flatMap((zone) => zone.assets), tags: tags.map((tag) => tag.name) }));
  }, []);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => void post<PolicyCheck>(path("conduits", name, "policy", "check"), candidate).then((found) => !stale && setCheck(found), () => undefined), CHECK_AFTER_MS);
    return () => { stale = true; clearTimeout(timer); };
  }, [name, text]);
  useEffect(() => {
    const line = /line-(\d+)/.exec(origin ?? "")?.[1];
    if (line) {
      setGoTo({ line: Number(line) });
    }
  }, [origin]);
  const set = (value: string) => { drafts.value = { ...drafts.value, [name]: value }; };
  const discard = () => {
    const { [name]: _, ...others } = drafts.value;
    drafts.value = others;
  };
  const broken = !check || check.digest === null;
  const isReplayed = replay?.text === text;
  const marks: Mark[] = [
    ...(check?.problems ?? []).map((one) => ({ line: one.line, column: one.column, words: one.message, isError: broken })),
    ...(check?.tests ?? []).filter((test) => !test.passed).map((test) => ({ line: test.line, column: 1, words: test.text, isError: true })),
  ];
  const go = (line: number) => setGoTo({ line });
  return (
    <div class="split">
      <section class="card">
        <div class="row between"><h2>{t.rules.candidate(fileOf(name))}</h2><div class="row"><a class="button small" href="#/map">{t.overview.toMap}</a><button class="small" onClick={discard}>{t.rules.discard}</button></div></div>
        <Editor text={text} set={set} schema={schema} names={names} marks={marks} label={t.rules.edit} goTo={goTo} />
        <p class="dim small">{t.rules.keys}</p>
        <SharedDraft conduit={name} text={text} take={set} />
        <div class="row">
          <Act kind={isReplayed ? "" : "primary"} disabled={broken} label={t.rules.replay} act={async () => setReplay({ text, result: await post<Replay>(path("conduits", name, "replay"), { policy: candidate }) })} />
          <button class={isReplayed ? "primary" : ""} disabled={broken || !isReplayed || check.tests.some((test) => !test.passed)} onClick={() => setWanted({ conduits: [name], policy: candidate, title: t.rules.propose })}>{t.rules.propose}</button>
          <span class="small dim">{broken ? t.rules.firstMend : !isReplayed ? t.rules.firstReplay : t.rules.asFile}</span>
        </div>
      </section>
      <div>
        <section class="card" aria-live="polite"><h2>{t.rules.check}</h2><Problems check={check} go={go} /></section>
        {check && !broken && <section class="card"><h2>{t.rules.difference}</h2><Difference check={check} /></section>}
        {check && !broken && <section class="card"><h2>{t.rules.tests}</h2><Tests check={check} go={go} /></section>}
        {replay && <section class="card"><h2>{t.rules.result}{!isReplayed && ` (${t.rules.older})`}</h2><ReplaySheet replay={replay.result} name={name} /></section>}
      </div>
      {wanted && <ProposeDialog wanted={wanted} close={() => setWanted(null)} />}
    </div>
  );
}

export function RulesPage({ name, query }: { name?: string; query: string }) {
  const conduits = status.value!.conduits;
  const chosen = name ?? conduits.find((conduit) => conduit.policy)?.name ?? conduits[0]?.name ?? "";
  const [policy, setPolicy] = useState<Policy | null>(null);
  const [replay, setReplay] = useState<Replay | null>(null);
  const [span, setSpan] = useState("24h");
  const [origin, setOrigin] = useState<string | null>(null);
  const digest = conduits.find((conduit) => conduit.name === chosen)?.policy_digest;
  const edit = (text: string) => { drafts.value = { ...drafts.value, [chosen]: text }; };
  useEffect(() => {
    const load = async () => {
      const found = await get<Policy>(path("conduits", chosen, "policy")).catch(() => null);
      setPolicy(found);
      const [kind, id] = query.split("=");
      if (id && (kind === "finding" || kind === "flow") && origin === null) {
        const seen = await get<Seen>(path(`${kind}s`, id));
        const ruled = withRule(drafts.value[chosen] ?? found?.text ?? "", seen);
        edit(ruled.text);
        setOrigin(`line-${ruled.line}`);
        history.replaceState(null, "", `#/rules/${encodeURIComponent(chosen)}`);
      }
    };
    void load();
  }, [chosen, digest, query]);
  useEffect(() => {
    let stale = false;
    setReplay(null);
    if (digest) {
      void post<Replay>(path("conduits", chosen, "replay"), { since: span }).then((found) => !stale && setReplay(found), () => undefined);
    }
    return () => { stale = true; };
  }, [chosen, digest, span]);
  const draft = drafts.value[chosen];
  return (
    <>
      <div class="row between">
        <h1>{t.rules.title}</h1>
        <div class="row">
          <label class="inline"><span>{t.rules.choose}</span>
            <select value={chosen} onChange={(event) => { location.hash = `/rules/${encodeURIComponent(event.currentTarget.value)}`; }}>{conduits.map((conduit) => <option key={conduit.name}>{conduit.name}</option>)}</select>
          </label>
          {draft === undefined && <button onClick={() => edit(policy?.text ?? `policy: ${chosen}\nprotocol: ${conduits.find((one) => one.name === chosen)?.protocol ?? ""}\nrules:\n`)}>{t.rules.edit}</button>}
          {draft === undefined && <Act label={t.rules.suggest} act={async () => edit((await get<Suggestion>(path("conduits", chosen, "suggestion"))).text)} />}
        </div>
      </div>
      {draft !== undefined && <Candidate key={chosen} name={chosen} text={draft} origin={origin} />}
      <div class="split">
        <section class="card">
          <h2>{t.rules.live}: {policy ? t.rules.sized(policy.name, policy.rules, policy.pinned) : t.conduit.none}</h2>
          {policy ? <Live policy={policy} replay={replay} /> : <p class="dim">{t.rules.noPolicy}</p>}
        </section>
        {policy && <Hits replay={replay} span={span} setSpan={setSpan} />}
      </div>
    </>
  );
}
