// Where in a YAML document somebody is writing, as far as completion needs it: block maps and lists, and flow ones on the line.

/** Keys and `[]` for items of lists, from the document to where the caret is. */
export interface Place { path: string[]; kind: "key" | "value"; word: string; used: Set<string>; indent: number; inFlow: boolean }

interface Frame { indent: number; step: string }

const keyOf = (rest: string) => /^([A-Za-z0-9_.-]+|"[^"]*"):(?=\s|$)/.exec(rest)?.[1]?.replaceAll('"', "") ?? null;

/** Takes the dashes and the key of a line onto the stack; what is left stands behind them. */
function enter(stack: Frame[], line: string): { rest: string; indent: number } {
  let indent = line.length - line.trimStart().length;
  let rest = line.trimStart();
  while (rest === "-" || rest.startsWith("- ")) {
    while (stack.length > 0 && (stack.at(-1)!.indent > indent || (stack.at(-1)!.indent === indent && stack.at(-1)!.step === "[]"))) {
      stack.pop();
    }
    stack.push({ indent, step: "[]" });
    const inner = rest.slice(1).trimStart();
    indent += rest.length - inner.length || 2;
    rest = inner;
  }
  const key = keyOf(rest);
  while (stack.length > 0 && stack.at(-1)!.indent >= indent) {
    stack.pop();
  }
  if (key !== null) {
    stack.push({ indent, step: key });
    rest = rest.slice(rest.indexOf(":") + 1);
  }
  return { rest, indent };
}

/** Goes through `{ a: 1, b: [` up to the caret. */
function flow(rest: string, path: string[]): { kind: "key" | "value"; word: string; used: Set<string> } | null {
  const open: { bracket: string; depth: number; used: Set<string>; hasKey: boolean }[] = [];
  let word = "";
  for (const sign of rest) {
    const top = open.at(-1);
    if (sign === "{" || sign === "[") {
      open.push({ bracket: sign, depth: path.length, used: new Set(), hasKey: false });
      if (sign === "[") {
        path.push("[]");
      }
      word = "";
    } else if (sign === "}" || sign === "]") {
      path.length = open.pop()?.depth ?? path.length;
      word = "";
    } else if (sign === "," && top) {
      if (top.bracket === "{") {
        path.length = top.depth;
        top.hasKey = false;
      }
      word = "";
    } else if (sign === ":" && top?.bracket === "{" && !top.hasKey) {
      const key = word.trim();
      top.used.add(key);
      top.hasKey = true;
      path.push(key);
      word = "";
    } else {
      word += sign;
    }
  }
  const top = open.at(-1);
  return top ? { kind: top.bracket === "{" && !top.hasKey ? "key" : "value", word: word.trimStart(), used: top.used } : null;
}

/** Keys of the map that the caret is in, above and below it. */
function siblings(lines: string[], row: number, indent: number): Set<string> {
  const used = new Set<string>();
  const look = (from: number, by: number) => {
    for (let at = from; at >= 0 && at < lines.length; at += by) {
      const line = lines[at]!;
      const trimmed = line.trimStart();
      if (trimmed === "" || trimmed.startsWith("#")) {
        continue;
      }
      const bare = trimmed.replace(/^(- +)+/, "");
      const own = line.length - bare.length;
      if (own < indent || (by > 0 && bare !== trimmed && own === indent)) {
        break;
      }
      if (own === indent) {
        const key = keyOf(bare);
        if (key) {
          used.add(key);
        }
        if (by < 0 && bare !== trimmed) {
          break;
        }
      }
    }
  };
  look(row - 1, -1);
  look(row + 1, 1);
  return used;
}

/** Where the caret is; null inside of a comment. */
export function placeAt(text: string, caret: number): Place | null {
  const lines = text.split("\n");
  const before = text.slice(0, caret).split("\n");
  const row = before.length - 1;
  const current = before[row]!;
  if (/(^|\s)#/.test(current)) {
    return null;
  }
  const stack: Frame[] = [];
  for (const line of before.slice(0, row)) {
    if (line.trim() !== "" && !line.trimStart().startsWith("#")) {
      enter(stack, line);
    }
  }
  if (current.trim() === "") {
    while (stack.length > 0 && stack.at(-1)!.indent >= current.length) {
      stack.pop();
    }
    return { path: stack.map((frame) => frame.step), kind: "key", word: "", used: siblings(lines, row, current.length), indent: current.length, inFlow: false };
  }
  const { rest, indent } = enter(stack, current);
  const path = stack.map((frame) => frame.step);
  const inFlow = flow(rest, path);
  if (inFlow) {
    return { path, indent, inFlow: true, ...inFlow };
  }
  const hasKey = stack.at(-1)?.indent === indent && keyOf(current.trimStart().replace(/^(- +)+/, "")) !== null;
  const word = rest.trimStart();
  return hasKey ? { path, kind: "value", word, used: new Set(), indent, inFlow: false } : { path, kind: "key", word, used: siblings(lines, row, indent), indent, inFlow: false };
}
