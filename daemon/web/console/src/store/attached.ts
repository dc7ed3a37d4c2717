// The files that were put to an answer and not yet sent with it. They lie in the daemon already; only which of them go with
// what is kept here, for as long as the page is open.
//
// Named like the typed texts: see typed.ts.

import { signal } from "@preact/signals";
import { upload, type ApiError, type KeptFile } from "../api";
import { me } from "./session";

export interface Attached {
  files: KeptFile[];
  /** Names of those on their way to the daemon. */
  coming: string[];
  trouble: string;
}

const shelves = signal<Record<string, Attached>>({});

const shelfOf = (incident: number, name: string) => `${me.value?.login ?? ""}/${incident}/${name}`;

export function attachedTo(incident: number, name: string, beginning: KeptFile[]): Attached {
  return shelves.value[shelfOf(incident, name)] ?? { files: beginning, coming: [], trouble: "" };
}

export function keepAttached(incident: number, name: string, of: Attached): void {
  shelves.value = { ...shelves.value, [shelfOf(incident, name)]: of };
}

export function forgetAttached(incident: number, name: string): void {
  const { [shelfOf(incident, name)]: _, ...rest } = shelves.value;
  shelves.value = rest;
}

/** Brings them to the daemon one after another. `read` and `write` are of the place that keeps them. */
export async function attach(waiting: File[], read: () => Attached, write: (of: Attached) => void): Promise<void> {
  write({ ...read(), coming: [...read().coming, ...waiting.map((f) => f.name)], trouble: "" });
  for (const file of waiting) {
    const come = (more: Partial<Attached>) => write({ ...read(), ...more, coming: without(read().coming, file.name) });
    try {
      const kept = await upload(file);
      come({ files: [...read().files, kept] });
    } catch (e) {
      come({ trouble: `${file.name}: ${(e as ApiError).message}` });
    }
  }
}

function without(all: string[], one: string): string[] {
  const at = all.indexOf(one);
  return all.filter((_, i) => i !== at);
}
