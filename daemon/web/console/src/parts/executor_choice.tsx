// Who is to answer: the suggested ones by one click, with the words that spoke for them; any other from the list.

import type { Field, Incident } from "../api";
import { executors } from "../store/session";
import type { ControlProps } from "./field_input";
import { Words } from "./why";

interface Props {
  common: ControlProps;
  field: Field;
  incident: Incident;
  value: string;
  onChange(value: string): void;
}

export function ExecutorChoice({ common, field, incident, value, onChange }: Props) {
  // The one who has it already is no choice.
  const all = (field.choices ?? executors.value).filter((e) => e.id !== incident.executor);
  const suggestions = incident.suggestions.filter((s) => s.executor !== incident.executor);
  return (
    <>
      {suggestions.map((s) => (
        <button
          key={s.executor}
          type="button"
          class="suggestion"
          aria-pressed={s.executor === value}
          disabled={common.disabled}
          data-test="suggestion"
          data-id={s.executor}
          onClick={() => onChange(s.executor)}
        >
          <span class="suggestion-title">{s.title}</span>
          {s.words.length > 0 && (
            <span class="quiet small">
              <Words words={s.words} />
            </span>
          )}
        </button>
      ))}
      <select {...common} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        <option value="">{suggestions.length > 0 ? "Другой исполнитель" : "Выберите исполнителя"}</option>
        {all.map((e) => (
          <option key={e.id} value={e.id}>
            {e.title}
          </option>
        ))}
      </select>
    </>
  );
}
