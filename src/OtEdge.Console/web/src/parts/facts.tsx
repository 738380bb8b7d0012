import type { ComponentChildren } from "preact";

/** Names and values, those that are known. */
export function Facts({ facts }: { facts: [string, ComponentChildren][] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return known.length === 0 ? null : <dl class="facts">{known.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{value}</dd>])}</dl>;
}
