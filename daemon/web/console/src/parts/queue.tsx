// The list of one group.

import { LIMIT, group, groupCounts, list, listTrouble, loadList } from "../store/queue";
import { groups, otherGroup } from "../words";
import { QueueItem } from "./queue_item";
import { LoadTrouble } from "./load_trouble";

export function Queue() {
  const chosen = group.value ?? "new";
  const total = groupCounts.value.get(chosen) ?? 0;
  const incidents = list.value?.incidents;
  return (
    <aside class="queue" data-test="queue" aria-label="Очередь">
      <ListTrouble />
      {incidents === undefined && !listTrouble.value && <p class="quiet pad">Загружаем…</p>}
      {incidents?.length === 0 && total === 0 && (
        <p class="quiet pad">{(groups.find((g) => g.id === chosen) ?? otherGroup).empty}</p>
      )}
      {incidents?.map((s) => (
        <QueueItem key={s.id} summary={s} />
      ))}
      {incidents && incidents.length >= LIMIT && total > incidents.length && (
        <p class="quiet pad">
          Показаны последние {incidents.length} из {total}.
        </p>
      )}
    </aside>
  );
}

export function ListTrouble() {
  return <LoadTrouble trouble={listTrouble.value} again={() => void loadList()} />;
}
