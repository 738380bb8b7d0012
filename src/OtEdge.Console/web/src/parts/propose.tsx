import { useEffect, useRef, useState } from "preact/hooks";
import { path, post } from "../api";
import { refresh, refreshChanges, status } from "../store";
import { t } from "../texts";
import type { ChangeResult } from "../types";
import { Field, Problem } from "./basics";
import { HowLong } from "./dialog";

export interface Wanted { conduits: string[]; mode?: string; policy?: { file: string; text: string }; title: string }

// In the order of staging: what gains most and harms least comes first, reads come last.
const classes: Record<string, string[]> = {
  "modbus-tcp": ["admin", "write", "read"],
  "opc-ua": ["admin", "write", "call", "session", "subscribe", "browse", "history", "read"],
};

function ScopeChoice({ all, scope, set }: { all: string[]; scope: string[] | null; set: (scope: string[] | null) => void }) {
  return (
    <fieldset class="plain">
      <legend>{t.propose.scope}</legend>
      <div class="row">
        <div class="choice"><button type="button" aria-pressed={scope === null} onClick={() => set(null)}>{t.propose.everything}</button><button type="button" aria-pressed={scope !== null} onClick={() => set(all.slice(0, 1))}>{t.propose.onlySome}</button></div>
        {scope && all.map((one) => <label class="check" key={one}><input type="checkbox" checked={scope.includes(one)} onChange={(event) => set(event.currentTarget.checked ? [...scope, one] : scope.filter((other) => other !== one))} /><span>{one}</span></label>)}
      </div>
    </fieldset>
  );
}

/** Asks why, and proposes; nothing changes before it is checked, approved and applied. */
export function ProposeDialog({ wanted, close }: { wanted: Wanted; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [trial, setTrial] = useState("10m");
  const [windowName, setWindowName] = useState("");
  const [scope, setScope] = useState<string[] | null>(null);
  const [override, setOverride] = useState("");
  const [yes, setYes] = useState(true);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<ChangeResult[]>([]);
  useEffect(() => dialog.current?.showModal(), []);
  const protocol = status.value!.conduits.find((one) => one.name === wanted.conduits[0])?.protocol ?? "";
  const go = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    const results: ChangeResult[] = [];
    try {
      for (const conduit of wanted.conduits) {
        results.push(await post<ChangeResult>(path("changes"), {
          conduit, mode: wanted.mode, policy: wanted.policy, scope: scope ?? undefined, window: windowName.trim() || undefined, reason, trial, yes, override: override.trim() || undefined,
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
            {wanted.mode === "enforce" && classes[protocol] && <ScopeChoice all={classes[protocol]} scope={scope} set={setScope} />}
            <HowLong label={t.propose.trial} value={trial} choices={["2m", "10m", "30m"]} set={setTrial} />
            <Field label={t.propose.window}><input value={windowName} onInput={(event) => setWindowName(event.currentTarget.value)} /></Field>
            <Field label={t.propose.override}><input value={override} onInput={(event) => setOverride(event.currentTarget.value)} /></Field>
            <label class="check"><input type="checkbox" checked={yes} onChange={(event) => setYes(event.currentTarget.checked)} /><span>{t.propose.yes}</span></label>
          </>
        )}
        {done.map((result) => (
          <div class="notice" role="status" key={result.id}><a href={`#/changes/${result.id}`}>{result.id}</a> {result.conduit}: {t.change.proposedAs(t.change.states[result.state] ?? result.state)}{result.waits_for.map((line) => <div key={line}>{t.change.waits}: {line}</div>)}</div>
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
