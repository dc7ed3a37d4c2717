// Texts that were typed and not yet sent. Kept on this computer, so that neither a closed page nor a change by
// somebody else can lose them; forgotten when sent.
//
// The name of a text is `login/incident/action.field`, with `@3` after the action when it edits draft 3.
// Only what differs from the text the form began with is kept.

import { signal } from "@preact/signals";
import { me } from "./session";

const SHELF = "otklik:";

const texts = signal<Record<string, string>>(readShelf());

function readShelf(): Record<string, string> {
  const found: Record<string, string> = {};
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const name = localStorage.key(i)!;
      if (name.startsWith(SHELF)) found[name.slice(SHELF.length)] = localStorage.getItem(name) ?? "";
    }
  } catch {
    // The browser forbids storage: texts live as long as the page.
  }
  return found;
}

function put(name: string, text: string | null): void {
  const { [name]: _, ...rest } = texts.value;
  texts.value = text === null ? rest : { ...rest, [name]: text };
  try {
    if (text === null) localStorage.removeItem(SHELF + name);
    else localStorage.setItem(SHELF + name, text);
  } catch {
    // Forbidden or full: the text is still in the page.
  }
}

function shelfOf(incident: number | "new"): string {
  return `${me.value?.login ?? ""}/${incident}/`;
}

export function typedText(incident: number | "new", name: string): string | undefined {
  return texts.value[shelfOf(incident) + name];
}

export function keepText(incident: number | "new", name: string, text: string, beginning: string): void {
  put(shelfOf(incident) + name, text === beginning ? null : text);
}

export function forgetText(incident: number | "new", name: string): void {
  put(shelfOf(incident) + name, null);
}

export function typedNames(incident: number | "new"): string[] {
  const shelf = shelfOf(incident);
  return Object.keys(texts.value)
    .filter((name) => name.startsWith(shelf))
    .map((name) => name.slice(shelf.length));
}

export function isTyping(incident: number | "new"): boolean {
  return typedNames(incident).length > 0;
}
