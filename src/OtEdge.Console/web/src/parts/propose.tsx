import { useEffect, useRef, useState } from "preact/hooks";
import { path, post } from "../api";
import { refresh, refreshChanges } from "../store";
import { t } from "../texts";
import type { ChangeResult } from "../types";
import { Field, Problem } from "./basics";

export interface Wanted { conduits: string[]; mode?: string; policy?: { file: string; text: string }; title: string }

/** Asks why, and proposes; nothing changes before it is checked, approved and applied. */
export function ProposeDialog({ wanted, close }: { wanted: Wanted; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [trial, setTrial] = useState("10m");
  const [override, setOverride] = useState("");
  const [yes, setYes] = useState(true);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<ChangeResult[]>([]);
  useEffect(() => dialog.current?.showModal(), []);
  const go = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    const results: ChangeResult[] = [];
    try {
      for (const conduit of wanted.conduits) {
        results.push(await post<ChangeResult>(path("changes"), {
          conduit, mode: wanted.mode, policy: wanted.policy, reason, trial, yes, override: override.trim() || undefined,
        }));
      }
    } catch (error) {
      setFault(error);
    }
    setDone(results);
    setBusy(false);
    void refresh();
    void refreshChanges();
  };
  const over = done.length === wanted.conduits.length;
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="propose-title">
      <form onSubmit={(event) => void go(event)}>
        <h2 id="propose-title">{wanted.title}</h2>
        <p class="dim small">{t.zone.explain}</p>
        {!over && (
          <>
            <Field label={t.propose.reason}><input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
            <Field label={t.propose.trial}><input value={trial} onInput={(event) => setTrial(event.currentTarget.value)} /></Field>
            <Field label={t.propose.override}><input value={override} onInput={(event) => setOverride(event.currentTarget.value)} /></Field>
            <label class="check"><input type="checkbox" checked={yes} onChange={(event) => setYes(event.currentTarget.checked)} /><span>{t.propose.yes}</span></label>
          </>
        )}
        {done.map((result) => (
          <div class="notice" key={result.id}><a href={`#/changes/${result.id}`}>{result.id}</a> {result.conduit}: {result.message}</div>
        ))}
        <Problem fault={fault} />
        <div class="row">
          {!over && <button class="primary" disabled={busy || !reason.trim()}>{t.propose.go}</button>}
          <button type="button" onClick={() => dialog.current?.close()}>{over ? t.close : t.propose.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}
