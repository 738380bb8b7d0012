import { render } from "preact";
import "./styles.css";
import { App } from "./app";
import { get, path, post, session } from "./api";
import { start } from "./store";
import type { Session } from "./types";

/** A one-time ticket in the address signs in without a password; it leaves the address at once. */
async function enter() {
  const ticket = new URLSearchParams(location.hash.slice(1)).get("ticket");
  if (ticket) {
    history.replaceState(null, "", location.pathname);
    try {
      session.value = await post<Session>(path("session"), { ticket });
      return;
    } catch {
      // Used already: an ordinary sign-in follows.
    }
  }
  session.value = await get<Session>(path("session"));
}

start();
render(<App />, document.getElementById("app")!);
void enter();
