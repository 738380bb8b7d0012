import type { ComponentChildren } from "preact";

const pattern = /("(?:[^"\\]|\\.)*"?|'[^']*'?)|([A-Za-z0-9_.-]+)(?=:(?:\s|$))|(#.*$)|\b(\d+(?:\.\d+)?(?:-\d+)?)\b|([[\]{},:-])/g;

/** One line of YAML with its keys, texts, numbers and comments told apart. */
export function Coloured({ line }: { line: string }) {
  const parts: ComponentChildren[] = [];
  let done = 0;
  for (const match of line.matchAll(pattern)) {
    const at = match.index;
    if (match[3] && at > 0 && !/\s/.test(line[at - 1]!)) {
      continue;
    }
    parts.push(line.slice(done, at));
    const kind = match[1] ? "text" : match[2] ? "key" : match[3] ? "comment" : match[4] ? "number" : "sign";
    parts.push(<span class={`y-${kind}`}>{match[0]}</span>);
    done = at + match[0].length;
    if (match[3]) {
      break;
    }
  }
  parts.push(line.slice(done));
  return <>{parts}</>;
}
