import { useEffect, useState } from "preact/hooks";
import { can, get, path, post, remove, session } from "../api";
import { Act, Ago, Field, Problem } from "../parts/basics";
import { Ask, HowLong } from "../parts/dialog";
import { t } from "../texts";
import type { OpenSession, Token, User } from "../types";

const scopes = ["read", "propose", "act", "administer"];

/** A secret that is seen once: it stays until somebody says that they have kept it. */
function Secret({ words, secret, close }: { words: string; secret: string; close: () => void }) {
  return (
    <div class="notice warn" role="status">
      <strong>{words}</strong>
      <p class="mono" style="user-select: all">{secret}</p>
      <div class="row">
        <button onClick={() => void navigator.clipboard?.writeText(secret)}>{t.users.copy}</button>
        <button onClick={close}>{t.users.kept}</button>
      </div>
    </div>
  );
}

function TokenDialog({ people, done, close }: { people: User[]; done: (token: Token) => void; close: () => void }) {
  const [label, setLabel] = useState("");
  const [person, setPerson] = useState(session.value!.name!);
  const [scope, setScope] = useState("read");
  const [time, setTime] = useState("90d");
  return (
    <Ask title={t.users.makeToken} explain={t.users.tokenExplain} go={t.users.makeToken} ready={label.trim() !== ""} close={close}
      act={async () => done(await post<Token>(path("tokens"), { label: label.trim(), person, scope, for: time }))}>
      <Field label={t.users.label}><input required maxLength={64} value={label} onInput={(event) => setLabel(event.currentTarget.value)} /></Field>
      {can("administrator") && <Field label={t.users.person}><select value={person} onChange={(event) => setPerson(event.currentTarget.value)}>{people.map((one) => <option key={one.name}>{one.name}</option>)}</select></Field>}
      <Field label={t.users.scope}><select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>{scopes.map((one) => <option key={one} value={one}>{one}: {t.users.scopes[one]}</option>)}</select></Field>
      <HowLong label={t.users.lasts} value={time} choices={["7d", "90d", "365d"]} set={setTime} />
    </Ask>
  );
}

export function UsersPage() {
  const [people, setPeople] = useState<User[]>([]);
  const [tokens, setTokens] = useState<Token[]>([]);
  const [sessions, setSessions] = useState<OpenSession[]>([]);
  const [secret, setSecret] = useState<{ words: string; secret: string } | null>(null);
  const [making, setMaking] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const load = () => {
    void get<User[]>(path("users")).then(setPeople, setFault);
    void get<Token[]>(path("tokens")).then(setTokens, setFault);
    void get<OpenSession[]>(path("sessions")).then(setSessions, setFault);
  };
  useEffect(load, []);
  const administers = can("administrator");
  const invite = (name: string) => async () => {
    const made = await post<{ name: string; token: string }>(path("users", name, "invitation"));
    setSecret({ words: t.users.invited(made.name), secret: made.token });
  };
  return (
    <>
      <div class="head"><h1>{t.nav.users}</h1></div>
      <Problem fault={fault} />
      {secret && <Secret words={secret.words} secret={secret.secret} close={() => setSecret(null)} />}
      <section class="card">
        <h2>{t.gateway.people}</h2>
        <p class="small dim">{t.users.peopleExplain}</p>
        <table class="list">
          <thead><tr><th>{t.users.person}</th><th>{t.users.roles}</th><th>{t.users.accounts}</th><th>{t.users.password}</th>{administers && <th>{t.certificates.act}</th>}</tr></thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.name}>
                <td><strong>{one.name}</strong>{one.you && <> <span class="tag">{t.users.you}</span></>}</td>
                <td>{one.roles.join(", ")}</td><td>{one.accounts.join(", ") || "-"}</td>
                <td>{one.password_since ? <>{t.users.set} <Ago at={one.password_since} /></> : <span class="dim">{t.users.noPassword}</span>}</td>
                {administers && <td><Act label={one.password_since ? t.users.inviteAgain : t.gateway.invite} act={invite(one.name)} /></td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="card">
        <div class="row between"><h2>{t.users.sessions}</h2></div>
        {sessions.length === 0 ? <p class="dim">{t.users.noSession}</p> : (
          <table class="list">
            <thead><tr><th>{t.users.person}</th><th>{t.users.since}</th><th>{t.users.lastUsed}</th><th>{t.certificates.act}</th></tr></thead>
            <tbody>{sessions.map((one) => <tr key={one.id}><td>{one.person} <span class="mono small dim">{one.id}</span></td><td><Ago at={one.since} /></td><td><Ago at={one.last_used} /></td><td><Act label={t.users.end} act={() => remove(path("sessions", one.id)).then(load)} /></td></tr>)}</tbody>
          </table>
        )}
      </section>
      <section class="card">
        <div class="row between"><h2>{t.users.tokens}</h2><button onClick={() => setMaking(true)}>{t.users.makeToken}</button></div>
        <p class="small dim">{t.users.tokenExplain}</p>
        {tokens.length === 0 ? <p class="dim">{t.users.noToken}</p> : (
          <table class="list">
            <thead><tr><th>{t.users.label}</th><th>{t.users.person}</th><th>{t.users.scope}</th><th>{t.users.until}</th><th>{t.users.lastUsed}</th><th>{t.certificates.act}</th></tr></thead>
            <tbody>
              {tokens.map((one) => (
                <tr key={one.id}>
                  <td><strong>{one.label}</strong> <span class="mono small dim">{one.id}</span></td><td>{one.person}</td><td>{one.scope}: {t.users.scopes[one.scope]}</td>
                  <td class="tight">{new Date(one.until).toLocaleDateString()}</td><td>{one.last_used ? <Ago at={one.last_used} /> : <span class="dim">{t.users.unused}</span>}</td>
                  <td><Act label={t.users.revoke} act={() => remove(path("tokens", one.id)).then(load)} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {making && <TokenDialog people={people} close={() => setMaking(false)} done={(made) => { setSecret({ words: t.users.made(made.label), secret: made.secret! }); load(); }} />}
    </>
  );
}
