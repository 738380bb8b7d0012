import { useEffect, useState } from "preact/hooks";
import { change, held, path, Refused } from "../api";
import { t } from "../texts";
import type { Draft } from "../types";
import { Ago, Problem } from "./basics";

/** The draft that lies at the gateway for everybody: saved under the tag that was read, so that nobody writes over another's work. */
export function SharedDraft({ conduit, text, take }: { conduit: string; text: string; take: (text: string) => void }) {
  const [kept, setKept] = useState<{ value: Draft; tag: string } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const place = path("conduits", conduit, "draft");
  useEffect(() => void held<Draft>(place).then(setKept, () => setKept(null)), [conduit]);
  const edited = fault instanceof Refused ? fault.problem.edited : undefined;
  const save = async (tag: string) => {
    setFault(null);
    try {
      setKept(await change<Draft>("PUT", place, tag, { text }));
    } catch (error) {
      setFault(error);
    }
  };
  const theirs = edited ? edited.now as Draft : kept?.value;
  const differs = !!theirs?.by && theirs.text !== text;
  const takeTheirs = () => {
    if (theirs) {
      take(theirs.text);
      setKept({ value: theirs, tag: edited?.tag ?? kept?.tag ?? "*" });
      setFault(null);
    }
  };
  return (
    <>
      <div class="row">
        <button class="small" disabled={!kept || kept.value.text === text} onClick={() => void save(kept!.tag)}>{t.rules.saveDraft}</button>
        {kept?.value.by && !edited && <span class="small dim">{t.rules.savedBy(kept.value.by)} <Ago at={kept.value.at!} />{kept.value.is_overtaken && `. ${t.rules.overtaken}`}</span>}
        {differs && <button class="small" onClick={takeTheirs}>{t.rules.takeTheirs(theirs!.by!)}</button>}
        {edited && <button class="small" onClick={() => void save(edited.tag)}>{t.rules.keepMine}</button>}
      </div>
      <Problem fault={fault} />
      {edited && theirs && (
        <div class="split">
          <div><h3>{t.rules.theirs}</h3><pre class="lines" tabIndex={0} role="region" aria-label={t.rules.theirs}>{theirs.text}</pre></div>
          <div><h3>{t.rules.yours}</h3><pre class="lines" tabIndex={0} role="region" aria-label={t.rules.yours}>{text}</pre></div>
        </div>
      )}
    </>
  );
}
