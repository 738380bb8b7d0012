import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Refused } from "../api";
import { now } from "../store";
import { t } from "../texts";
import type { Conduit } from "../types";

export function ModeBadge({ mode }: { mode: string | null }) {
  return mode ? <span class={`mode ${mode}`} title={t.modeMeaning[mode]}>{t.modes[mode] ?? mode}</span> : <span class="dim">-</span>;
}

export function Verdict({ verdict }: { verdict: string }) {
  const kind = verdict === "would_be_refused" ? "would" : verdict;
  return <span class={`verdict ${kind}`}>{t.verdicts[verdict] ?? verdict}</span>;
}

/** Priority is told by shape and letter, never by colour alone (ISA-101). */
export function Severity({ severity }: { severity: string }) {
  return <span class={`severity ${severity}`} title={t.severities[severity]}>{t.severityMarks[severity] ?? severity}</span>;
}

export const count = (value: number) => value.toLocaleString("en");

const two = (value: number) => String(value).padStart(2, "0");

/** The time of day, such as 14:03:59. */
export const timeOf = (at: Date) => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

/** A moment the same way everywhere, whatever the browser prefers: 2026-11-23 14:03:59 in its time zone. */
export function moment(at: string | Date) {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOf(date)}`;
}

export function Ago({ at }: { at: string }) {
  const seconds = Math.max(0, Math.round((now.value - Date.parse(at)) / 1000));
  const words = seconds < 5 ? t.ago.now : seconds < 90 ? t.ago.seconds(seconds) : seconds < 5400 ? t.ago.minutes(Math.round(seconds / 60))
    : seconds < 129600 ? t.ago.hours(Math.round(seconds / 3600)) : t.ago.days(Math.round(seconds / 86400));
  return <time dateTime={at} title={moment(at)}>{words}</time>;
}

export function left(deadline: string | null) {
  if (!deadline) {
    return "";
  }
  const seconds = Math.max(0, Math.floor((Date.parse(deadline) - now.value) / 1000));
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60) ? `${Math.floor(minutes / 60)}:` : ""}${String(minutes % 60).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

export function Scope({ conduit }: { conduit: Conduit }) {
  const who = conduit.scope_clients ? ` (${t.conduit.clients}: ${conduit.scope_clients.join(", ")})` : "";
  return <>{conduit.mode === "enforce" ? conduit.scope.join(", ") + who : "-"}</>;
}

/** Shows what was refused, in the gateway's words. */
export function Problem({ fault }: { fault: unknown }) {
  if (!fault) {
    return null;
  }
  const problem = fault instanceof Refused ? fault.problem : null;
  return (
    <div class="notice warn" role="alert">
      <strong>{problem?.title ?? t.failed}</strong>
      <div>{problem?.detail ?? String(fault)}</div>
      {problem?.problems?.map((one) => <div class="mono" key={`${one.line}:${one.column}:${one.message}`}>{one.file}:{one.line}:{one.column}: {one.path}: {one.message}</div>)}
    </div>
  );
}

/** A button that does something and says when it was refused. */
export function Act({ label, act, kind = "", disabled = false }: { label: string; act: () => Promise<unknown>; kind?: string; disabled?: boolean }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const press = async () => {
    setBusy(true);
    setFault(null);
    try {
      await act();
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button class={kind} disabled={busy || disabled} onClick={() => void press()}>{label}</button>
      <Problem fault={fault} />
    </>
  );
}

export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return <label><span>{label}</span>{children}</label>;
}

export function csv(name: string, rows: (string | number | null)[][]) {
  const text = rows.map((row) => row.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
