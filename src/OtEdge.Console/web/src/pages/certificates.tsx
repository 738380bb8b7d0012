import { useEffect, useState } from "preact/hooks";
import { can, get, path, post } from "../api";
import { Act, Field, Problem } from "../parts/basics";
import { Ask } from "../parts/dialog";
import { t } from "../texts";
import type { Certificate } from "../types";

const SOON_DAYS = 30;
const places = ["rejected", "own", "trusted", "users", "issuers"];

/** How long it is still good, in words; told by words and a mark, not by colour alone. */
function Good({ certificate }: { certificate: Certificate }) {
  const days = certificate.days_left;
  const until = new Date(certificate.not_after).toLocaleDateString();
  return days < 0 ? <strong class="severity high">{t.certificates.over(-days, until)}</strong>
    : days < SOON_DAYS ? <strong class="severity medium">{t.certificates.soon(days, until)}</strong>
    : <span>{t.certificates.good(days, until)}</span>;
}

function Row({ certificate, done }: { certificate: Certificate; done: () => void }) {
  const may = can("security", "administrator");
  const name = certificate.place === "own" || certificate.place === "console" ? certificate.name : certificate.subject;
  return (
    <tr>
      <td>
        <strong>{name}</strong>
        {certificate.application_uri && <div class="small dim">{certificate.application_uri}</div>}
        {certificate.hosts.length > 0 && <div class="small dim">{certificate.hosts.join(", ")}</div>}
        {certificate.flaws.map((flaw) => <div class="small" key={flaw}>{t.certificates.flaw}: {flaw}</div>)}
      </td>
      <td><Good certificate={certificate} /></td>
      <td class="mono small">{certificate.thumbprint.toLowerCase().match(/.{1,4}/g)?.join(" ")}</td>
      <td>
        <div class="row">
          {may && certificate.place === "rejected" && <Act label={t.certificates.trust} act={() => post(path("certificates", certificate.thumbprint, "trust")).then(done)} />}
          {may && certificate.place === "rejected" && <Act label={t.certificates.trustUser} act={() => post(path("certificates"), { thumbprint: certificate.thumbprint, user: true }).then(done)} />}
          {may && (certificate.place === "trusted" || certificate.place === "users") && <Act label={t.certificates.reject} act={() => post(path("certificates", certificate.thumbprint, "reject")).then(done)} />}
          {certificate.place !== "console" && <a class="button" href={path("certificates", certificate.thumbprint)} download>{t.certificates.save}</a>}
        </div>
      </td>
    </tr>
  );
}

function TrustDialog({ done, close }: { done: () => void; close: () => void }) {
  const [pem, setPem] = useState("");
  return (
    <Ask title={t.certificates.add} explain={t.certificates.addExplain} go={t.certificates.trust} ready={pem.trim() !== ""} close={close}
      act={async () => { await post(path("certificates"), { pem }); done(); }}>
      <Field label={t.certificates.pem}><textarea class="code" spellcheck={false} value={pem} onInput={(event) => setPem(event.currentTarget.value)} /></Field>
      <Field label={t.certificates.file}><input type="file" accept=".pem,.crt,.cer" onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setPem)} /></Field>
    </Ask>
  );
}

export function CertificatesPage() {
  const [list, setList] = useState<Certificate[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [adding, setAdding] = useState(false);
  const load = () => void get<Certificate[]>(path("certificates")).then(setList, setFault);
  useEffect(load, []);
  const all = list ?? [];
  return (
    <>
      <div class="head"><h1>{t.nav.certificates}</h1>{can("security", "administrator") && <button onClick={() => setAdding(true)}>{t.certificates.add}</button>}</div>
      <Problem fault={fault} />
      {list === null && !fault && <p>{t.loading}</p>}
      {list !== null && places.map((place) => {
        const here = all.filter((one) => one.place === place || (place === "own" && one.place === "console"));
        return (
          <section class="card" key={place}>
            <h2>{t.certificates.places[place]}</h2>
            <p class="small dim">{here.length === 0 ? t.certificates.none[place] : t.certificates.explain[place]}</p>
            {here.length > 0 && (
              <table class="list">
                <thead><tr><th>{t.certificates.whose}</th><th>{t.certificates.until}</th><th>{t.certificates.thumbprint}</th><th>{t.certificates.act}</th></tr></thead>
                <tbody>{here.map((one) => <Row key={one.place! + one.thumbprint} certificate={one} done={load} />)}</tbody>
              </table>
            )}
          </section>
        );
      })}
      {adding && <TrustDialog done={load} close={() => setAdding(false)} />}
    </>
  );
}
