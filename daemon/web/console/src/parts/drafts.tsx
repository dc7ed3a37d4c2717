// The versions of the answer, the newest first, with what was remarked on each.

import type { Draft, Incident } from "../api";
import { latestDraft } from "../drafts";
import { Files } from "./files";
import { Foreign, LongText } from "./foreign_text";
import { When } from "./when";

export function Drafts({ incident }: { incident: Incident }) {
  if (incident.drafts.length === 0) return null;
  // While the newest one lies in the form, or is approved, it need not stand on the page twice.
  const inForm = incident.actions.some((a) => a.id === "approve" || a.id === "submit");
  const folded = inForm || incident.answer !== null;
  const latest = latestDraft(incident);
  return (
    <section class="card" data-test="drafts">
      <h2>{incident.drafts.length > 1 ? "Версии проекта ответа" : "Проект ответа"}</h2>
      {[...incident.drafts].reverse().map((d) => (
        <Version key={d.version} draft={d} open={d === latest && !folded} />
      ))}
    </section>
  );
}

function Version({ draft: d, open }: { draft: Draft; open: boolean }) {
  return (
    <details class="version" open={open} data-test="draft" data-version={d.version}>
      <summary>
        Версия {d.version}{" "}
        <span class="quiet">
          <Foreign text={d.by} />, <When at={d.at} />
          {d.returned && ", возвращена"}
        </span>
      </summary>
      <div data-test="draft-text">
        <LongText text={d.text} />
      </div>
      <Files of={d.files} />
      {d.returned && <Remarks returned={d.returned} />}
    </details>
  );
}

export function Remarks({ returned }: { returned: NonNullable<Draft["returned"]> }) {
  return (
    <div class="remarks" data-test="remarks">
      <LongText text={returned.remarks} />
      <p class="quiet small">
        <Foreign text={returned.by} />, <When at={returned.at} />
      </p>
    </div>
  );
}
