// How much of its budget a page, an account or an application has used. Over 100 percent every call is refused until the time to regain has passed,
// and every refused call makes it longer.

import { GraphError } from './errors.mjs';

/**
 * @typedef {object} Budget
 * @property {string} id of the page, account or application
 * @property {'app'|'pages'|'instagram'|'messenger'} type
 *
 * @typedef {object} Use
 * @property {number[]} times unix seconds of the calls in the window
 * @property {number} extra percent that a test has added
 * @property {number|null} regain_at
 * @property {number} code the error when over
 */

const business_code = { pages: 80001, instagram: 80002, messenger: 80006 };
const hour = 3600;

export class Limits {
  /** @type {Map<string, Use>} */ #uses = new Map();
  /** @type {{method: string, calls: number, seconds: number, times: number[]}[]} */ #of_methods = [];

  /** @param {import('./accounts.mjs').Accounts} world */
  constructor(world) {
    this.world = world;
  }

  /** Counts a call; throws when there is nothing left. @param {Budget} budget @param {string} method */
  count(budget, method) {
    if (!this.world.settings.rate_limits) return;
    const now = this.world.clock.now();
    const use = this.#use(budget);
    if (use.regain_at !== null && use.regain_at <= now) Object.assign(use, { times: [], extra: 0, regain_at: null });
    if (this.percent(budget) >= 100) this.#refuse(use, now);
    this.#count_method(method, now);
    use.times.push(now);
  }

  #refuse(use, now) {
    const { throttle_minutes, throttle_prolonged_seconds } = this.world.settings;
    use.regain_at = use.regain_at === null ? now + throttle_minutes * 60 : use.regain_at + throttle_prolonged_seconds;
    throw new GraphError(use.code);
  }

  #count_method(method, now) {
    for (const rule of this.#of_methods.filter((one) => one.method === method)) {
      rule.times = rule.times.filter((time) => time <= now && now - time < rule.seconds);
      if (rule.times.length >= rule.calls) throw new GraphError(613);
      rule.times.push(now);
    }
  }

  /** @param {Budget} budget @returns {number} */
  percent(budget) {
    const { calls_per_user, app_users, calls_per_engaged, engaged_users } = this.world.settings;
    const [most, window] = budget.type === 'app' ? [calls_per_user * app_users, hour] : [calls_per_engaged * engaged_users, 24 * hour];
    const now = this.world.clock.now();
    const use = this.#use(budget);
    use.times = use.times.filter((time) => time <= now && now - time < window);
    return Math.floor((use.times.length * 100) / most) + use.extra;
  }

  /** The headers that tell how much is used; none before there was some traffic, unless set otherwise. @param {Budget} budget */
  headers(budget) {
    const { usage_headers } = this.world.settings;
    const percent = this.percent(budget);
    if (usage_headers === 'never' || (usage_headers === 'busy' && percent === 0)) return {};
    const { regain_at } = this.#use(budget);
    const used = { call_count: percent, total_cputime: Math.floor(percent / 3), total_time: Math.floor(percent / 2) };
    if (budget.type === 'app') return { 'x-app-usage': JSON.stringify(used) };
    const minutes = regain_at === null ? 0 : Math.max(1, Math.ceil((regain_at - this.world.clock.now()) / 60));
    return { 'x-business-use-case-usage': JSON.stringify({ [budget.id]: [{ type: budget.type, ...used, estimated_time_to_regain_access: minutes }] }) };
  }

  /** What a test orders: so many percent used, or so many calls of a method in so many seconds. */
  order({ id, type = 'pages', percent, code, method, calls, seconds = hour }) {
    if (method !== undefined) this.#of_methods.push({ method, calls, seconds, times: [] });
    else Object.assign(this.#use({ id, type }), { times: [], extra: percent ?? 0, regain_at: null, ...(code !== undefined && { code }) });
  }

  /** @returns {Use} */
  #use({ id, type }) {
    const key = `${type} ${id}`;
    if (!this.#uses.has(key)) this.#uses.set(key, { times: [], extra: 0, regain_at: null, code: business_code[type] ?? 4 });
    return this.#uses.get(key);
  }
}
