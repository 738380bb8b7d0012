import { useEffect, useState } from "preact/hooks";
import { get, path } from "../api";
import { Act, csv, moment, Problem } from "../parts/basics";
import { t } from "../texts";
import type { AuditEntry, AuditProof } from "../types";

const SHOWN_MAX = 500;

export function AuditPage() {
  const [entries, setEntries] = useState<AuditEntry[] | null>(null);
  const [proof, setProof] = useState<AuditProof | null>(null);
  const [filter, setFilter] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => void get<AuditEntry[]>(path("audit") + `?limit=${SHOWN_MAX}`).then(setEntries, setFault), []);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (entries ?? []).filter((entry) => words.every((word) => `${entry.by} ${entry.conduit ?? ""} ${entry.kind} ${entry.text} ${entry.subject ?? ""}`.toLowerCase().includes(word))).reverse();
  const save = () => csv("audit.csv", [["sequence", "at", "by", "conduit", "kind", "action", "text", "subject"], ...shown.map((one) => [one.sequence, one.at, one.by, one.conduit, one.kind, one.action, one.text, one.subject])]);
  return (
    <>
      <h1>{t.nav.audit}</h1>
      <Problem fault={fault} />
      <section class="card">
        <div class="row">
          <Act label={t.audit.verify} act={async () => setProof(await get<AuditProof>(path("audit", "proof")))} />
          <a class="button" href="/api/v1/audit/export" download="audit.jsonl">{t.audit.export}</a>
          <button onClick={save}>{t.traffic.csv}</button>
          <input class="reason" aria-label={t.audit.filter} placeholder={t.audit.filter} value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        </div>
        {proof && (
          <div class={`notice ${proof.ok ? "" : "bad"}`} role="status">
            {proof.ok ? t.audit.good(proof.first, proof.last, proof.signed) : proof.faults.map((line) => <div key={line}>{line}</div>)}
          </div>
        )}
      </section>
      <section class="card">
        {entries === null ? <p>{t.loading}</p> : (
          <table class="list">
            <thead><tr><th class="num">#</th><th>{t.audit.when}</th><th>{t.audit.who}</th><th>{t.traffic.conduit}</th><th>{t.audit.what}</th></tr></thead>
            <tbody>
              {shown.map((entry) => (
                <tr key={entry.sequence}>
                  <td class="num">{entry.sequence}</td><td class="tight"><time dateTime={entry.at}>{moment(entry.at)}</time></td><td class="tight">{entry.by}</td><td class="tight">{entry.conduit}</td>
                  <td>{entry.text}{entry.subject?.startsWith("c-") && <> <a href={`#/changes/${entry.subject}`}>{entry.subject}</a></>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
