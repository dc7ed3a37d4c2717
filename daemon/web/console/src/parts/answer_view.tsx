// The approved answer.

import type { Incident } from "../api";
import { Files } from "./files";
import { Foreign, LongText } from "./foreign_text";
import { When } from "./when";

export function AnswerView({ incident: { answer } }: { incident: Incident }) {
  if (!answer) return null;
  return (
    <section class="card" data-test="answer">
      <h2>Ответ</h2>
      <LongText text={answer.text} />
      <Files of={answer.files} />
      <p class="quiet small">
        Согласование: <Foreign text={answer.by} />, <When at={answer.at} />
        {answer.edited && ", с правкой проекта исполнителя"}
      </p>
    </section>
  );
}
