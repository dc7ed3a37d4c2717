// How often a token may call, if a test wants limits at all (OK publishes none): error 8 above so many calls in any second,
// error 11 above so many calls of one method in any minute.

import { performance } from 'node:perf_hooks';
import { ApiError } from './errors.mjs';

export class Limits {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, number[]>} */ this.times = new Map();
  }

  /** Counts one call. @param {string} caller token, or the key of an application @param {string} method */
  count(caller, method) {
    const { calls_per_second, calls_per_minute } = this.world.settings;
    this.#count(caller, 1, calls_per_second, 8);
    this.#count(`${caller} ${method}`, 60, calls_per_minute, 11);
  }

  /** How many calls of the method are left in this minute. */
  left(caller, method) {
    const { calls_per_minute } = this.world.settings;
    return calls_per_minute === 0 ? 1_000_000 : Math.max(0, calls_per_minute - this.#recent(`${caller} ${method}`, 60).length);
  }

  #count(name, span, most, code) {
    if (most === 0) return;
    const times = this.#recent(name, span);
    if (times.length >= most) throw new ApiError(code);
    times.push(this.#now());
  }

  #now() {
    return this.world.settings.rate_clock === 'real' ? performance.now() / 1000 : this.world.clock.now();
  }

  #recent(name, span) {
    const now = this.#now();
    const times = (this.times.get(name) ?? []).filter((time) => time <= now && now - time < span);
    this.times.set(name, times);
    return times;
  }
}
