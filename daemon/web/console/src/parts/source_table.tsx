// The sources of one account: when each was read and what it brought.

import type { Source } from "../api";
import { sourceKinds } from "../words";
import { Foreign } from "./foreign_text";
import { NetworkTrouble } from "./network_trouble";
import { Maybe } from "./when";

export function SourceTable({ sources }: { sources: Source[] }) {
  return (
    <div class="table-box">
      <table class="stacking">
        <thead>
          <tr>
            <th>Источник</th>
            <th>Вид</th>
            <th>Прочитан</th>
            <th>Следующее чтение</th>
            <th class="number">Найдено</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((s) => (
            <tr key={s.id} data-test="source" data-id={s.id}>
              <td data-label="Источник">
                <Foreign text={s.title} />
                <NetworkTrouble of={s} />
              </td>
              <td data-label="Вид">{sourceKinds[s.kind] ?? s.kind}</td>
              <td data-label="Прочитан">
                <Maybe at={s.last_read} never="ещё нет" />
              </td>
              <td data-label="Следующее чтение">
                {s.pace === "polled" ? (
                  <Maybe at={s.next_read} never="не назначено" />
                ) : (
                  <span class="quiet">сразу, когда сеть сообщит</span>
                )}
              </td>
              <td data-label="Найдено" class="number">
                {s.found}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
