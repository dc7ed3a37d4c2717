// The groups of states with their counts; those where the daemon needs a person are marked.

import { useEffect, useRef } from "preact/hooks";
import { place, queueHref } from "../route";
import { group, groupCounts, list } from "../store/queue";
import { me } from "../store/session";
import { groups, needsHand, otherGroup, type Group } from "../words";

export function GroupTabs() {
  const counts = groupCounts.value;
  const hands = Object.entries(list.value?.counts ?? {}).reduce((n, [state, m]) => n + (needsHand(state) ? m : 0), 0);
  const shown = counts.get("other") ? [...groups, otherGroup] : groups;
  return (
    <div class="tab-line">
      <nav class="tabs" aria-label="Группы инцидентов">
        {shown.map((g) => (
          <Tab key={g.id} id={g.id} title={g.title} count={counts.get(g.id) ?? 0} hands={g.id === "placing" ? hands : 0} />
        ))}
      </nav>
      {me.value?.role === "coordinator" && (
        <a class="button" href="#/new" data-test="manual-open" aria-current={place.value.page === "new" ? "page" : undefined}>
          <span aria-hidden="true">+</span> Добавить сообщение
        </a>
      )}
    </div>
  );
}

function Tab({ id, title, count, hands }: { id: Group; title: string; count: number; hands: number }) {
  const current = (group.value ?? "new") === id;
  const tab = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current) tab.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <a ref={tab} class="tab" href={queueHref(id)} aria-current={current ? "page" : undefined} data-test={`tab-${id}`}>
      {title}
      <span class={count > 0 && id === "new" ? "tab-count strong" : "tab-count"}>{count}</span>
      {hands > 0 && (
        <span class="tab-hands" title="Нужен человек: разместить вручную или решить, что делать дальше">
          {hands}!
        </span>
      )}
    </a>
  );
}
