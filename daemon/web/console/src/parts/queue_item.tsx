// One incident in a list.

import type { ComponentChildren } from "preact";
import type { Summary } from "../api";
import { incidentHref, place } from "../route";
import { executorTitle, me } from "../store/session";
import { count, groupOf, isReturned, needsHand, networks } from "../words";
import { Due } from "./due";
import { Foreign } from "./foreign_text";
import { StateLabel } from "./state_label";
import { When } from "./when";

export function QueueItem({ summary: s, children }: { summary: Summary; children?: ComponentChildren }) {
  const here = place.value;
  const current = here.page === "incident" && here.id === s.id;
  const own = me.value?.role === "executor";
  // Where one list holds several states, the state is told.
  const several = own ? groupOf(s.state) !== "executors" : ["placing", "closed", "other"].includes(groupOf(s.state));
  return (
    <a
      class={`queue-item ${needsHand(s.state) && !own ? "needs-hand" : ""}`}
      href={incidentHref(s.id)}
      aria-current={current ? "true" : undefined}
      data-test="queue-item"
      data-id={s.id}
      data-state={s.state}
    >
      <span class="queue-top">
        <span class="queue-author">
          <Foreign text={s.author || "Без имени"} />
        </span>
        <span class="quiet nowrap">
          <When at={s.created} />
        </span>
      </span>
      <span class="queue-excerpt">
        <Foreign text={s.excerpt} />
      </span>
      <span class="queue-foot">
        {several && <StateLabel state={s.state} />}
        {isReturned(s) && (
          <span class="label-state tone-alarm">
            {s.returns > 1 ? `возвращён ${count(s.returns, "раз", "раза", "раз")}` : "возвращён на доработку"}
          </span>
        )}
        {s.executor !== null && !own && <span class="chip">{executorTitle(s.executor)}</span>}
        {s.subjects.slice(0, 2).map((title) => (
          <span key={title} class="chip">
            {title}
          </span>
        ))}
        <span class="quiet">{networks[s.network] ?? s.network}</span>
        <Due of={s} />
      </span>
      {children}
    </a>
  );
}
