import { useEffect, useState } from "preact/hooks";
import { path, post } from "../api";
import { Act, Ago, count, csv, Verdict } from "../parts/basics";
import { findings, refresh, refreshFindings } from "../store";
import { t } from "../texts";
import type { Finding } from "../types";

const SHOWN_MAX = 200;

function Judge({ finding }: { finding: Finding }) {
  const say = (decision: string) => async () => {
    await post(path("findings", finding.id, "triage"), { decision });
    await Promise.all([refreshFindings(), refresh()]);
  };
  return (
    <div class="row">
      <Act label={t.findings.allow} act={say("allow")} />
      <Act label={t.findings.meant} act={say("meant")} />
      <a class="button" href={`#/rules/${finding.conduit}`}>{t.findings.makeRule}</a>
    </div>
  );
}

export function FindingsPage() {
  const [all, setAll] = useState(true);
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => void refreshFindings(), []);
  const shown = findings.value.filter((finding) => all || (finding.verdict !== "allowed" && !finding.triage)).slice(0, SHOWN_MAX);
  return (
    <>
      <div class="row between">
        <h1>{t.findings.title}</h1>
        <div class="row">
          <label class="check"><input type="checkbox" checked={!all} onChange={(event) => setAll(!event.currentTarget.checked)} /><span>{t.findings.open}</span></label>
          <button onClick={() => csv("findings.csv", [["id", "conduit", "verdict", "reason", "times", "first_seen", "last_seen", "text"], ...shown.map((one) => [one.id, one.conduit, one.verdict, one.reason, one.times, one.first_seen, one.last_seen, one.text])])}>{t.traffic.csv}</button>
        </div>
      </div>
      <section class="card">
        {shown.length === 0 ? <p class="dim">{t.findings.empty}</p> : (
          <table>
            <tbody>
              {shown.map((finding) => (
                <tr key={finding.id}>
                  <td><Ago at={finding.last_seen} /></td>
                  <td class="tight"><a href={`#/conduits/${finding.conduit}`}>{finding.conduit}</a></td>
                  <td><Verdict verdict={finding.verdict} /></td>
                  <td>
                    <button class="quiet" aria-expanded={open === finding.id} onClick={() => setOpen(open === finding.id ? null : finding.id)}>{finding.text}</button>
                    {finding.triage && <div class="small dim">{t.findings.triaged}: {finding.triage.decision} ({finding.triage.by})</div>}
                    {open === finding.id && (
                      <div>
                        <p class="mono">{finding.id} {finding.rule_at ?? ""}</p>
                        {finding.verdict !== "allowed" && <Judge finding={finding} />}
                      </div>
                    )}
                  </td>
                  <td class="num">{count(finding.times)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
