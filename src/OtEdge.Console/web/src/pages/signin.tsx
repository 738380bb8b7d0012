import { useState } from "preact/hooks";
import { path, post, session } from "../api";
import { Field, Problem } from "../parts/basics";
import { t } from "../texts";
import type { Session } from "../types";

export function SignInPage() {
  const setup = session.value?.needs_setup ?? false;
  const [hasToken, setHasToken] = useState(setup);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [token, setToken] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const go = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      session.value = hasToken
        ? await post<Session>(path("account"), { token: token.trim(), name: name.trim(), password })
        : await post<Session>(path("session"), { name: name.trim(), password });
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <main class="card sign">
      <h1>{t.product}: {hasToken ? (setup ? t.signIn.setupTitle : t.signIn.inviteTitle) : t.signIn.title}</h1>
      {setup && <p class="dim">{t.signIn.setupText}</p>}
      <form onSubmit={(event) => void go(event)}>
        {hasToken && <Field label={t.signIn.token}><input required autoComplete="one-time-code" value={token} onInput={(event) => setToken(event.currentTarget.value)} /></Field>}
        <Field label={t.signIn.name}><input required autoComplete="username" value={name} onInput={(event) => setName(event.currentTarget.value)} /></Field>
        <Field label={hasToken ? t.signIn.newPassword : t.signIn.password}>
          <input required type="password" minLength={hasToken ? 15 : undefined} autoComplete={hasToken ? "new-password" : "current-password"} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
        </Field>
        <Problem fault={fault} />
        <div class="row between">
          <button class="primary" disabled={busy}>{hasToken ? t.signIn.set : t.signIn.go}</button>
          {!setup && <button type="button" onClick={() => setHasToken(!hasToken)}>{hasToken ? t.signIn.back : t.signIn.haveToken}</button>}
        </div>
      </form>
    </main>
  );
}
