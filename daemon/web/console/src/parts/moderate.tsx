// Ordering a moderation of one message: what, and why. The reason stays in the journal.

import { useState } from "preact/hooks";
import type { Message } from "../api";
import { useAttempt } from "../store/attempt";
import { me } from "../store/session";
import { moderations } from "../words";
import { AttemptTrouble } from "./attempt_trouble";
import { tell } from "./toast";

export function Moderate({ message }: { message: Message }) {
  const attempt = useAttempt<unknown>();
  const [doing, setDoing] = useState("hide");
  const [reason, setReason] = useState("");
  if (me.value?.role !== "coordinator" || message.kind === "manual") return null;
  return (
    <details class="moderate" data-test="moderate">
      <summary class="quiet">Модерировать (пункт 2.6)</summary>
      <div class="pair">
        <label class="field">
          <span class="label">Что сделать</span>
          <select value={doing} data-test="moderate-doing" onChange={(e) => setDoing(e.currentTarget.value)}>
            {Object.entries(moderations).map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span class="label">Причина</span>
          <input value={reason} data-test="moderate-reason" onInput={(e) => setReason(e.currentTarget.value)} />
        </label>
      </div>
      <AttemptTrouble of={attempt} />
      <button
        type="button"
        disabled={attempt.busy || !reason.trim()}
        data-test="moderate-submit"
        onClick={() =>
          attempt.make({
            path: "moderation",
            body: { post: message.post, doing, reason: reason.trim() },
            done() {
              setReason("");
              tell("Записано. Что вышло, видно на странице «Модерация».");
            },
          })
        }
      >
        {moderations[doing]}
      </button>
    </details>
  );
}
