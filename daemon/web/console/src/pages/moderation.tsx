// «Модерация»: what was hidden, removed or restored under our own publications, by whose order and why (2.6).

import type { ModerationList } from "../api";
import { Foreign, LongText } from "../parts/foreign_text";
import { LoadTrouble } from "../parts/load_trouble";
import { OutsideLink } from "../parts/outside_link";
import { Settle } from "../parts/settle";
import { When } from "../parts/when";
import { useLoaded } from "../store/loaded";
import { me } from "../store/session";
import { deliveryStates, moderations } from "../words";

const AGAIN = 10_000;

export function ModerationPage() {
  const list = useLoaded<ModerationList>("moderation", AGAIN);
  return (
    <main class="pane wide-page" data-test="moderation">
      <h1>Модерация</h1>
      <LoadTrouble trouble={list.trouble} again={list.load} />
      {list.data?.moderation.length === 0 && (
        <p class="quiet">Ничего не скрывали и не удаляли. Модерировать можно на странице инцидента, под текстом сообщения.</p>
      )}
      {list.data?.moderation.map((m) => (
        <section key={m.id} class="card" data-test="moderation-item" data-state={m.delivery?.state ?? "none"}>
          <p class="chips">
            <strong>{moderations[m.doing] ?? m.doing}</strong>
            {m.delivery && (
              <span class={`label-state delivery-${m.delivery.state}`}>
                {m.delivery.state === "sent" ? "сделано" : (deliveryStates[m.delivery.state] ?? m.delivery.state)}
              </span>
            )}
            <span class="quiet">
              <When at={m.made} />, <Foreign text={m.by} />
            </span>
          </p>
          <p>
            Причина: <Foreign text={m.reason} />
          </p>
          {m.delivery?.reason && (
            <p class="warning">
              <Foreign text={m.delivery.reason} />
            </p>
          )}
          {m.delivery && m.delivery.steps.length > 0 && (
            <ol class="steps">
              {m.delivery.steps.map((s) => (
                <li>
                  <Foreign text={s} />
                </li>
              ))}
            </ol>
          )}
          <div class="quoted">
            <strong>
              <Foreign text={m.author} />
            </strong>
            <LongText text={m.text} shown={300} />
            <OutsideLink href={m.link}>Открыть в сети ↗</OutsideLink>
          </div>
          {me.value?.role === "coordinator" && m.delivery && (
            <Settle state={m.delivery.state} path={`moderation/${m.id}/settle`} body={{ version: m.version }} onDone={list.load} />
          )}
        </section>
      ))}
    </main>
  );
}
