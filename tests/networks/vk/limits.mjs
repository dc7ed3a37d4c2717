// How often a token may call: so many requests in any second (error 6), so many calls of a method in any 24 hours (error 29).

import { performance } from 'node:perf_hooks';
import { ApiError } from './errors.mjs';

export const requests_per_second = { service: 3, user: 3, community: 20 };
export const calls_per_day = { 'wall.get': 5000, 'wall.search': 1000, 'newsfeed.search': 1000 };

const day = 24 * 3600;

export class Limits {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, number[]>} times of the last second by token, in seconds */
    this.seconds = new Map();
    /** @type {Map<string, number[]>} times of the last day by token and method, in seconds */
    this.days = new Map();
  }

  /** Counts one request. @param {import('./objects.mjs').Token} token */
  count_request(token) {
    const { rate_limits, rate_clock } = this.world.settings;
    if (!rate_limits) return;
    const now = rate_clock === 'real' ? performance.now() / 1000 : this.world.clock.now();
    const times = recent(this.seconds, token.token, now, 1);
    if (times.length >= (token.per_second ?? requests_per_second[token.kind])) throw new ApiError(6);
    times.push(now);
  }

  /** Counts one call, inside execute or not. @param {import('./objects.mjs').Token} token @param {string} method */
  count_call(token, method) {
    const most = calls_per_day[method];
    if (most === undefined || !this.world.settings.day_limits) return;
    const now = this.world.clock.now();
    const times = recent(this.days, `${token.token} ${method}`, now, day);
    if (times.length >= most) throw new ApiError(29);
    times.push(now);
  }

  /** Pretends that so many calls were made just now. */
  set_used(token, method, used) {
    this.days.set(`${token} ${method}`, Array(used).fill(this.world.clock.now()));
  }
}

/** The times under `key` that are younger than `span`; a clock set back forgets the future. */
function recent(times_by_key, key, now, span) {
  const times = (times_by_key.get(key) ?? []).filter((time) => time <= now && now - time < span);
  times_by_key.set(key, times);
  return times;
}
