// Faults a test has ordered: which calls they match, when they strike, and what they do to one call.
// The table is the list all networks have, a network may add its own; README.md explains each for the person who orders it.

import { ControlError } from './control_error.mjs';
import { page_faults } from './page_faults.mjs';

/**
 * @typedef {object} Fault
 * @property {number} id
 * @property {object} match
 * @property {string} do
 * @property {'before'|'after'} when
 * @property {number} times how often it strikes; 0 for ever
 * @property {number} seen matching calls so far
 * @property {number} hits
 *
 * What is to happen to one call.
 * @typedef {object} Plan
 * @property {Fault|null} before ends the call before the work
 * @property {Fault|null} after spoils the answer once the work is done
 * @property {number} delay_before milliseconds
 * @property {number} delay_after
 * @property {Fault[]} page faults that bend a page
 * @property {number[]} faults ids of all that struck
 */

/**
 * `inner`: also strikes calls inside execute. `only`: the one moment at which it makes sense.
 * `transport`: done by server.mjs to the whole answer. `goes_on`: later faults of the list may strike as well.
 * `spares`: calls that it lets through.
 */
const common_kinds = {
  error: { inner: true },
  delay: { goes_on: true },
  hang: { transport: true },
  cut: { transport: true },
  status: { transport: true },
  body: { transport: true },
  empty_body: { transport: true },
  half_body: { transport: true, only: 'after' },
  invalid_json: { transport: true, only: 'after' },
  invalid_utf8: { transport: true, only: 'after' },
  wrong_type: { transport: true, only: 'after' },
  big_body: { transport: true, only: 'after' },
  ...Object.fromEntries(page_faults.map((name) => [name, { inner: true, goes_on: true }])),
};

export const is_transport = (fault) => Boolean(fault && common_kinds[fault.do]?.transport);

export class Faults {
  /** @type {Fault[]} */ list = [];
  #last_id = 0;

  /** @param {Record<string, object>} [own] kinds of this network */
  constructor(own = {}) {
    this.kinds = { ...common_kinds, ...own };
  }

  /** @returns {Fault} */
  add(order) {
    const kind = this.kinds[order.do];
    if (!kind) throw new ControlError(400, `"do" is one of ${Object.keys(this.kinds).join(', ')}`);
    if (order.do === 'error' && !Number.isInteger(order.code)) throw new ControlError(400, 'an error needs a code');
    if (!['before', 'after', undefined].includes(order.when)) throw new ControlError(400, '"when" is before or after');
    check_match(order.match ?? {});
    const fault = {
      match: {}, times: 1, ...order, when: kind.only ?? order.when ?? 'before', id: ++this.#last_id, seen: 0, hits: 0,
    };
    this.list.push(fault);
    return fault;
  }

  /** @param {number} [id] all if not given @returns {number} how many went */
  remove(id) {
    const before = this.list.length;
    this.list = id === undefined ? [] : this.list.filter((fault) => fault.id !== id);
    return before - this.list.length;
  }

  /**
   * Counts a call against every fault and says what is to happen to it.
   * @param {{method?: string, kind?: string, token?: string, path: string, params: Record<string, string>, inner?: boolean}} call
   * @returns {Plan}
   */
  strike(call) {
    const plan = { before: null, after: null, delay_before: 0, delay_after: 0, page: [], faults: [] };
    let ended = false;
    for (const fault of this.list.filter((one) => matches(one, this.kinds[one.do], call))) {
      fault.seen++;
      if (ended || !due(fault)) continue;
      fault.hits++;
      plan.faults.push(fault.id);
      apply(fault, plan);
      ended = !this.kinds[fault.do].goes_on;
    }
    return plan;
  }
}

function apply(fault, plan) {
  if (fault.do === 'delay') plan[`delay_${fault.when}`] += fault.ms ?? 1000;
  else if (page_faults.includes(fault.do)) plan.page.push(fault);
  else plan[fault.when] = fault;
}

function due({ match, times, seen, hits }) {
  if (times > 0 && hits >= times) return false;
  if (match.nth !== undefined) return seen === match.nth;
  return seen >= (match.from_nth ?? 1);
}

const matchers = {
  method: (wanted, { method }) => [wanted].flat().some((name) => name === method || (name.endsWith('*') && method?.startsWith(name.slice(0, -1)))),
  kind: (wanted, { kind }) => wanted === kind,
  token: (wanted, { token }) => wanted === token,
  path: (wanted, { path }) => wanted === path,
  params: (wanted, { params }) => Object.entries(wanted).every(([name, value]) => params[name] === String(value)),
  nth: () => true,
  from_nth: () => true,
};

function check_match(match) {
  for (const name of Object.keys(match))
    if (!matchers[name]) throw new ControlError(400, `"match" knows ${Object.keys(matchers).join(', ')}, not ${name}`);
}

function matches(fault, kind, call) {
  if (call.inner && !kind.inner) return false;
  if (kind.spares?.(call)) return false;
  return Object.entries(fault.match).every(([name, wanted]) => matchers[name](wanted, call));
}
