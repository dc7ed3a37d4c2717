// Bots Long Poll: a bounded log of events for each community, and the readers that wait for the next one.

import { createHash } from 'node:crypto';
import { community_told, event_object } from './events.mjs';

const longest_wait_seconds = 90;
const usual_wait_seconds = 25;

/**
 * @typedef {object} Channel
 * @property {number} keys how many keys were given out; the last one is good
 * @property {number} ts number of the last event
 * @property {{ts: number, update: object}[]} events
 * @property {number[]} failures answers ordered by a test
 * @property {Set<() => void>} waiting
 */

export class LongPoll {
  /** @param {import('./world.mjs').World} world @param {() => string} base address of the simulator */
  constructor(world, base) {
    this.world = world;
    this.base = base;
    /** @type {Map<number, Channel>} */ this.channels = new Map();
    world.on_event = (type, item, more) => this.#tell(type, item, more);
  }

  /** @returns {Channel} */
  channel(group_id) {
    let channel = this.channels.get(group_id);
    if (!channel) {
      channel = { keys: 0, ts: 1, events: [], failures: [], waiting: new Set() };
      this.channels.set(group_id, channel);
    }
    return channel;
  }

  /** What groups.getLongPollServer gives. */
  open(group_id) {
    const channel = this.channel(group_id);
    if (!channel.keys) channel.keys = 1;
    return { key: key_of(group_id, channel), ts: String(channel.ts) };
  }

  /**
   * One request of a reader; answers as soon as there is something.
   * @param {number} group_id
   * @param {URLSearchParams} query
   * @returns {{answer: Promise<object>, give_up: () => void}}
   */
  check(group_id, query) {
    const channel = this.channel(group_id);
    const at_once = this.#failure(group_id, channel, query) ?? this.#since(channel, query);
    if (at_once) return { answer: Promise.resolve(at_once), give_up: () => {} };
    const since = String(channel.ts);
    let wake;
    const answer = new Promise((resolve) => {
      const timer = setTimeout(() => wake(), wait_of(query) * 1000);
      wake = () => {
        clearTimeout(timer);
        channel.waiting.delete(wake);
        resolve(this.#ordered(channel) ?? this.#since(channel, new URLSearchParams({ ts: since })) ?? { ts: since, updates: [] });
      };
      channel.waiting.add(wake);
    });
    return { answer, give_up: wake };
  }

  /** A test orders failures: 1 history lost, 2 key expired, 3 everything lost, or any other number. */
  fail(group_id, code, times = 1) {
    const channel = this.channel(group_id);
    for (let n = 0; n < times; n++) channel.failures.push(code);
    this.#wake(channel);
  }

  /** Drops the kept events, so that a reader with an older ts gets failed 1. */
  forget(group_id) {
    this.channel(group_id).events = [];
  }

  /** @returns {string} the new ts */
  push(group_id, type, object) {
    const channel = this.channel(group_id);
    const ts = ++channel.ts;
    const event_id = createHash('sha1').update(`${group_id} ${ts}`).digest('hex');
    const v = this.world.communities.get(group_id)?.long_poll.api_version ?? '5.199';
    channel.events.push({ ts, update: { group_id, type, event_id, v, object } });
    channel.events.splice(0, Math.max(0, channel.events.length - this.world.settings.long_poll_kept));
    this.#wake(channel);
    return String(ts);
  }

  /** Lets every waiting reader go, before a reset. */
  release() {
    for (const channel of this.channels.values()) this.#wake(channel);
  }

  // ---- answers

  #failure(group_id, channel, query) {
    if (query.get('key') !== key_of(group_id, channel)) return { failed: 2 };
    return this.#ordered(channel);
  }

  /** The next failure ordered by a test; 2 and 3 also spoil the key. */
  #ordered(channel) {
    const code = channel.failures.shift();
    if (code === undefined) return null;
    if (code === 2 || code === 3) channel.keys++;
    return code === 1 ? { failed: 1, ts: channel.ts } : { failed: code };
  }

  /** Events after the ts of the reader; null if there are none yet. */
  #since(channel, query) {
    const ts = query.has('ts') ? Number(query.get('ts')) : channel.ts;
    const missed = channel.ts - ts;
    if (!(missed >= 0 && missed <= channel.events.length)) return { failed: 1, ts: channel.ts };
    if (missed === 0) return null;
    return { ts: String(channel.ts), updates: channel.events.slice(-missed).map(({ update }) => update) };
  }

  #wake(channel) {
    for (const wake of [...channel.waiting]) wake();
  }

  // ---- events of the world

  #tell(type, item, more) {
    const community = this.world.communities.get(community_told(item));
    if (!community?.long_poll.enabled || !community.long_poll.events[type]) return;
    const viewer = { world: this.world, modern: community.long_poll.api_version !== '5.131', base: this.base() };
    this.push(community.id, type, event_object(type, item, viewer, more));
  }
}

const key_of = (group_id, channel) => `key-${group_id}-${channel.keys}`;

function wait_of(query) {
  const asked = Number(query.get('wait') ?? usual_wait_seconds);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longest_wait_seconds) : usual_wait_seconds;
}
