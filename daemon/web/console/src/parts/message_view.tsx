// What a resident wrote, and why it concerns us.

import type { Message } from "../api";
import { messageKinds, networks } from "../words";
import { Foreign, ForeignText, LongText } from "./foreign_text";
import { Moderate } from "./moderate";
import { OutsideLink, isWebLink } from "./outside_link";
import { Thread } from "./thread";
import { Maybe } from "./when";
import { Why } from "./why";

export function MessageView({ message: m, source }: { message: Message; source: string }) {
  const network = networks[m.network] ?? m.network;
  return (
    <>
      <section class="card message" data-test="message">
        <header class="message-head">
          <strong class="message-author">
            <OutsideLink href={m.author_link}>
              <Foreign text={m.author || "Без имени"} />
            </OutsideLink>
            {m.author_gone && <span class="quiet"> (страница удалена)</span>}
          </strong>
          <span class="quiet">
            <Maybe at={m.written} never="время неизвестно" />
          </span>
        </header>
        <div class="message-text">
          <ForeignText pieces={m.text} rules={m.match.rules} />
        </div>
        {m.edited !== null && (
          <div class="message-edited" data-test="message-edited">
            <h2>Автор изменил сообщение, теперь в нём</h2>
            <LongText text={m.edited} />
          </div>
        )}
        <Attachments of={m.attachments} />
        <footer class="message-foot quiet">
          <span>
            {network}, {messageKinds[m.kind] ?? m.kind}
            {source && (
              <>
                {" · "}
                <Foreign text={source} />
              </>
            )}
          </span>
          {isWebLink(m.link) && (
            <OutsideLink href={m.link} test="message-link">
              Открыть, где написано ↗
            </OutsideLink>
          )}
        </footer>
      </section>
      <Moderate message={m} />
      <Why match={m.match} />
      <Thread posts={m.thread} />
    </>
  );
}

/** Links to what hangs on the message, or words where there is no link. */
function Attachments({ of }: { of: string[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="message-attachments" data-test="message-attachments">
      {of.map((a) => (
        <li>
          <OutsideLink href={a}>
            <Foreign text={a} />
          </OutsideLink>
        </li>
      ))}
    </ul>
  );
}
