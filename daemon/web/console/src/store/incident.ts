// The incident that is open, and what others did to it meanwhile.

import { signal } from "@preact/signals";
import { request, type ApiError, type HistoryEntry, type Incident } from "../api";
import { roles } from "../words";
import { expired, me } from "./session";
import { isTyping } from "./typed";

export const incident = signal<Incident | null>(null);
export const incidentTrouble = signal<ApiError | null>(null);

/** Others changed the open incident while this person was at it. */
export interface News {
  /** The person's own change was refused because of it. */
  refused: boolean;
  entries: HistoryEntry[];
}
export const news = signal<News | null>(null);

let wanted = 0;

export async function openIncident(id: number): Promise<void> {
  if (incident.value?.id !== id) closeIncident();
  wanted = id;
  try {
    const answer = await request<Incident>(`incidents/${id}`);
    meet(answer);
  } catch (e) {
    if (wanted === id && !expired(e)) incidentTrouble.value = e as ApiError;
  }
}

export function closeIncident(): void {
  wanted = 0;
  incident.value = null;
  incidentTrouble.value = null;
  news.value = null;
}

/** The incident as it came by itself: tell of it if the person may have been deciding on the older one. */
function meet(next: Incident): void {
  const couldAct = (incident.value?.actions.length ?? 0) > 0;
  const foreign = take(next).filter((e) => !mine(e));
  if (foreign.length === 0) return;
  if (isTyping(next.id) || (couldAct && foreign.some((e) => e.role in roles))) tell(foreign, false);
}

/** The incident as the answer to the person's own change. */
export function settle(next: Incident): void {
  if (wanted !== next.id) return;
  take(next);
  news.value = null;
}

/** The incident that came with a refusal: somebody was quicker. */
export function overtaken(next: Incident): void {
  if (wanted !== next.id) return;
  tell(take(next), true);
}

function tell(entries: HistoryEntry[], refused: boolean): void {
  news.value = { refused, entries: [...(news.value?.entries ?? []), ...entries] };
}

/** An entry names its person by login or by name. */
function mine(e: HistoryEntry): boolean {
  return e.who === me.value?.name || e.who === me.value?.login;
}

/** Shows the newest state, never an older one, nor one that is no longer open. Answers what is new in its history. */
function take(next: Incident): HistoryEntry[] {
  if (wanted !== next.id) return [];
  const before = incident.value;
  const same = before?.id === next.id;
  if (same && next.version < before.version) return [];
  incident.value = next;
  incidentTrouble.value = null;
  if (!same) return [];
  const known = new Set(before.history.map(nameOf));
  return next.history.filter((e) => !known.has(nameOf(e)));
}

function nameOf(e: HistoryEntry): string {
  return [e.at, e.who, e.action, e.to, e.detail].join("\n");
}
