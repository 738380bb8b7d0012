import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Problem } from "./basics";

interface Asked { title: string; explain?: string; go: string; kind?: string; ready: boolean; act: () => Promise<unknown>; close: () => void; children: ComponentChildren }

/** A question before something is done: it stays open and says why when it was refused. */
export function Ask({ title, explain, go, kind = "primary", ready, act, close, children }: Asked) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await act();
      dialog.current?.close();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="ask-title">
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="ask-title">{title}</h2>
        {explain && <p class="dim small">{explain}</p>}
        {children}
        <Problem fault={fault} />
        <div class="row">
          <button class={kind} disabled={busy || !ready}>{go}</button>
          <button type="button" onClick={() => dialog.current?.close()}>{t.propose.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

/** How long, as people say it; anything else can be written. */
export function HowLong({ label, value, choices, set }: { label: string; value: string; choices: string[]; set: (value: string) => void }) {
  return (
    <fieldset class="plain">
      <legend>{label}</legend>
      <div class="row">
        <div class="choice">{choices.map((one) => <button type="button" key={one} aria-pressed={one === value} onClick={() => set(one)}>{one}</button>)}</div>
        <input class="short" aria-label={label} required value={value} onInput={(event) => set(event.currentTarget.value)} />
      </div>
    </fieldset>
  );
}
