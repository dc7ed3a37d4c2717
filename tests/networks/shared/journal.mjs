// The bounded log of requests, and counters that outlive it.

/**
 * @typedef {object} Entry
 * @property {number} n
 * @property {string} time real time, ISO
 * @property {number} now simulated time
 * @property {string} http GET, POST
 * @property {string} path
 * @property {string|null} method
 * @property {string|null} kind of the token
 * @property {Record<string, string>} params never the token
 * @property {'header'|'body'|'url'|null} token_in
 * @property {boolean} token_in_url
 * @property {string|null} v
 * @property {boolean} inner a call inside execute
 * @property {number|null} parent the number of that execute
 * @property {string} outcome
 * @property {string|null} wrote
 * @property {number[]} faults
 * @property {number|null} ms
 */

const kept_entries = 2000;

export class Journal {
  /** @type {Entry[]} */ entries = [];
  total = 0;
  token_in_url = false;
  /** @type {Record<string, {calls: number, ok: number, errors: Record<string, number>}>} */ by_method = Object.create(null);

  /** @param {Partial<Entry>} entry @returns {Entry} */
  open(entry) {
    const opened = {
      n: ++this.total, time: new Date().toISOString(), now: null, http: null, path: null, method: null, kind: null, params: {}, v: null,
      token_in: null, token_in_url: false, inner: false, parent: null, outcome: 'in progress', wrote: null, faults: [], ms: null,
      ...entry,
    };
    this.token_in_url ||= opened.token_in_url;
    this.entries.push(opened);
    if (this.entries.length > kept_entries) this.entries.shift();
    return opened;
  }

  /** @param {Entry} entry @param {string} outcome */
  close(entry, outcome) {
    entry.outcome = outcome;
    entry.ms = Date.now() - Date.parse(entry.time);
    const name = entry.method ?? entry.path;
    const counters = (this.by_method[name] ??= { calls: 0, ok: 0, errors: {} });
    counters.calls++;
    if (outcome === 'ok') counters.ok++;
    else counters.errors[outcome.replace(/^error /, '')] = (counters.errors[outcome.replace(/^error /, '')] ?? 0) + 1;
  }

  /** @param {{method?: string, after?: number, limit?: number}} wish */
  read({ method, after = 0, limit = kept_entries }) {
    const items = this.entries.filter((entry) => entry.n > after && (!method || entry.method === method));
    return {
      total: this.total, kept: this.entries.length, token_in_url: this.token_in_url,
      by_method: this.by_method, items: items.slice(-limit),
    };
  }

  clear() {
    const removed = this.entries.length;
    Object.assign(this, { entries: [], total: 0, token_in_url: false, by_method: Object.create(null) });
    return removed;
  }
}
