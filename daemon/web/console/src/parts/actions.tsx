// What this person may do now: exactly the actions that came with the incident.

import { useState } from "preact/hooks";
import type { Incident } from "../api";
import { returnedDraft } from "../drafts";
import { textNamesOf } from "../fields";
import { useAttempt } from "../store/attempt";
import { typedNames } from "../store/typed";
import { ActionForm } from "./action_form";
import { Remarks } from "./drafts";
import { Notice } from "./notice";
import { UnsentText } from "./unsent_text";

export function Actions({ incident }: { incident: Incident }) {
  const attempt = useAttempt<Incident>();
  const [chosen, choose] = useState("");
  const { actions } = incident;
  const open = actions.find((a) => a.id === chosen) ?? proposed(incident);
  // A single usual action needs no choosing.
  const alone = actions.length === 1 && proposed(incident) === actions[0];
  const returned = returnedDraft(incident);

  const inForms = new Set(actions.flatMap((a) => textNamesOf(incident, a)));
  // While a change is under way, what was typed is on its way too.
  const unsent = attempt.busy || attempt.repeat ? [] : typedNames(incident.id).filter((name) => !inForms.has(name));

  if (actions.length === 0 && !attempt.failure && unsent.length === 0) return null;
  return (
    <section class="card actions" data-test="actions">
      {returned?.returned && open?.id === "submit" && (
        <div class="to-rework">
          <h2>Вернули на доработку</h2>
          <Remarks returned={returned.returned} />
        </div>
      )}
      {!alone && actions.length > 0 && (
        <div class="choices" role="group" aria-label="Что сделать">
          {actions.map((a) => (
            <button
              key={a.id}
              type="button"
              aria-pressed={a === open}
              data-test={`action-${a.id}`}
              onClick={() => choose(a.id)}
            >
              {a.title}
            </button>
          ))}
        </div>
      )}
      {open && (
        <ActionForm
          key={open.id}
          incident={incident}
          action={open}
          attempt={attempt}
          alone={alone}
          onDone={() => choose("")}
        />
      )}
      {attempt.failure && (
        <Notice kind="trouble">
          <p>{attempt.failure.message}</p>
          {attempt.repeat && (
            <>
              <p>Неизвестно, успело ли действие выполниться. Повторите: дважды оно не выполнится.</p>
              <button type="button" class="primary" data-test="repeat" onClick={attempt.repeat}>
                Повторить
              </button>
            </>
          )}
        </Notice>
      )}
      {unsent.map((name) => (
        <UnsentText key={name} incident={incident.id} name={name} />
      ))}
    </section>
  );
}

/** The action that is usually next is open at once; the others wait for a click. */
function proposed({ actions, messages, executor }: Incident) {
  const next = ["approve", "submit", "confirm_placed"];
  if (messages.some((m) => m.match.prohibited)) next.push("set_aside");
  if (executor === null) next.push("route");
  return next.map((id) => actions.find((a) => a.id === id)).find(Boolean);
}
