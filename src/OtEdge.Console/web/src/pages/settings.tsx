import { useEffect, useState } from "preact/hooks";
import { can, get, path, post } from "../api";
import { Act, Ago, Problem } from "../parts/basics";
import { refresh, status } from "../store";
import { t } from "../texts";
import type { ReloadResult, Settings, SettingsVerdict } from "../types";

function Verdict({ verdict }: { verdict: SettingsVerdict }) {
  const changes: [string, string[]][] = [
    [t.settings.files, verdict.changed_files], [t.settings.opens, verdict.opens], [t.settings.closes, verdict.closes],
    [t.settings.awaits, verdict.awaits_restart], [t.settings.policies, verdict.policies],
  ];
  return (
    <>
      <div class={`notice ${verdict.ok ? "" : "bad"}`} role="status">
        <strong>{!verdict.ok ? t.settings.bad : verdict.is_same ? t.settings.same : t.settings.fine}</strong>
        {verdict.problems.map((one) => <div class="mono" key={`${one.file}${one.line}:${one.column}${one.message}`}>{one.file}:{one.line}:{one.column}: {one.path}: {one.message}</div>)}
      </div>
      <dl class="facts">{changes.filter(([, what]) => what.length > 0).map(([name, what]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{what.join(", ")}</dd>])}</dl>
    </>
  );
}

export function SettingsPage() {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [verdict, setVerdict] = useState<SettingsVerdict | null>(null);
  const [done, setDone] = useState<ReloadResult | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const load = () => get<Settings>(path("settings")).then(setSettings, setFault);
  useEffect(() => void load(), []);
  const file = settings?.files.find((one) => one.path === chosen) ?? settings?.files[0];
  const ask = async () => { setDone(null); setVerdict(await get<SettingsVerdict>(path("settings", "verdict"))); };
  const reload = async () => {
    setDone(await post<ReloadResult>(path("reload")));
    setVerdict(null);
    await Promise.all([refresh(), load()]);
  };
  return (
    <>
      <div class="head"><h1>{t.nav.settings}</h1></div>
      <Problem fault={fault} />
      {status.value!.settings_problems.length > 0 && !verdict && (
        <div class="notice warn" role="status">
          <strong>{t.settings.rejected}</strong>
          {status.value!.settings_problems.map((one) => <div class="mono" key={`${one.file}${one.line}:${one.column}${one.message}`}>{one.file}:{one.line}:{one.column}: {one.path}: {one.message}</div>)}
        </div>
      )}
      <section class="card">
        <h2>{t.settings.again}</h2>
        <p class="small dim">{t.settings.explain}</p>
        <div class="row">
          <Act label={t.settings.ask} act={ask} />
          {can("engineer", "administrator") && <Act kind="primary" label={t.gateway.reload} disabled={!verdict?.ok} act={reload} />}
        </div>
        {verdict && <Verdict verdict={verdict} />}
        {done && <div class="notice" role="status">{done.messages.length === 0 ? t.settings.nothing : done.messages.map((line) => <div key={line}>{line}</div>)}</div>}
      </section>
      <section class="card">
        <div class="row between">
          <h2>{t.settings.inForce}</h2>
          {settings && <span class="small dim">{settings.directory}, {t.settings.read} <Ago at={settings.read_at} /></span>}
        </div>
        {!settings ? !fault && <p>{t.loading}</p> : !file ? <p class="dim">{t.settings.none}</p> : (
          <>
            <label class="row"><span>{t.settings.file}</span>
              <select value={file.path} onChange={(event) => setChosen(event.currentTarget.value)}>{settings.files.map((one) => <option key={one.path}>{one.path}</option>)}</select>
            </label>
            <pre class="lines" tabIndex={0} role="region" aria-label={file.path}>{file.text.replace(/\n$/, "").split("\n").map((line, index) => <div key={index}><span class="line">{index + 1}</span>{line || " "}</div>)}</pre>
          </>
        )}
      </section>
    </>
  );
}
