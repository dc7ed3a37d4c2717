// The remarks to the drafts that came back to an executor: a summary tells only that they did.

import { signal } from "@preact/signals";
import { request, type Incident } from "../api";
import { returnedDraft } from "../drafts";

const known = signal<Record<number, { version: number; remarks: string }>>({});

export function remarksOf(id: number): string {
  return known.value[id]?.remarks ?? "";
}

export async function loadRemarks(id: number, version: number): Promise<void> {
  if (known.value[id]?.version === version) return;
  try {
    const it = await request<Incident>(`incidents/${id}`);
    known.value = { ...known.value, [id]: { version: it.version, remarks: returnedDraft(it)?.returned?.remarks ?? "" } };
  } catch {
    // The remarks stand in the incident itself, too.
  }
}
