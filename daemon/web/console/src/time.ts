// Times as people say them, in the administration's zone and by the server's clock.

import { computed, signal } from "@preact/signals";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const zone = signal("UTC");
const clock = signal(Date.now());
const ahead = signal(0);
setInterval(() => (clock.value = Date.now()), MINUTE / 2);

/** The server says what time it is and in which zone its people live. */
export function keepTime(now: number, timeZone: string): void {
  clock.value = Date.now();
  ahead.value = now - clock.value;
  zone.value = timeZone;
}

export const serverNow = computed(() => clock.value + ahead.value);

const formats = computed(() => {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("ru-RU", { timeZone: zone.value, ...options });
  return {
    date: make({ year: "numeric", month: "2-digit", day: "2-digit" }),
    time: make({ hour: "numeric", minute: "2-digit" }),
    day: make({ day: "numeric", month: "long" }),
    dayAndYear: make({ day: "numeric", month: "long", year: "numeric" }),
    full: make({ dateStyle: "full", timeStyle: "long" }),
  };
});

/** «сегодня, 14:05», «вчера, 9:10», «23 ноября, 18:00», «3 мая 2024 г., 8:00» */
export function spoken(at: number): string {
  return `${spokenDay(at)}, ${formats.value.time.format(at)}`;
}

function spokenDay(at: number): string {
  const { date, day, dayAndYear } = formats.value;
  const now = serverNow.value;
  const that = date.format(at);
  if (that === date.format(now)) return "сегодня";
  if (that === date.format(now - DAY)) return "вчера";
  if (that === date.format(now + DAY)) return "завтра";
  const sameYear = that.slice(-4) === date.format(now).slice(-4);
  return (sameYear ? day : dayAndYear).format(at);
}

/** A moment as <input type="datetime-local"> has it, in the administration's zone: «2026-11-24T14:05». */
export function zonedInput(at: number): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone.value,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
  return parts.replace(" ", "T");
}

/** The moment that such a text means in the administration's zone. */
export function zonedMoment(input: string): number {
  const asUtc = Date.parse(`${input}Z`);
  // The zone's offset is that of the moment itself: found in two steps, for days on which clocks change.
  let at = asUtc;
  for (let i = 0; i < 2; i++) at = asUtc - (Date.parse(`${zonedInput(at)}Z`) - at);
  return at;
}

export function fullTime(at: number): string {
  return formats.value.full.format(at);
}
