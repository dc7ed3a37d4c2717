// Whose page this is, who is at it, and whether it is up to date.

import { useState } from "preact/hooks";
import { liveState, type LiveState } from "../live";
import { place } from "../route";
import { logOut, me } from "../store/session";
import { roles } from "../words";
import { Mark } from "./mark";
import { tell } from "./toast";

const liveWords: Record<LiveState, string> = {
  connecting: "подключаемся…",
  live: "обновляется",
  lost: "связь прервалась, восстанавливаем…",
};

export function HeadLine() {
  const person = me.value!;
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    try {
      await logOut();
    } catch (e) {
      setLeaving(false);
      tell((e as Error).message);
    }
  }

  return (
    <header class="head-line">
      <a class="brand" href="#/" title={person.administration}>
        <Mark />
        <span class="brand-name">Отклик</span>
        <span class="administration">{person.administration}</span>
      </a>
      {person.role !== "executor" && (
        <nav class="head-nav" aria-label="Разделы">
          <a href="#/" aria-current={place.value.page === "accounts" ? undefined : "page"}>
            Инциденты
          </a>
          <a href="#/accounts" aria-current={place.value.page === "accounts" ? "page" : undefined} data-test="accounts-open">
            Аккаунты
          </a>
        </nav>
      )}
      <span class={`feed ${liveState.value}`} role="status" data-test="live-state" data-state={liveState.value}>
        <span class="live-words">{liveWords[liveState.value]}</span>
      </span>
      <span class="person">
        <span class="person-name">{person.name}</span>
        <span class="quiet">{roles[person.role] ?? person.role}</span>
      </span>
      <button type="button" class="plain" data-test="logout" disabled={leaving} onClick={leave}>
        Выйти
      </button>
    </header>
  );
}
