// What became of the answer on its way into the network.

import type { Delivery, Incident } from "../api";
import { CopyButton } from "./copy_button";
import { Files } from "./files";
import { Foreign, LongText } from "./foreign_text";
import { OutsideLink, isWebLink } from "./outside_link";
import { When } from "./when";

export function Deliveries({ incident }: { incident: Incident }) {
  if (incident.deliveries.length === 0) return null;
  return (
    <section class="card" data-test="deliveries">
      <h2>Размещение</h2>
      {incident.deliveries.map((d) => (
        <DeliveryView key={d.id} delivery={d} placed={incident.answer?.text ?? ""} />
      ))}
    </section>
  );
}

function DeliveryView({ delivery: d, placed }: { delivery: Delivery; placed: string }) {
  const byHand = d.state === "by_hand";
  return (
    <div class="entry" data-test="delivery" data-state={d.state}>
      <p class="chips">
        <span class={`label-state delivery-${d.state}`}>{d.title}</span>
        {d.attempt > 1 && <span class="quiet">попытка {d.attempt}</span>}
        <span class="quiet">
          <When at={d.at} />
        </span>
      </p>
      {d.reason && (
        <p class={byHand || d.state === "stopped" || d.state === "refused" ? "warning" : ""}>
          <Foreign text={d.reason} />
        </p>
      )}
      {d.steps.length > 0 && (
        <ol class="steps">
          {d.steps.map((step) => (
            <li>
              <Foreign text={step} />
            </li>
          ))}
        </ol>
      )}
      {d.link && isWebLink(d.link) && (
        <OutsideLink href={d.link} test="delivery-link">
          {d.state === "sent" ? "Посмотреть ответ в сети ↗" : "Открыть в сети ↗"}
        </OutsideLink>
      )}
      {(byHand || d.text !== placed) && d.text && (
        <div class="quoted">
          <LongText text={d.text} />
          {byHand && <CopyButton text={d.text} />}
          {byHand && <Files of={d.files} />}
        </div>
      )}
    </div>
  );
}
