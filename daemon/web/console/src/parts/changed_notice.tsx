// «Изменилось, посмотрите»: what others did to the incident while this person was at it.

import { useEffect, useRef } from "preact/hooks";
import type { HistoryEntry, Incident } from "../api";
import { news } from "../store/incident";
import { isTyping } from "../store/typed";
import { Foreign } from "./foreign_text";
import { Notice } from "./notice";
import { When } from "./when";
import { Who } from "./who";

export function ChangedNotice({ incident }: { incident: Incident }) {
  const box = useRef<HTMLDivElement>(null);
  const told = news.value;
  const refused = told?.refused ?? false;
  useEffect(() => {
    if (refused) box.current?.scrollIntoView({ block: "nearest" });
  }, [refused]);

  if (!told) return null;
  return (
    <div class="changed" ref={box}>
      <Notice kind="changed">
        <p>
          <strong>Изменилось, посмотрите.</strong>
          {refused && " Ваше действие не выполнено: пока вы решали, с инцидентом поработали другие."}
        </p>
        {told.entries.length > 0 && (
          <ul>
            {told.entries.map((e) => (
              <Entry entry={e} />
            ))}
          </ul>
        )}
        {isTyping(incident.id) && <p>Набранный вами текст сохранён.</p>}
        <button type="button" onClick={() => (news.value = null)}>
          Понятно
        </button>
      </Notice>
    </div>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { title, detail, at } = entry;
  return (
    <li>
      <Who entry={entry} />: «{title}»{detail && <> ({<Foreign text={detail} />})</>}, <When at={at} />
    </li>
  );
}
