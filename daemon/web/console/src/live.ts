// Live updates: one stream of changes, and what is asked again when it speaks or comes back.

import { signal } from "@preact/signals";
import { incident, openIncident } from "./store/incident";
import { loadList } from "./store/queue";
import { me, recognise } from "./store/session";

export type LiveState = "connecting" | "live" | "lost";
export const liveState = signal<LiveState>("connecting");

const AGAIN_AFTER = 3_000;
const GATHER = 150;
const HIDDEN_PATIENCE = 60_000;

let stream: EventSource | null = null;
let again: ReturnType<typeof setTimeout> | undefined;
let gathering: ReturnType<typeof setTimeout> | undefined;
let hiding: ReturnType<typeof setInterval> | undefined;

interface Change {
  id: number;
  version: number;
}

export function startLive(): void {
  liveState.value = "connecting";
  listen();
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("online", listen);
}

export function stopLive(): void {
  silence();
  clearInterval(hiding);
  document.removeEventListener("visibilitychange", onVisibility);
  window.removeEventListener("online", listen);
}

function listen(): void {
  silence();
  stream = new EventSource("/api/changes");
  stream.addEventListener("hello", onHello);
  stream.addEventListener("incident", (e) => onChange(JSON.parse((e as MessageEvent<string>).data) as Change));
  stream.onerror = onError;
}

function silence(): void {
  stream?.close();
  stream = null;
  clearTimeout(again);
}

function onHello(): void {
  liveState.value = "live";
  void catchUp();
}

function onError(): void {
  liveState.value = "lost";
  // The browser reconnects by itself after a cut, but gives up after a refusal.
  if (stream?.readyState !== EventSource.CLOSED) return;
  silence();
  again = setTimeout(() => void comeBack(), AGAIN_AFTER);
}

async function comeBack(): Promise<void> {
  await recognise().catch(() => {});
  if (me.value) listen();
}

async function catchUp(): Promise<void> {
  await recognise().catch(() => {});
  if (!me.value) return;
  void loadList();
  if (incident.value) void openIncident(incident.value.id);
}

function onChange(change: Change): void {
  gatherList();
  const open = incident.value;
  if (open?.id === change.id && change.version > open.version) void openIncident(change.id);
}

/** A burst of changes asks for the list once. */
function gatherList(): void {
  gathering ??= setTimeout(() => {
    gathering = undefined;
    void loadList();
  }, GATHER);
}

/** A browser opens six connections to one server: a page nobody looks at gives its stream up and asks now and then. */
function onVisibility(): void {
  clearInterval(hiding);
  if (document.hidden) {
    hiding = setInterval(() => {
      silence();
      void loadList();
    }, HIDDEN_PATIENCE);
  } else if (stream === null) {
    listen();
  }
}
