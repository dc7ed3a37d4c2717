// The drafts of an incident, as the forms need them.

import type { Draft, Incident } from "./api";

export function latestDraft({ drafts }: Incident): Draft | null {
  return drafts[drafts.length - 1] ?? null;
}

/** The latest draft, if it came back with remarks. */
export function returnedDraft(incident: Incident): Draft | null {
  const latest = latestDraft(incident);
  return latest?.returned ? latest : null;
}
