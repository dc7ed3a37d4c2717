// The list of incidents at the left, and how many there are in each group.

import { computed, signal } from "@preact/signals";
import { request, type ApiError, type IncidentList } from "../api";
import { groupOf, groups, type Group } from "../words";
import { expired, knownStates, me } from "./session";

export const LIMIT = 200;

export const group = signal<Group | null>(null);
export const list = signal<IncidentList | null>(null);
export const listTrouble = signal<ApiError | null>(null);

export const groupCounts = computed(() => {
  const sums = new Map<Group, number>();
  for (const [state, n] of Object.entries(list.value?.counts ?? {})) {
    const g = groupOf(state);
    sums.set(g, (sums.get(g) ?? 0) + n);
  }
  return sums;
});

let asked = 0;

export async function loadList(): Promise<void> {
  const mine = ++asked;
  try {
    const answer = await request<IncidentList>(listPath());
    if (mine !== asked) return;
    list.value = answer;
    listTrouble.value = null;
  } catch (e) {
    if (mine === asked && !expired(e)) listTrouble.value = e as ApiError;
  }
}

function listPath(): string {
  const path = `incidents?limit=${LIMIT}`;
  // An executor's list is short and shown whole.
  if (me.value?.role === "executor") return path;
  const chosen = group.value ?? "new";
  const states = groups.find((g) => g.id === chosen)?.states ?? knownStates().filter((s) => groupOf(s) === "other");
  return `${path}&state=${states.join(",")}`;
}

export function chooseGroup(g: Group): void {
  if (group.value === g) return;
  group.value = g;
  if (list.value) list.value = { ...list.value, incidents: [] };
  void loadList();
}

export function forgetList(): void {
  asked++;
  group.value = null;
  list.value = null;
  listTrouble.value = null;
}
