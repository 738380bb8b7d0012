/** What flows and findings both know of an operation. */
export interface Seen {
  client: string | null; client_asset: string | null; class: string | null; function: string | null; unit: number | null;
  space: string | null; address: number | null; count: number | null; value_min?: number | null; value_max?: number | null;
  opc_ua: { node?: string | null; method?: string | null } | null;
}

const spaces: Record<string, string> = { coil: "coils", discrete_input: "discrete-inputs", input_register: "input-registers", holding_register: "holding-registers" };
const shortest = (first: number, count: number) => (count > 1 ? `${first}-${first + count - 1}` : `${first}`);

/** Lines of a rule that allows what was seen and nothing else. */
export function ruleOf(seen: Seen, ids: string[], addressBase: number): string[] {
  const who = seen.client_asset ?? seen.client;
  const space = spaces[seen.space ?? ""];
  const base = [who, seen.opc_ua ? seen.class : space ? `${seen.class}-${space}` : seen.function].filter(Boolean).join("-").replaceAll(/[^A-Za-z0-9-]+/g, "-").toLowerCase();
  let id = base;
  for (let next = 2; ids.includes(id); next++) {
    id = `${base}-${next}`;
  }
  const lines = [`  - id: ${id}`, `    clients: ["${who}"]`];
  if (seen.opc_ua) {
    lines.push(`    allow: [${seen.class}]`);
    lines.push(seen.opc_ua.method ? `    methods: [{ object: "${seen.opc_ua.node}", method: "${seen.opc_ua.method}" }]` : `    nodes: ["${seen.opc_ua.node}"]`);
    return lines;
  }
  lines.push(`    units: [${seen.unit ?? 0}]`, `    allow: [${space ? seen.class : seen.function}]`);
  if (space && seen.address !== null) {
    lines.push(`    ${space}: ${shortest(seen.address + addressBase, seen.count ?? 1)}`);
  }
  return lines;
}

/** Puts a rule at the end of `rules:`. */
export function withRule(text: string, seen: Seen): { text: string; line: number } {
  const lines = text.replace(/\n+$/, "").split("\n");
  const ids = lines.flatMap((line) => /^\s*- id:\s*(\S+)/.exec(line)?.[1] ?? []);
  const base = /^address-base:\s*1\b/m.test(text) ? 1 : 0;
  const rules = lines.findIndex((line) => /^rules:/.test(line));
  if (rules < 0) {
    return { text: [...lines, "rules:", ...ruleOf(seen, ids, base), ""].join("\n"), line: lines.length + 2 };
  }
  lines[rules] = "rules:";
  let end = lines.findIndex((line, index) => index > rules && /^[A-Za-z]/.test(line));
  end = end < 0 ? lines.length : end;
  while (end > rules + 1 && lines[end - 1]!.trim() === "") {
    end--;
  }
  lines.splice(end, 0, ...ruleOf(seen, ids, base));
  return { text: lines.join("\n") + "\n", line: end + 1 };
}
