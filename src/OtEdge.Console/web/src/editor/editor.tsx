import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { placeAt } from "./context";
import { Coloured } from "./highlight";
import { offersAt, type Names, type Offer, type Schema } from "./schema";

/** Something to be said of a line. */
export interface Mark { line: number; column: number; words: string; isError: boolean }

interface Asked { text: string; set: (text: string) => void; schema: Schema | null; names: Names; marks: Mark[]; label: string; goTo: { line: number } | null }

interface Popup { offers: Offer[]; chosen: number; from: number; row: number; column: number }

const indentOf = (line: string) => /^\s*/.exec(line)![0];

/** A text field for policies: coloured, with what is wrong at its lines, and with completion from the schema. */
export function Editor({ text, set, schema, names, marks, label, goTo }: Asked) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [popup, setPopup] = useState<Popup | null>(null);
  const lines = text.split("\n");
  useEffect(() => {
    if (goTo && field.current) {
      const at = text.split("\n").slice(0, goTo.line - 1).join("\n").length + (goTo.line > 1 ? 1 : 0);
      field.current.focus();
      field.current.setSelectionRange(at, at);
      const paper = field.current.closest(".editor")!;
      paper.scrollTop = Math.max(0, (goTo.line - 6) * (paper.scrollHeight / Math.max(1, lines.length)));
    }
  }, [goTo]);

  const ask = (value: string, caret: number, always: boolean) => {
    const place = schema ? placeAt(value, caret) : null;
    if (!schema || !place || (!always && place.word === "")) {
      setPopup(null);
      return;
    }
    const offers = offersAt(schema, value, place, names);
    const before = value.slice(0, caret).split("\n");
    setPopup(offers.length === 0 ? null : { offers, chosen: 0, from: caret - place.word.length, row: before.length, column: before.at(-1)!.length - place.word.length });
  };

  const write = (value: string, caret: number) => {
    set(value);
    // The caret can only be placed once the field holds the new text.
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };

  const accept = (offer: Offer) => {
    const caret = field.current!.selectionStart;
    write(text.slice(0, popup!.from) + offer.insert + text.slice(caret), popup!.from + offer.insert.length);
    setPopup(null);
    field.current!.focus();
  };

  const newLine = (caret: number) => {
    const line = text.slice(0, caret).split("\n").at(-1)!;
    const deeper = /:\s*$/.test(line) ? "  " : "";
    const dash = /^\s*- /.exec(line) ? "  " : "";
    const inserted = `\n${indentOf(line)}${dash}${deeper}`;
    write(text.slice(0, caret) + inserted + text.slice(caret), caret + inserted.length);
  };

  const press = (event: KeyboardEvent) => {
    const caret = field.current!.selectionStart;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      ask(text, caret, true);
    } else if (popup && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setPopup({ ...popup, chosen: (popup.chosen + by + popup.offers.length) % popup.offers.length });
    } else if (popup && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      accept(popup.offers[popup.chosen]!);
    } else if (popup && event.key === "Escape") {
      event.preventDefault();
      setPopup(null);
    } else if (event.key === "Enter" && caret === field.current!.selectionEnd) {
      event.preventDefault();
      newLine(caret);
    }
  };

  const markOf = (row: number) => marks.filter((mark) => mark.line === row);
  return (
    <div class="editor">
      <div class="gutter" aria-hidden="true">
        {lines.map((_, index) => {
          const here = markOf(index + 1);
          return <div key={index} class={here.length === 0 ? "" : here.some((mark) => mark.isError) ? "bad" : "warn"} title={here.map((mark) => mark.words).join("\n")}>{index + 1}</div>;
        })}
      </div>
      <div class="paper">
        <pre class="ink" aria-hidden="true">{lines.map((line, index) => <div key={index} class={markOf(index + 1).some((mark) => mark.isError) ? "bad" : ""}><Coloured line={line} />{"\n"}</div>)}</pre>
        <textarea ref={field} aria-label={label} spellcheck={false} autoComplete="off" wrap="off" value={text} aria-controls="offers" aria-autocomplete="list"
          aria-activedescendant={popup ? `offer-${popup.chosen}` : undefined}
          onInput={(event) => { set(event.currentTarget.value); ask(event.currentTarget.value, event.currentTarget.selectionStart, false); }}
          onKeyDown={press} onBlur={() => setTimeout(() => setPopup(null), 150)} onClick={() => setPopup(null)} />
        {popup && (
          <ul id="offers" class="offers" role="listbox" aria-label={t.rules.offers} style={{ top: `calc(${popup.row} * 1.5em + 4px)`, left: `${popup.column}ch` }}>
            {popup.offers.map((offer, index) => (
              <li key={offer.label} id={`offer-${index}`} role="option" aria-selected={index === popup.chosen} ref={(node) => { if (index === popup.chosen) { node?.scrollIntoView({ block: "nearest" }); } }}
                onMouseDown={(event) => { event.preventDefault(); accept(offer); }}><strong>{offer.label}</strong> <span>{offer.note}</span></li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
