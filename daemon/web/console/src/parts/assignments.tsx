// To whom the incident was given.

import type { Incident } from "../api";
import { Foreign, LongText } from "./foreign_text";
import { When } from "./when";

export function Assignments({ incident: { assignments } }: { incident: Incident }) {
  if (assignments.length === 0) return null;
  return (
    <section class="card" data-test="assignments">
      <h2>Поручение</h2>
      {assignments.map((a) => (
        <div class="entry">
          <p>{a.title}</p>
          {a.note && <LongText text={a.note} shown={400} />}
          <p class="quiet small">
            <Foreign text={a.by} />, <When at={a.at} />
          </p>
        </div>
      ))}
    </section>
  );
}
