// The simulated time, in whole unix seconds: real time plus an offset, or a time that stands still.
// Everything with a date reads this clock; only the one-second rate window may use real time (see limits.mjs).

export class Clock {
  offset_seconds = 0;
  /** @type {number|null} the time at which the clock was stopped */
  stopped_at = null;

  now() {
    return this.stopped_at ?? Math.floor(Date.now() / 1000) + this.offset_seconds;
  }

  get frozen() {
    return this.stopped_at !== null;
  }

  /**
   * @param {{offset_seconds?: number, now?: number, advance_seconds?: number, frozen?: boolean}} change
   */
  set(change) {
    const real = Math.floor(Date.now() / 1000);
    let now = this.now();
    if (change.offset_seconds !== undefined) now = real + change.offset_seconds;
    if (change.now !== undefined) now = change.now;
    if (change.advance_seconds !== undefined) now += change.advance_seconds;
    this.offset_seconds = now - real;
    this.stopped_at = (change.frozen ?? this.frozen) ? now : null;
  }

  reset() {
    this.offset_seconds = 0;
    this.stopped_at = null;
  }

  shape() {
    return { now: this.now(), offset_seconds: this.offset_seconds, frozen: this.frozen };
  }
}

const seconds_in = { s: 1, m: 60, h: 3600, d: 86400 };

/**
 * "90s", "5m", "3h", "2d", or a bare number of seconds.
 * @param {string|number} age
 * @returns {number} seconds, or NaN
 */
export function seconds_of(age) {
  const found = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(String(age).trim());
  return found ? Math.round(Number(found[1]) * (seconds_in[found[2]] ?? 1)) : NaN;
}
