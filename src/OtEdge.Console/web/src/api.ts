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

async function ask<T>(method: string, path: string, body?: unknown, looking = false): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) {
    headers["content-type"] = "application/json";
  }
  if (looking) {
    headers["x-otedge-looking"] = "1";
  }
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
  if (answer.status === 204) {
    return undefined as T;
  }
  const type = answer.headers.get("content-type") ?? "";
  const content = type.includes("json") ? await answer.json() : await answer.text();
  if (!answer.ok) {
    if (answer.status === 401 && session.value?.name) {
      session.value = { ...session.value, name: null, roles: [] };
    }
    throw new Refused(typeof content === "object" ? content : { type: "", title: answer.statusText, status: answer.status, detail: String(content) });
  }
  return content as T;
}

/** A person looks at something. */
export const get = <T>(path: string) => ask<T>("GET", path);
/** A page looks by itself; this does not keep the session alive. */
export const look = <T>(path: string) => ask<T>("GET", path, undefined, true);
export const post = <T>(path: string, body: unknown = {}) => ask<T>("POST", path, body);
export const remove = (path: string) => ask<void>("DELETE", path);

export const path = (...parts: string[]) => "/api/v1/" + parts.map(encodeURIComponent).join("/");

export const can = (...roles: string[]) => roles.some((role) => session.value?.roles.includes(role));
