// How far a piece of news has come in each network, and what a person can do about it.

import { useState } from "preact/hooks";
import type { Materials, NewsPart, PieceOfNews } from "../api";
import { useAttempt } from "../store/attempt";
import { deliveryStates } from "../words";
import { AttemptTrouble } from "./attempt_trouble";
import { CopyButton } from "./copy_button";
import { Files } from "./files";
import { Foreign, LongText } from "./foreign_text";
import { OutsideLink } from "./outside_link";
import { Settle } from "./settle";

interface Props {
  of: PieceOfNews;
  table: Materials;
  mayAct: boolean;
  onDone(): void;
}

export function NewsParts({ of, table, mayAct, onDone }: Props) {
  const attempt = useAttempt<PieceOfNews>();
  const [sure, setSure] = useState(false);
  const waits = of.parts.some((p) => p.delivery && p.delivery.state !== "sent");
  return (
    <>
      {of.parts.map((p) => (
        <Part key={p.account} part={p} of={of} title={table.accounts.find((a) => a.id === p.account)?.name ?? p.account} mayAct={mayAct} onDone={onDone} />
      ))}
      <AttemptTrouble of={attempt} />
      {mayAct && of.state === "planned" && waits && (
        <button
          type="button"
          class="plain"
          disabled={attempt.busy}
          data-test="news-withdraw"
          onClick={() =>
            sure
              ? attempt.make({ path: `news/${of.id}/withdraw`, body: { version: of.version }, done: onDone })
              : setSure(true)
          }
        >
          {sure ? "Точно отозвать: больше нигде не размещать" : "Отозвать"}
        </button>
      )}
    </>
  );
}

function Part({ part: p, of, title, mayAct, onDone }: { part: NewsPart; of: PieceOfNews; title: string; mayAct: boolean; onDone(): void }) {
  const d = p.delivery;
  const hand = d?.state === "by_hand";
  return (
    <div class="entry" data-test="news-part" data-account={p.account} data-state={d?.state ?? "none"}>
      <p class="chips">
        <strong>
          <Foreign text={title} />
        </strong>
        {d && <span class={`label-state delivery-${d.state}`}>{deliveryStates[d.state] ?? d.state}</span>}
        {d?.link && (
          <OutsideLink href={d.link} test="news-link">
            Посмотреть в сети ↗
          </OutsideLink>
        )}
      </p>
      {d?.reason && (
        <p class="warning">
          <Foreign text={d.reason} />
        </p>
      )}
      {d && d.steps.length > 0 && (
        <ol class="steps">
          {d.steps.map((s) => (
            <li>
              <Foreign text={s} />
            </li>
          ))}
        </ol>
      )}
      <div class="quoted">
        <LongText text={p.text} shown={300} />
        {hand && <CopyButton text={p.text} />}
        {hand && <Files of={of.files} />}
      </div>
      {mayAct && d && of.state === "planned" && (
        <Settle state={d.state} path={`news/${of.id}/settle`} body={{ account: p.account, version: of.version }} onDone={onDone} />
      )}
    </div>
  );
}
