import { useEffect, useState } from "preact/hooks";
import { path, post } from "../api";
import { Act, Ago, count, csv, Verdict } from "../parts/basics";
import { Facts } from "../parts/facts";
import { findings, refresh, refreshFindings } from "../store";
import { t } from "../texts";
import type { Finding } from "../types";

const SHOWN_MAX = 200;

type Which = "all" | "open" | "refused";

const isOpen = (finding: Finding) => finding.verdict === "would_be_refused" && !finding.triage;
const which: Record<Which, (finding: Finding) => boolean> = { open: isOpen, refused: (finding) => finding.verdict === "refused", all: () => true };

function Judge({ finding, judged }: { finding: Finding; judged: () => void }) {
  const say = (decision: string) => async () => {
    judged();
    await post(path("findings", finding.id, "triage"), { decision });
    await Promise.all([refreshFindings(), refresh()]);
  };
  return (
    <div class="row">
      <Act label={t.findings.allow} act={say("allow")} />
      <Act label={t.findings.meant} act={say("meant")} />
      <a class="button" href={`#/rules/${finding.conduit}?finding=${finding.id}`}>{t.findings.makeRule}</a>
      <a class="button" href={`/api/v1/captures?finding=${finding.id}`} download={`${finding.id}.pcapng`}>{t.findings.frames}</a>
    </div>
  );
}

const whereOf = (finding: Finding) => finding.space && finding.address !== null ? `${finding.space.replaceAll("_", " ")} ${finding.address}${finding.count && finding.count > 1 ? `-${finding.address + finding.count - 1}` : ""}` : null;

function FindingRow({ finding, first, judged }: { finding: Finding; first: boolean; judged: () => void }) {
  const [open, setOpen] = useState(first);
  return (
    <tr class={open ? "open" : ""}>
      <td><Ago at={finding.last_seen} /></td>
      <td><Verdict verdict={finding.verdict} /></td>
      <td class="tight"><a href={`#/conduits/${finding.conduit}`}>{finding.conduit}</a></td>
      <td>
        <button class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{finding.text}</button>
        {finding.triage && <div class="small dim more">{t.findings.triaged}: {t.findings.decisions[finding.triage.decision] ?? finding.triage.decision} ({finding.triage.by})</div>}
        {open && (
          <div class="more">
            <Facts facts={[
              [t.traffic.client, finding.client_asset ? `${finding.client_asset} (${finding.client})` : finding.client], [t.traffic.what, [finding.class, finding.function].filter(Boolean).join(" ")],
              [t.traffic.target, whereOf(finding)], [t.findings.value, finding.value], [t.findings.reason, finding.reason.replaceAll("_", " ")],
              [t.traffic.rule, finding.rule && `${finding.rule} (${finding.rule_at ?? ""})`], [t.alarms.first, <Ago at={finding.first_seen} />], [t.alarms.id, <span class="mono">{finding.id}</span>],
            ]} />
            {finding.verdict !== "allowed" && <Judge finding={finding} judged={judged} />}
          </div>
        )}
      </td>
      <td class="num">{count(finding.times)}</td>
    </tr>
  );
}

export function FindingsPage({ query }: { query: string }) {
  const [show, setShow] = useState<Which>(query === "open" ? "open" : "all");
  const [filter, setFilter] = useState("");
  // What was judged just now stays in sight, so that one sees what one did.
  const [kept, setKept] = useState<string[]>([]);
  useEffect(() => void refreshFindings(), []);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = findings.value.filter((finding) => which[show](finding) || kept.includes(finding.id)).filter((finding) => words.every((word) => `${finding.text} ${finding.conduit}`.toLowerCase().includes(word))).slice(0, SHOWN_MAX);
  const save = () => csv("findings.csv", [["id", "conduit", "verdict", "reason", "client", "times", "first_seen", "last_seen", "text"], ...shown.map((one) => [one.id, one.conduit, one.verdict, one.reason, one.client_asset ?? one.client, one.times, one.first_seen, one.last_seen, one.text])]);
  return (
    <>
      <div class="row between">
        <h1>{t.findings.title}</h1>
        <div class="row">
          <div class="choice" role="group" aria-label={t.alarms.show}>{(Object.keys(which) as Which[]).map((one) => <button key={one} aria-pressed={one === show} onClick={() => { setShow(one); setKept([]); }}>{t.findings.which[one]} ({findings.value.filter(which[one]).length})</button>)}</div>
          <button onClick={save}>{t.traffic.csv}</button>
        </div>
      </div>
      <section class="card">
        <input aria-label={t.findings.filter} placeholder={t.findings.filter} value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
      </section>
      <section class="card">
        {shown.length === 0 ? <p class="dim">{t.findings.empty}</p> : (
          <table class="list">
            <thead><tr><th>{t.traffic.last}</th><th>{t.findings.verdict}</th><th>{t.traffic.conduit}</th><th>{t.alarms.what}</th><th class="num">{t.traffic.count}</th></tr></thead>
            <tbody>{shown.map((finding) => <FindingRow key={finding.id} finding={finding} first={finding.id === query} judged={() => setKept([...kept, finding.id])} />)}</tbody>
          </table>
        )}
      </section>
    </>
  );
}
