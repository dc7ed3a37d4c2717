// One field of an action, shown as its kind asks.

import type { Field, Incident } from "../api";
import { ExecutorChoice } from "./executor_choice";
import { TextArea } from "./text_area";

/** What every control of a field carries. */
export interface ControlProps {
  id: string;
  name?: string;
  disabled: boolean;
  "data-test": string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string | undefined;
}

interface Props {
  field: Field;
  incident: Incident;
  value: string;
  beginning: string;
  fault: string;
  disabled: boolean;
  onChange(value: string): void;
}

export function FieldInput({ field, incident, value, beginning, fault, disabled, onChange }: Props) {
  const id = `field-${field.id}`;
  const common: ControlProps = {
    id,
    name: field.id,
    disabled,
    "data-test": id,
    "aria-invalid": fault !== "",
    "aria-describedby": fault ? `${id}-fault` : undefined,
  };
  return (
    <div class="field">
      <label class="label" for={id}>
        {field.title}
        {!field.required && beginning === "" && <span class="quiet"> (необязательно)</span>}
      </label>
      {field.kind === "executor" ? (
        <ExecutorChoice common={common} field={field} incident={incident} value={value} onChange={onChange} />
      ) : field.kind === "choice" ? (
        <select {...common} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
          <option value="">Выберите</option>
          {field.choices?.map((c) => (
            <option key={c.id} value={c.id}>
              {c.title}
            </option>
          ))}
        </select>
      ) : field.kind === "text" ? (
        <TextArea common={common} value={value} beginning={beginning} counted={field.id === "text"} onChange={onChange} />
      ) : (
        <input
          {...common}
          type={field.kind === "link" ? "url" : "text"}
          placeholder={field.kind === "link" ? "https://" : undefined}
          value={value}
          onInput={(e) => onChange(e.currentTarget.value)}
        />
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
