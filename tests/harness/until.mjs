// Waiting for a condition, never for a length of time.

import { setTimeout as pause } from 'node:timers/promises';

export class TooLate extends Error {}

/**
 * Asks until the answer is true; answers with it.
 * @template T
 * @param {string} what is waited for: the words of the failure
 * @param {() => T | Promise<T>} ask
 * @param {{within?: number, every?: number, last?: () => unknown}} [how] `last` says what was seen instead
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, { within = 30_000, every = 50, last } = {}) {
  const end = performance.now() + within;
  for (;;) {
    const got = await ask();
    if (got) return got;
    if (performance.now() > end) throw new TooLate(`not in ${within} ms: ${what}${last ? `; instead: ${await told(last)}` : ''}`);
    await pause(every);
  }
}

/** The same, where the asking itself may fail for a while; the last failure is told if it never succeeds. */
export function until_works(what, ask, how = {}) {
  let trouble = 'nothing';
  const try_it = async () => {
    try {
      return await ask();
    } catch (error) {
      trouble = error.message;
      return undefined;
    }
  };
  return until(what, try_it, { last: () => trouble, ...how });
}

/** Fails with these words if the work is not done in time. */
export async function in_time(what, ms, work) {
  const waited = new AbortController();
  const late = pause(ms, undefined, { signal: waited.signal }).then(() => { throw new TooLate(`not in ${ms} ms: ${what}`); });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    waited.abort();
  }
}

async function told(last) {
  try {
    return shown(await last());
  } catch (error) {
    return error.message;
  }
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));
