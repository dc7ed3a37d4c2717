// Who is at the page, and the dictionaries everybody needs.

import { signal } from "@preact/signals";
import { ApiError, request, type Executor, type Me, type States } from "../api";
import { keepTime } from "../time";

/** undefined: not asked yet; null: nobody is logged in. */
export const me = signal<Me | null | undefined>(undefined);
export const executors = signal<Executor[]>([]);
const stateTitles = signal<Record<string, string>>({});

export async function recognise(): Promise<void> {
  try {
    await welcome(await request<Me>("me"));
  } catch (e) {
    if (!expired(e)) throw e;
  }
}

export async function welcome(person: Me): Promise<void> {
  keepTime(person.now, person.zone);
  const [people, states] = await Promise.all([
    request<{ executors: Executor[] }>("executors"),
    request<States>("states"),
  ]);
  executors.value = people.executors;
  stateTitles.value = Object.fromEntries(states.states.map((s) => [s.id, s.title]));
  me.value = person;
}

export async function logOut(): Promise<void> {
  await request("logout", {});
  me.value = null;
}

/** The session is over: back to the door. What was typed is kept. */
export function expired(e: unknown): boolean {
  if (!(e instanceof ApiError) || e.status !== 401) return false;
  me.value = null;
  return true;
}

export function stateTitle(state: string): string {
  return stateTitles.value[state] ?? state;
}

export function knownStates(): string[] {
  return Object.keys(stateTitles.value);
}

export function executorTitle(id: string): string {
  const known = executors.value.find((e) => e.id === id);
  return known?.short || known?.title || id;
}
