import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { path, post } from "../api";
import { refresh, status } from "../store";
import { t } from "../texts";
import type { BreakGlass } from "../types";
import { Act, Field, Problem } from "./basics";
import { HowLong } from "./dialog";

/** The conduit that the dialog opens with; null: it is closed. */
export const glass = signal<string | null>(null);

/** What holds since the glass was broken, with the way back and the review. */
export function GlassNotice({ glass: broken }: { glass: BreakGlass }) {
  const [reason, setReason] = useState("");
  return (
    <div class="notice bad" role="alert">
      <p><strong>{broken.id}, {broken.by}:</strong> {broken.reason}. {broken.message}</p>
      {!broken.return && (
        <div class="row">
          <input class="reason" aria-label={t.propose.reason} placeholder={t.propose.reason} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
          <Act label={t.glass.wayBack} disabled={!reason.trim()} act={async () => { await post(path("conduits", broken.conduit, "break-glass", "return"), { reason }); await refresh(); }} />
        </div>
      )}
    </div>
  );
}

/** Break-glass: the mildest form first, with a reason and a time limit; nothing else stands before it. */
export function GlassDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [conduit, setConduit] = useState(glass.value ?? "");
  const [reason, setReason] = useState("");
  const [time, setTime] = useState("8h");
  const [unread, setUnread] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<BreakGlass | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const go = async (event: Event) => {
    event.preventDefault();
    setFault(null);
    try {
      setDone(await post<BreakGlass>(path("conduits", conduit, "break-glass"), { reason, for: time, unread }));
      void refresh();
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <dialog ref={dialog} onClose={() => { glass.value = null; }} aria-labelledby="glass-title">
      <form onSubmit={(event) => void go(event)}>
        <h2 id="glass-title">{t.glass.title}</h2>
        <p class="dim small">{t.glass.explain}</p>
        {!done && (
          <>
            <Field label={t.nav.conduits}>
              <select required value={conduit} onChange={(event) => setConduit(event.currentTarget.value)}>
                <option value="" />
                {status.value!.conduits.map((one) => <option key={one.name}>{one.name}</option>)}
              </select>
            </Field>
            <Field label={t.propose.reason}><input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
            <HowLong label={t.glass.for} value={time} choices={["1h", "8h", "24h"]} set={setTime} />
            <label class="check"><input type="checkbox" checked={unread} onChange={(event) => setUnread(event.currentTarget.checked)} /><span>{t.glass.unread}</span></label>
          </>
        )}
        {done && <div class="notice warn" role="status">{done.id}: {done.message}</div>}
        <Problem fault={fault} />
        <div class="row">
          {!done && <button class="back" disabled={!conduit || !reason.trim()}>{t.glass.go}</button>}
          <button type="button" onClick={() => dialog.current?.close()}>{done ? t.close : t.propose.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}
