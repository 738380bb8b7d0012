import { useEffect, useState } from "preact/hooks";
import { get, path, post } from "../api";
import { Act, count, Field } from "../parts/basics";
import { ProposeDialog, type Wanted } from "../parts/propose";
import { status } from "../store";
import { t } from "../texts";
import type { Policy, Replay, Suggestion } from "../types";

function Lines({ text }: { text: string }) {
  return <pre tabIndex={0}>{text.split("\n").map((line, index) => <div key={index}><span class="line">{index + 1}</span>{line}</div>)}</pre>;
}

function ReplaySheet({ replay }: { replay: Replay }) {
  return (
    <>
      <h3>{t.rules.result}: {count(replay.requests)} {t.conduit.requests.toLowerCase()}, {count(replay.would_be_refused)} {t.verdicts.would_be_refused}</h3>
      {replay.flows.length === 0 ? <p class="dim">{t.rules.nothing}</p> : (
        <table><tbody>{replay.flows.slice(0, 200).map((flow, index) => <tr key={index}><td>{flow.client_asset ?? flow.client}</td><td>{flow.text}</td><td class="num">{count(flow.times)}</td></tr>)}</tbody></table>
      )}
      {replay.unused_rules.length > 0 && <p class="small">{t.rules.unused}: {replay.unused_rules.join(", ")}</p>}
      {replay.shadowed_rules.length > 0 && <p class="small">{t.rules.shadowed}: {replay.shadowed_rules.join(", ")}</p>}
      {replay.notes.map((note) => <p class="small dim" key={note}>{note}</p>)}
    </>
  );
}

export function RulesPage({ name }: { name?: string }) {
  const conduits = status.value!.conduits;
  const chosen = name ?? conduits.find((conduit) => conduit.policy)?.name ?? conduits[0]?.name ?? "";
  const [policy, setPolicy] = useState<Policy | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [replay, setReplay] = useState<Replay | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  useEffect(() => {
    setPolicy(null);
    void get<Policy>(path("conduits", chosen, "policy")).then(setPolicy, () => setPolicy(null));
  }, [chosen]);
  const file = policy?.file || `policies/${chosen}.yaml`;
  const candidate = draft === null ? null : { file, text: draft };
  return (
    <>
      <div class="row between">
        <h1>{t.rules.title}</h1>
        <label class="row"><span>{t.rules.choose}</span>
          <select value={chosen} onChange={(event) => { location.hash = `/rules/${encodeURIComponent(event.currentTarget.value)}`; }}>{conduits.map((conduit) => <option key={conduit.name}>{conduit.name}</option>)}</select>
        </label>
      </div>
      <section class="card">
        <div class="row between">
          <h2>{t.rules.live}: {policy ? `${policy.name} (${policy.rules} ${t.rules.rules}, ${policy.pinned} ${t.rules.pins})` : t.conduit.none}</h2>
          <div class="row">
            <button onClick={() => setDraft(policy?.text ?? "")}>{t.rules.edit}</button>
            <Act label={t.rules.suggest} act={async () => setDraft((await get<Suggestion>(path("conduits", chosen, "suggestion"))).text)} />
          </div>
        </div>
        {policy && <Lines text={policy.text} />}
      </section>
      {draft !== null && (
        <section class="card">
          <Field label={`${t.rules.edit}: ${file}`}><textarea class="code" spellcheck={false} value={draft} onInput={(event) => setDraft(event.currentTarget.value)} /></Field>
          <p class="dim small">{t.rules.asFile}</p>
          <div class="row">
            <Act label={t.rules.replay} act={async () => setReplay(await post<Replay>(path("conduits", chosen, "replay"), { policy: candidate }))} />
            <button onClick={() => setWanted({ conduits: [chosen], policy: candidate!, title: t.rules.propose })}>{t.rules.propose}</button>
          </div>
          {replay && <ReplaySheet replay={replay} />}
        </section>
      )}
      {wanted && <ProposeDialog wanted={wanted} close={() => setWanted(null)} />}
    </>
  );
}
