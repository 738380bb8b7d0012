import type { Place } from "./context";

export interface Schema {
  type?: string; description?: string; enum?: unknown[]; const?: unknown; default?: unknown;
  properties?: Record<string, Schema>; items?: Schema; required?: string[];
  anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[]; if?: Schema; then?: Schema;
}

/** Something to insert, and what is to be said of it. */
export interface Offer { label: string; insert: string; note: string }

/** Names that the site knows and the schema does not. */
export interface Names { clients: string[]; tags: string[] }

const OFFERS_MAX = 60;

function holds(condition: Schema | undefined, text: string): boolean {
  return Object.entries(condition?.properties ?? {}).every(([key, wanted]) => new RegExp(`^${key}:\\s*["']?${String(wanted.const)}["']?\\s*$`, "m").test(text));
}

/** Every form that a schema may take here. */
function forms(schema: Schema, text: string): Schema[] {
  const conditional = (schema.allOf ?? []).flatMap((one) => one.if ? (holds(one.if, text) && one.then ? forms(one.then, text) : []) : forms(one, text));
  return [schema, ...conditional, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => forms(one, text))];
}

function follow(schema: Schema, path: string[], text: string): Schema[] {
  let here = forms(schema, text);
  for (const step of path) {
    here = here.flatMap((one) => {
      const next = step === "[]" ? one.items : one.properties?.[step];
      return next ? forms(next, text) : [];
    });
  }
  return here;
}

function keyOffer(key: string, schema: Schema, text: string, place: Place): Offer {
  const all = forms(schema, text);
  const list = all.find((one) => one.type === "array");
  const single = all.some((one) => one.type !== "array" && (one.type || one.enum));
  let insert = `${key}: `;
  if (list && !single) {
    const ofMaps = forms(list.items ?? {}, text).some((one) => one.type === "object");
    insert = ofMaps && !place.inFlow ? `${key}:\n${" ".repeat(place.indent + 2)}- ` : `${key}: [`;
  }
  return { label: key, insert, note: schema.description ?? "" };
}

function valuesOf(schema: Schema): unknown[] {
  return [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const]), ...(schema.type === "boolean" ? [true, false] : []), ...(schema.default === undefined ? [] : [schema.default])];
}

function named(place: Place, names: Names): string[] {
  const last = place.path.filter((step) => step !== "[]").at(-1);
  return last === "clients" || last === "client" ? names.clients : last === "tags" || last === "tag" ? names.tags : [];
}

/** What can be written where the caret is. */
export function offersAt(schema: Schema, text: string, place: Place, names: Names): Offer[] {
  const here = follow(schema, place.path, text);
  const keys = place.kind === "key" ? here.flatMap((one) => Object.entries(one.properties ?? {})) : [];
  const seen = new Map<string, Offer>();
  for (const [key, one] of keys) {
    if (!place.used.has(key) && (!seen.has(key) || !seen.get(key)!.note)) {
      seen.set(key, keyOffer(key, one, text, place));
    }
  }
  if (keys.length === 0) {
    for (const name of named(place, names)) {
      seen.set(name, { label: name, insert: name, note: "" });
    }
    for (const one of here) {
      for (const value of valuesOf(one)) {
        seen.set(String(value), { label: String(value), insert: String(value), note: one.description ?? "" });
      }
    }
  }
  const word = place.word.toLowerCase();
  const all = [...seen.values()].filter((offer) => offer.label.toLowerCase().includes(word) && offer.label !== place.word);
  return all.sort((a, b) => Number(b.label.toLowerCase().startsWith(word)) - Number(a.label.toLowerCase().startsWith(word))).slice(0, OFFERS_MAX);
}
