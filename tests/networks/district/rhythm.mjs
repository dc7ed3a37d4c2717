// When people write: the hours of a day in the administration's zone, Europe/Astrakhan, which is UTC+4 all the year.

export const zone_seconds = 4 * 3600;
export const day_seconds = 86400;

/** How much is written in each hour of local time; an ordinary day wakes up with the way to work, a holiday later. */
const hours = {
  ordinary: [7, 4, 3, 2, 3, 6, 14, 30, 38, 32, 30, 31, 40, 36, 30, 31, 34, 42, 52, 60, 62, 50, 28, 10],
  holiday: [14, 9, 5, 3, 2, 2, 4, 10, 22, 34, 42, 44, 42, 38, 34, 32, 34, 38, 46, 54, 56, 48, 32, 18],
};

/** @param {'snow'|'ordinary'|'holiday'} kind @returns {number[]} 24 weights */
export const hours_of = (kind) => hours[kind] ?? hours.ordinary;

/** The weight of a moment, which may lie on another day. @param {number} seconds since local midnight */
export const weight_at = (kind, seconds) => hours_of(kind)[Math.floor((((seconds % day_seconds) + day_seconds) % day_seconds) / 3600)];

/** A second of the day. @param {import('./random.mjs').Random} random @param {number} [from] an hour before which nothing is */
export function moment(random, kind, from = 0) {
  const weights = hours_of(kind).map((weight, hour) => (hour < from ? 0 : weight));
  return random.index(weights) * 3600 + random.between(0, 3599);
}

/** The first unix second of a local date. @param {string} date such as 2026-02-12 */
export function midnight(date) {
  const found = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(found)) throw new Error(`a date is like 2026-02-12, not ${date}`);
  return found / 1000 - zone_seconds;
}
