// The executor's own list, by what is to be done: first what came back, with the remarks at once.

import { useEffect } from "preact/hooks";
import type { Summary } from "../api";
import { list } from "../store/queue";
import { loadRemarks, remarksOf } from "../store/remarks";
import { groupOf, isReturned } from "../words";
import { Foreign } from "./foreign_text";
import { QueueItem } from "./queue_item";
import { ListTrouble } from "./queue";

const sections: { id: string; title: string; has(s: Summary): boolean }[] = [
  { id: "returned", title: "Вернули на доработку", has: isReturned },
  { id: "draft", title: "Нужно ответить", has: (s) => groupOf(s.state) === "executors" && s.returns === 0 },
  { id: "approval", title: "Ждут согласования", has: (s) => groupOf(s.state) === "approval" },
  { id: "rest", title: "Отвеченные и закрытые", has: () => true },
];

export function ExecutorQueue() {
  const incidents = list.value?.incidents;
  return (
    <aside class="queue" data-test="queue" aria-label="Мои сообщения">
      <ListTrouble />
      {incidents?.length === 0 && <p class="quiet pad">Сообщений для вас пока нет. Новые появятся здесь сами.</p>}
      {sections.map(({ id, title }) => {
        const mine = incidents?.filter((s) => sections.find((x) => x.has(s))!.id === id) ?? [];
        if (mine.length === 0) return null;
        return (
          <section key={id} data-test={`section-${id}`}>
            <h2 class="queue-title">
              {title} <span class="tab-count">{mine.length}</span>
            </h2>
            {mine.map((s) => (
              <QueueItem key={s.id} summary={s}>
                {id === "returned" && <Remarks summary={s} />}
              </QueueItem>
            ))}
          </section>
        );
      })}
    </aside>
  );
}

function Remarks({ summary: { id, version } }: { summary: Summary }) {
  useEffect(() => void loadRemarks(id, version), [id, version]);
  const remarks = remarksOf(id);
  if (!remarks) return null;
  return (
    <span class="queue-remarks" data-test="queue-remarks">
      <Foreign text={remarks} />
    </span>
  );
}
