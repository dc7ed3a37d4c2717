// Texts of residents and of networks: always text nodes, kept from turning the page's direction, a very long one
// folded until asked for.

import { useState } from "preact/hooks";
import type { Piece, Rule } from "../api";
import { count, ruleMeanings } from "../words";

const FOLD_FROM = 2_000;
const SHOWN = 1_200;

/** A name or another single line. */
export function Foreign({ text }: { text: string }) {
  return (
    <bdi class="foreign" dir="auto">
      {text}
    </bdi>
  );
}

interface TextProps {
  pieces: Piece[];
  rules?: Rule[];
  shown?: number;
}

/** A whole text, with the words that rules were hit by. */
export function ForeignText({ pieces, rules = [], shown = SHOWN }: TextProps) {
  const [whole, setWhole] = useState(false);
  const length = pieces.reduce((n, p) => n + p.t.length, 0);
  const folded = !whole && length > Math.max(shown, (FOLD_FROM / SHOWN) * shown);
  const visible = folded ? beginning(pieces, shown) : pieces;
  return (
    <>
      <div class="foreign-text" dir="auto">
        {length === 0 && <span class="quiet">Текста нет.</span>}
        {visible.map((p) => (p.rules?.length ? <Hit piece={p} rules={rules} /> : p.t))}
        {folded && "…"}
      </div>
      {folded && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          Показать целиком, {count(length, "знак", "знака", "знаков")}
        </button>
      )}
    </>
  );
}

export function LongText({ text, shown }: { text: string; shown?: number }) {
  return <ForeignText pieces={[{ t: text }]} {...(shown && { shown })} />;
}

function Hit({ piece, rules }: { piece: Piece; rules: Rule[] }) {
  const hit = (piece.rules ?? []).map((id) => rules.find((r) => r.id === id) ?? { id, title: id, means: "" });
  const why = hit.map((r) => (r.means ? `Правило «${r.title}»: ${ruleMeanings[r.means] ?? r.means}` : `Правило «${r.title}»`));
  const means = hit.some((r) => r.means === "prohibited") ? "prohibited" : (hit[0]?.means ?? "");
  return (
    <mark class={`hit ${means}`} title={why.join("\n")} data-test="hit">
      {piece.t}
    </mark>
  );
}

function beginning(pieces: Piece[], length: number): Piece[] {
  const taken: Piece[] = [];
  let left = length;
  for (const p of pieces) {
    if (left <= 0) break;
    // Cut between characters, never inside one.
    taken.push(p.t.length <= left ? p : { ...p, t: p.t.slice(0, left).replace(/[\uD800-\uDBFF]$/, "") });
    left -= p.t.length;
  }
  return taken;
}
