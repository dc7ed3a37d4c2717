// What a person can do with a write that the daemon cannot go on with: confirm that it was done by hand, or have it tried again.

import { useState } from "preact/hooks";
import { useAttempt } from "../store/attempt";
import { AttemptTrouble } from "./attempt_trouble";
import { isWebLink } from "./outside_link";
import { tell } from "./toast";

interface Props {
  state: string;
  path: string;
  body: object;
  onDone(): void;
}

export function Settle({ state, path, body, onDone }: Props) {
  const attempt = useAttempt<unknown>();
  const [link, setLink] = useState("");
  if (!["by_hand", "stopped", "refused"].includes(state)) return null;
  const send = (more: object, said: string) =>
    attempt.make({
      path,
      body: { ...body, ...more },
      done() {
        tell(said);
        onDone();
      },
    });
  return (
    <div class="search-line">
      <input
        type="url"
        value={link}
        placeholder="Ссылка на размещённое"
        aria-label="Ссылка на размещённое"
        data-test="settle-link"
        onInput={(e) => setLink(e.currentTarget.value.trim())}
      />
      <button type="button" class="primary" disabled={attempt.busy || !isWebLink(link)} data-test="settle-confirm" onClick={() => send({ link }, "Отмечено: размещено вручную.")}>
        Размещено вручную
      </button>
      <button type="button" disabled={attempt.busy} data-test="settle-again" onClick={() => send({ link: "" }, "Пробуем ещё раз.")}>
        Попробовать ещё раз
      </button>
      <AttemptTrouble of={attempt} />
    </div>
  );
}
