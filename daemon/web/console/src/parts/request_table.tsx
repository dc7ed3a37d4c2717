// How often the network was asked today, and what came of it.

import type { RequestCount } from "../api";
import { count } from "../words";

export function RequestTable({ requests }: { requests: RequestCount[] }) {
  if (requests.length === 0) return null;
  const all = sum(requests);
  const failed = all - sum(requests.filter((r) => r.outcome === "ok"));
  return (
    <details data-test="requests">
      <summary>
        Сегодня {count(all, "запрос", "запроса", "запросов")} к сети
        {failed > 0 ? `, из них неудачных ${failed}` : ", все удачные"}
      </summary>
      <div class="table-box">
        <table class="narrow">
          <thead>
            <tr>
              <th>Запрос</th>
              <th>Чем кончился</th>
              <th class="number">Сколько</th>
            </tr>
          </thead>
          <tbody>
            {requests.map((r) => (
              <tr key={`${r.method} ${r.outcome}`} data-test="request-count">
                <td>{r.method}</td>
                <td>{r.title}</td>
                <td class="number">{r.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet small">Сутки считаются по Гринвичу.</p>
    </details>
  );
}

function sum(requests: RequestCount[]): number {
  return requests.reduce((n, r) => n + r.count, 0);
}
