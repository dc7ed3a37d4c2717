// The form of one action, drawn from its fields.

import { useState } from "preact/hooks";
import type { Action, Field, Incident } from "../api";
import { latestDraft } from "../drafts";
import { beginningOf, bodyOf, filesOf, isFiles, isText, textNameOf, textNamesOf, visibleFields } from "../fields";
import { attachedTo, forgetAttached, keepAttached } from "../store/attached";
import type { Attempt } from "../store/attempt";
import { useDecided } from "../store/decided";
import { openIncident, overtaken, settle } from "../store/incident";
import { loadList } from "../store/queue";
import { forgetText, keepText, typedText } from "../store/typed";
import { doneWords } from "../words";
import { AnswerWarning } from "./by_hand_warning";
import { FieldInput } from "./field_input";
import { FilesField } from "./files_field";
import { LongText } from "./foreign_text";
import { isWebLink } from "./outside_link";
import { tell } from "./toast";

const missingWords: Record<string, string> = {
  executor: "Выберите исполнителя.",
  choice: "Выберите из списка.",
  link: "Вставьте ссылку.",
};

interface Props {
  incident: Incident;
  action: Action;
  attempt: Attempt<Incident>;
  /** No button chooses this form: it carries the action's name itself. */
  alone: boolean;
  onDone(): void;
}

export function ActionForm({ incident, action, attempt, alone, onDone }: Props) {
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const decided = useDecided(incident.version);
  const all = visibleFields(action);
  const fields = all.filter((f) => !isFiles(f));
  const files = all.find(isFiles);

  // Remarks are written with the draft before one's eyes; an approved text stands on the page already.
  const rejected = action.id === "return" && !incident.answer ? latestDraft(incident) : null;

  const beginning = (f: Field) => beginningOf(incident, action, f);
  const valueOf = (f: Field) =>
    (isText(f) ? typedText(incident.id, textNameOf(incident, action, f)) : chosen[f.id]) ?? beginning(f);

  const filesName = files ? textNameOf(incident, action, files) : "";
  const attached = () => attachedTo(incident.id, filesName, files ? filesOf(files) : []);

  function change(f: Field, value: string) {
    decided.touch();
    if (isText(f)) keepText(incident.id, textNameOf(incident, action, f), value, beginning(f));
    else setChosen((before) => ({ ...before, [f.id]: value }));
    setFaults(({ [f.id]: _, ...rest }) => rest);
  }

  function submit(e: SubmitEvent) {
    e.preventDefault();
    const found = Object.fromEntries(fields.flatMap((f) => faultOf(f, valueOf(f), beginning(f))));
    if (files && attached().coming.length > 0) found[files.id] = "Файл ещё загружается: подождите немного.";
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) {
      (e.currentTarget as HTMLFormElement).querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const values = Object.fromEntries(fields.map((f) => [f.id, valueOf(f)]));
    const names = textNamesOf(incident, action);
    attempt.make({
      path: `incidents/${incident.id}/${action.id}`,
      body: { version: decided.version(), ...bodyOf(incident, action, values), ...(files && { [files.id]: attached().files }) },
      done(answer) {
        names.forEach((name) => forgetText(incident.id, name));
        forgetAttached(incident.id, filesName);
        settle(answer);
        onDone();
        void loadList();
        tell(doneWords[action.id] ?? "Готово.");
      },
      refused(error) {
        if (error.status === 409 && error.incident) {
          overtaken(error.incident);
          return true;
        }
        if (error.field && all.some((f) => f.id === error.field)) {
          setFaults({ [error.field]: error.message });
          return true;
        }
        // The page and the daemon disagree on what is possible: look again.
        if (!error.uncertain) void openIncident(incident.id);
        return false;
      },
    });
  }

  return (
    <form class="action" noValidate onSubmit={submit} data-test={`${alone ? "action" : "form"}-${action.id}`}>
      {rejected && (
        <div class="quoted">
          <LongText text={rejected.text} />
        </div>
      )}
      {fields.map((f) => (
        <FieldInput
          key={f.id}
          field={f}
          incident={incident}
          value={valueOf(f)}
          beginning={beginning(f)}
          fault={faults[f.id] ?? ""}
          disabled={attempt.busy}
          onChange={(value) => change(f, value)}
        />
      ))}
      {files && (
        <>
          <FilesField
            id={`field-${files.id}`}
            title={files.title}
            optional={!files.required}
            disabled={attempt.busy}
            fault={faults[files.id] ?? ""}
            read={attached}
            write={(of) => {
              decided.touch();
              keepAttached(incident.id, filesName, of);
              setFaults(({ [files.id]: _, ...rest }) => rest);
            }}
          />
          {attached().files.length > 0 && <AnswerWarning incident={incident} files={attached().files} />}
        </>
      )}
      <button class="primary" data-test={`submit-${action.id}`} disabled={attempt.busy}>
        {attempt.busy ? "Отправляем…" : action.title}
      </button>
    </form>
  );
}

function faultOf(field: Field, value: string, beginning: string): [string, string][] {
  const text = value.trim();
  // What was there from the beginning and is wiped out would be sent as it was: ask.
  const needed = field.required || beginning !== "";
  if (text === "") return needed ? [[field.id, missingWords[field.kind] ?? "Заполните это поле."]] : [];
  if (field.kind === "link" && !isWebLink(text)) return [[field.id, "Нужна ссылка, которая начинается с https://"]];
  return [];
}
