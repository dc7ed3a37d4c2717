// Who did what and when, the newest first.

import { useState } from "preact/hooks";
import type { HistoryEntry, Incident } from "../api";
import { stateTitle } from "../store/session";
import { count } from "../words";
import { LongText } from "./foreign_text";
import { When } from "./when";
import { Who } from "./who";

const SHOWN = 5;

export function History({ incident }: { incident: Incident }) {
  const [whole, setWhole] = useState(false);
  const entries = [...incident.history].reverse().sort((a, b) => b.at - a.at);
  if (entries.length === 0) return null;
  const rest = whole ? 0 : entries.length - SHOWN;
  return (
    <section class="card history" data-test="history">
      <h2>История</h2>
      <ol>
        {(rest > 0 ? entries.slice(0, SHOWN) : entries).map((e) => (
          <Entry entry={e} />
        ))}
      </ol>
      {rest > 0 && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          Показать ещё {count(rest, "запись", "записи", "записей")}
        </button>
      )}
    </section>
  );
}

function Entry({ entry: e }: { entry: HistoryEntry }) {
  return (
    <li data-test="history-entry" data-action={e.action}>
      <p>
        {e.title}
        {e.to && e.to !== e.from && <span class="quiet"> → {stateTitle(e.to)}</span>}
      </p>
      {e.detail && <LongText text={e.detail} shown={300} />}
      <p class="quiet small">
        <When at={e.at} />
        {", "}
        <Who entry={e} />
      </p>
    </li>
  );
}
