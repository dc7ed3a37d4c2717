// «Публикации»: the content plan. A piece of news is written once, adapted for each network, planned, and followed until it
// stands in every network.

import { useState } from "preact/hooks";
import type { Materials, NewsList, PieceOfNews } from "../api";
import { Foreign } from "../parts/foreign_text";
import { LoadTrouble } from "../parts/load_trouble";
import { NewsForm } from "../parts/news_form";
import { NewsParts } from "../parts/news_parts";
import { Maybe } from "../parts/when";
import { useLoaded } from "../store/loaded";
import { me } from "../store/session";
import { newsStates } from "../words";

const AGAIN = 10_000;

export function NewsPage() {
  const list = useLoaded<NewsList>("news", AGAIN);
  const table = useLoaded<Materials>("materials");
  const [open, setOpen] = useState<PieceOfNews | "new" | null>(null);
  const mayWrite = me.value?.role === "coordinator";
  const close = () => {
    setOpen(null);
    list.load();
  };

  return (
    <main class="pane wide-page" data-test="news">
      <h1>Публикации</h1>
      <LoadTrouble trouble={list.trouble ?? table.trouble} again={list.load} />
      {mayWrite && open === null && (
        <p>
          <button type="button" class="primary" data-test="news-new" onClick={() => setOpen("new")}>
            Новая публикация
          </button>
        </p>
      )}
      {open !== null && table.data && <NewsForm of={open === "new" ? null : open} table={table.data} onDone={close} />}
      {list.data?.news.length === 0 && open === null && <p class="quiet">Публикаций пока нет.</p>}
      {table.data &&
        list.data?.news.map((n) => (
          <section key={n.id} class="card" data-test="news-item" data-id={n.id} data-state={n.state}>
            <h2>
              <Foreign text={n.title} /> <span class={`label-state news-${n.state}`}>{newsStates[n.state] ?? n.state}</span>
            </h2>
            <p class="quiet">
              {n.state === "planned" ? "Время размещения: " : "Изменено: "}
              {n.state === "planned" ? <Maybe at={n.at} never="сразу" /> : <Maybe at={n.changed} never="" />}, <Foreign text={n.by} />
            </p>
            <NewsParts of={n} table={table.data!} mayAct={mayWrite} onDone={list.load} />
            {mayWrite && n.state === "draft" && open === null && (
              <button type="button" data-test="news-edit" onClick={() => setOpen(n)}>
                Изменить
              </button>
            )}
          </section>
        ))}
      {table.data && <MaterialTable of={table.data} />}
    </main>
  );
}

/** What every network makes of every material (2.3, 2.4). */
function MaterialTable({ of }: { of: Materials }) {
  const words: Record<string, string> = { automatic: "сам", by_hand: "вручную", impossible: "нельзя" };
  return (
    <details class="card" data-test="material-table">
      <summary>Что умеет каждая сеть</summary>
      <p class="quiet">«Сам»: «Отклик» размещает без вас. «Вручную»: вы получите готовый текст, ссылку и шаги.</p>
      <div class="table-box">
        <table>
          <thead>
            <tr>
              <th>Материал</th>
              {of.accounts.map((a) => (
                <th key={a.id}>
                  <Foreign text={a.name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.materials.map((m) => (
              <tr key={m.id}>
                <td>{m.title}</td>
                {of.accounts.map((a) => {
                  const row = a.rows.find((r) => r.material === m.id);
                  return (
                    <td key={a.id} title={row?.why}>
                      {row ? (words[row.news] ?? row.news) : ""}
                      {row && row.news !== "automatic" && <div class="quiet small">{row.why}</div>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
