// A text that grows with what is written, counted where its length matters.

import { useLayoutEffect, useRef } from "preact/hooks";
import { count } from "../words";
import type { ControlProps } from "./field_input";

interface Props {
  common: ControlProps;
  value: string;
  beginning?: string;
  counted?: boolean;
  /** Typed texts of this place are kept on this computer until they are sent. */
  kept?: boolean;
  onChange(value: string): void;
}

export function TextArea({ common, value, beginning = "", counted = false, kept = true, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { style } = area.current!;
    style.height = "auto";
    style.height = `${area.current!.scrollHeight + 2}px`;
  }, [value]);

  const changed = kept && value !== beginning;
  return (
    <>
      <textarea
        {...common}
        ref={area}
        class={counted ? "big" : ""}
        dir="auto"
        value={value}
        onInput={(e) => onChange(e.currentTarget.value)}
      />
      {(counted || changed) && (
        <p class="under quiet small">
          {counted && <span data-test="count">{count([...value].length, "знак", "знака", "знаков")}</span>}
          {changed && <span>{beginning ? "Изменено, ещё не отправлено." : "Ещё не отправлено, хранится на этом компьютере."}</span>}
          {changed && beginning && (
            <button type="button" class="plain" onClick={() => onChange(beginning)}>
              Вернуть как было
            </button>
          )}
        </p>
      )}
    </>
  );
}
