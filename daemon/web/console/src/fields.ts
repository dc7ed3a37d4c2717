// The fields of an action: what they begin with, under which name their text is kept, what is sent.

import type { Action, Field, Incident, KeptFile } from "./api";
import { latestDraft, returnedDraft } from "./drafts";

/** The number of the draft is decided by what is on the page, not by a field on it. */
export function visibleFields(action: Action): Field[] {
  return action.fields.filter((f) => f.id !== "draft");
}

export function isText(field: Field): boolean {
  return field.kind === "text" || field.kind === "line" || field.kind === "link";
}

export function isFiles(field: Field): boolean {
  return field.kind === "files";
}

export function filesOf(field: Field): KeptFile[] {
  return Array.isArray(field.value) ? field.value : [];
}

export function beginningOf(incident: Incident, action: Action, field: Field): string {
  if (field.value !== undefined && field.value !== null) return String(field.value);
  switch (`${action.id}.${field.id}`) {
    case "approve.text":
      return latestDraft(incident)?.text ?? "";
    case "submit.text":
      return returnedDraft(incident)?.text ?? "";
    case "set_aside.ground":
      return incident.messages.find((m) => m.match.prohibited)?.match.prohibited?.ground ?? "";
    default:
      return "";
  }
}

export function textNameOf(incident: Incident, action: Action, field: Field): string {
  // An edit belongs to the draft it was made on.
  const version = action.id === "approve" ? `@${latestDraft(incident)?.version ?? 0}` : "";
  return `${action.id}${version}.${field.id}`;
}

export function textNamesOf(incident: Incident, action: Action): string[] {
  return visibleFields(action)
    .filter(isText)
    .map((f) => textNameOf(incident, action, f));
}

/** What is sent beyond version and key. */
export function bodyOf(incident: Incident, action: Action, values: Record<string, string>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(values)) if (value.trim() !== "") body[id] = value;
  if (action.id === "approve") {
    const draft = latestDraft(incident);
    if (draft) body.draft = draft.version;
    // The approver's text is sent only when it is the approver's own.
    if (body.text === draft?.text) delete body.text;
  }
  return body;
}
