import { signal } from "@preact/signals";
import type { ProblemDetails, Session } from "./types";

/** What the gateway refused, in its own words. */
export class Refused extends Error {
  constructor(public readonly problem: ProblemDetails) {
    super(problem.detail || problem.title);
  }
}

/** Who is signed in; null while it is not known yet. */
export const session = signal<Session | null>(null);

/** A document with its entity tag, which goes with an edit so that nobody overwrites what another has saved meanwhile. */
export interface Tagged<T> { value: T; tag: string }

interface Asking { body?: unknown; looking?: boolean; tag?: string }

async function ask<T>(method: string, path: string, asking: Asking = {}): Promise<T> {
  return (await askTagged<T>(method, path, asking)).value;
}

async function askTagged<T>(method: string, path: string, { body, looking = false, tag }: Asking): Promise<Tagged<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (tag !== undefined) {
    headers["if-match"] = tag;
  }
  if (body !== undefined) {
    headers["content-type"] = "application/json";
  }
  if (looking) {
    headers["x-otedge-looking"] = "1";
  }
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
  if (answer.status === 204) {
    return { value: undefined as T, tag: "" };
  }
  const type = answer.headers.get("content-type") ?? "";
  const content = type.includes("json") ? await answer.json() : await answer.text();
  if (!answer.ok) {
    if (answer.status === 401 && session.value?.name) {
      session.value = { ...session.value, name: null, roles: [] };
    }
    throw new Refused(typeof content === "object" ? content : { type: "", title: answer.statusText, status: answer.status, detail: String(content) });
  }
  return { value: content as T, tag: answer.headers.get("etag") ?? "" };
}

/** What a server holds for people to edit, with the tag by which it knows who came second. */
export const held = <T>(path: string) => askTagged<T>("GET", path, {});
/** Writes over what was read under a tag, and over nothing else. */
export const change = <T>(method: "PUT" | "DELETE", path: string, tag: string, body?: unknown) => askTagged<T>(method, path, { body, tag });

/** A person looks at something. */
export const get = <T>(path: string) => ask<T>("GET", path);
/** A page looks by itself; this does not keep the session alive. */
export const look = <T>(path: string) => ask<T>("GET", path, { looking: true });
export const post = <T>(path: string, body: unknown = {}, tag?: string) => ask<T>("POST", path, { body, tag });
export const remove = (path: string) => ask<void>("DELETE", path);

export const path = (...parts: string[]) => "/api/v1/" + parts.map(encodeURIComponent).join("/");

export const can = (...roles: string[]) => roles.some((role) => session.value?.roles.includes(role));
