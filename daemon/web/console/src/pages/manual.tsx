// «Добавить сообщение»: a link that a connector can read, or a text with its author and place.

import { useState } from "preact/hooks";
import type { Incident } from "../api";
import { AttemptTrouble } from "../parts/attempt_trouble";
import { Notice } from "../parts/notice";
import { isWebLink } from "../parts/outside_link";
import { TextArea } from "../parts/text_area";
import { tell } from "../parts/toast";
import { go, incidentHref } from "../route";
import { useAttempt } from "../store/attempt";
import { loadList } from "../store/queue";
import { forgetText, keepText, typedText } from "../store/typed";

const names = ["link", "text", "author", "place"] as const;
type Name = (typeof names)[number];

export function ManualPage() {
  const attempt = useAttempt<Incident>();
  const [fault, setFault] = useState("");
  const value = (name: Name) => typedText("new", name) ?? "";
  const keep = (name: Name) => (text: string) => {
    keepText("new", name, text, "");
    setFault("");
  };
  const line = (name: Name, title: string, hint: string, type = "text") => (
    <label class="field">
      <span class="label">{title}</span>
      <input
        type={type}
        value={value(name)}
        placeholder={hint}
        disabled={attempt.busy}
        data-test={`manual-${name}`}
        onInput={(e) => keep(name)(e.currentTarget.value)}
      />
    </label>
  );

  function submit(e: SubmitEvent) {
    e.preventDefault();
    const [link, text, author, place] = names.map((name) => value(name).trim()) as [string, string, string, string];
    const wrong = faultOf(link, text, author, place);
    setFault(wrong);
    if (wrong) return;
    attempt.make({
      path: "messages",
      body: link ? { link } : { text, author, place },
      done(answer) {
        names.forEach((name) => forgetText("new", name));
        void loadList();
        tell("Сообщение добавлено.");
        go(incidentHref(answer.id));
      },
    });
  }

  return (
    <main class="pane">
      <form class="card manual" noValidate onSubmit={submit} data-test="manual">
        <h1>Добавить сообщение</h1>
        <p class="quiet">
          Увидели сообщение жителя там, куда «Отклик» не смотрит? Вставьте ссылку на него. Если ссылки нет, перепишите текст.
        </p>
        {line("link", "Ссылка на сообщение", "https://vk.com/wall…", "url")}
        <p class="or">
          <span>или</span>
        </p>
        <div class="field">
          <label class="label" for="manual-text">
            Текст сообщения
          </label>
          <TextArea
            common={{ id: "manual-text", disabled: attempt.busy, "data-test": "manual-text" }}
            value={value("text")}
            onChange={keep("text")}
          />
        </div>
        <div class="pair">
          {line("author", "Кто написал", "Имя или псевдоним")}
          {line("place", "Где написано", "Газета, форум, домовой чат")}
        </div>
        {fault && <Notice kind="trouble">{fault}</Notice>}
        <AttemptTrouble of={attempt} />
        <button class="primary" data-test="manual-submit" disabled={attempt.busy}>
          {attempt.busy ? "Добавляем…" : "Добавить"}
        </button>
      </form>
    </main>
  );
}

function faultOf(link: string, text: string, author: string, place: string): string {
  if (link && text) return "Оставьте что-то одно: ссылку или текст.";
  if (link) return isWebLink(link) ? "" : "Нужна ссылка, которая начинается с https://";
  if (!text) return "Вставьте ссылку или текст сообщения.";
  if (!author) return "Напишите, кто автор сообщения.";
  return place ? "" : "Напишите, где вы увидели сообщение.";
}
