// The thread the message stands in, the message itself marked.

import type { ThreadPost } from "../api";
import { Foreign, LongText } from "./foreign_text";
import { When } from "./when";

const SHOWN = 400;
const SHOWN_OF_THIS = 120;

export function Thread({ posts }: { posts: ThreadPost[] }) {
  if (posts.every((p) => p.this)) return null;
  return (
    <section class="card thread" data-test="thread">
      <h2>Обсуждение</h2>
      <ol>
        {posts.map((p) => (
          <li class={p.this ? "this" : p.own ? "own" : ""}>
            <div class="thread-head">
              <strong>
                <Foreign text={p.author || "Без имени"} />
              </strong>
              {p.own && <span class="chip">мы</span>}
              {p.this && <span class="chip strong">это сообщение</span>}
              <span class="quiet">
                <When at={p.written} />
              </span>
            </div>
            <LongText text={p.text} shown={p.this ? SHOWN_OF_THIS : SHOWN} />
          </li>
        ))}
      </ol>
    </section>
  );
}
