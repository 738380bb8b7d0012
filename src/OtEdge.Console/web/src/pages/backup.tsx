import { useEffect, useState } from "preact/hooks";
import { can, get, path, post, remove } from "../api";
import { Act, Ago, Field, Problem } from "../parts/basics";
import { t } from "../texts";
import type { Backup } from "../types";

const PASSPHRASE_MIN = 15;
const size = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);

export function BackupPage() {
  const [list, setList] = useState<Backup[] | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [record, setRecord] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const may = can("administrator");
  const load = () => { if (may) { void get<Backup[]>(path("backups")).then(setList, setFault); } };
  useEffect(load, []);
  const make = async () => {
    await post<Backup>(path("backups"), { passphrase: passphrase || undefined, record });
    setPassphrase("");
    load();
  };
  if (!may) {
    return <><div class="head"><h1>{t.nav.backup}</h1></div><section class="card"><p>{t.backup.notYours}</p></section></>;
  }
  const short = passphrase.length > 0 && passphrase.length < PASSPHRASE_MIN;
  return (
    <>
      <div class="head"><h1>{t.nav.backup}</h1></div>
      <Problem fault={fault} />
      <section class="card">
        <h2>{t.backup.make}</h2>
        <p class="small dim">{t.backup.explain}</p>
        <form class="narrow" onSubmit={(event) => event.preventDefault()}>
          <Field label={t.backup.passphrase}><input type="password" autoComplete="new-password" value={passphrase} onInput={(event) => setPassphrase(event.currentTarget.value)} aria-describedby="backup-keys" /></Field>
          <p class="small dim" id="backup-keys">{passphrase ? t.backup.sealed : t.backup.keyless}</p>
          <label class="check"><input type="checkbox" checked={record} onChange={(event) => setRecord(event.currentTarget.checked)} /><span>{t.backup.record}</span></label>
          <div class="row"><Act kind="primary" label={t.backup.go} disabled={short} act={make} />{short && <span class="small dim">{t.backup.short(PASSPHRASE_MIN)}</span>}</div>
        </form>
      </section>
      <section class="card">
        <h2>{t.backup.kept}</h2>
        {list === null ? !fault && <p>{t.loading}</p> : list.length === 0 ? <p class="dim">{t.backup.none}</p> : (
          <table class="list">
            <thead><tr><th>{t.backup.name}</th><th>{t.backup.made}</th><th class="num">{t.backup.size}</th><th>{t.backup.holds}</th><th>{t.certificates.act}</th></tr></thead>
            <tbody>
              {list.map((one) => (
                <tr key={one.name}>
                  <td><strong>{one.name}</strong><div class="mono small dim">SHA-256 {one.sha256}</div></td>
                  <td><Ago at={one.at} /> <span class="small dim">{one.by}</span></td><td class="num tight">{size(one.bytes)}</td>
                  <td>{t.backup.files(one.files)}, {one.has_keys ? t.backup.withKeys : t.backup.withoutKeys}{one.has_record && `, ${t.backup.withRecord}`}</td>
                  <td><div class="row"><a class="button" href={path("backups", one.name)} download={one.name}>{t.backup.save}</a><Act label={t.backup.remove} act={() => remove(path("backups", one.name)).then(load)} /></div></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p class="small dim">{t.backup.restore}</p>
      </section>
    </>
  );
}
