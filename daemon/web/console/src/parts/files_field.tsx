// Files to go with a text: added, looked at, taken away.

import type { ComponentChildren } from "preact";
import type { KeptFile } from "../api";
import { attach, type Attached } from "../store/attached";
import { FileView } from "./files";
import { Foreign } from "./foreign_text";

interface Props {
  id: string;
  title: string;
  optional?: boolean;
  disabled: boolean;
  fault?: string;
  read(): Attached;
  write(of: Attached): void;
  /** What else can be said about a file, beside it. */
  beside?(file: KeptFile): ComponentChildren;
}

export function FilesField({ id, title, optional = false, disabled, fault = "", read, write, beside }: Props) {
  const { files, coming, trouble } = read();
  const said = fault || trouble;
  return (
    <div class="field">
      <span class="label" id={`${id}-title`}>
        {title}
        {optional && <span class="quiet"> (необязательно)</span>}
      </span>
      {files.map((f) => (
        <p key={f.id} class="chips" data-test="file">
          <FileView file={f} />
          {beside?.(f)}
          <button
            type="button"
            class="plain"
            disabled={disabled}
            data-test="file-remove"
            onClick={() => write({ ...read(), files: read().files.filter((x) => x.id !== f.id), trouble: "" })}
          >
            Убрать
          </button>
        </p>
      ))}
      {coming.map((name) => (
        <p class="quiet small" role="status">
          Загружаем <Foreign text={name} />…
        </p>
      ))}
      <label class="button choose-file">
        Добавить файл
        <input
          id={id}
          name={id}
          type="file"
          multiple
          disabled={disabled}
          data-test={id}
          aria-labelledby={`${id}-title`}
          aria-invalid={said !== ""}
          aria-describedby={said ? `${id}-fault` : undefined}
          onChange={(e) => {
            void attach([...(e.currentTarget.files ?? [])], read, write);
            // The same file can be chosen again after it was taken away.
            e.currentTarget.value = "";
          }}
        />
      </label>
      {said && (
        <p class="fault" id={`${id}-fault`} role="alert">
          {said}
        </p>
      )}
    </div>
  );
}
