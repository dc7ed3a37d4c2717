// A day of the district: who writes what, where and when, what was there before midnight, and what is edited or deleted.
// It knows nothing of how a network says it; that is networks.mjs.

import { Incidents } from './complaints.mjs';
import { corrected } from './hands.mjs';
import { make_people } from './people.mjs';
import { Random } from './random.mjs';
import { day_seconds, midnight, moment, weight_at } from './rhythm.mjs';
import { chooser, make_sources, networks } from './sources.mjs';
import { words } from './texts.mjs';
import { Writer } from './writing.mjs';

const chatter = words('chatter');

export const days = { snow: '2026-02-12', ordinary: '2026-10-14', holiday: '2026-05-09' };

/** Posts of a day and of the days before, at scale 1: some three thousand items on an ordinary day. */
const posts_a_day = 700;
const posts_before = 500;
const snow_begins = 12;

/** Comments stay there as they were written. */
const never_edited = new Set(['instagram']);

/** How many comments a post gets, on average. */
const comments_of = { complaint: 5, official: 9, news: 3.5, cats: 3, births: 4, greetings: 2, ads: 0.8, talk: 4, foreign: 2.5, thanks: 2, troll: 2 };

/**
 * @typedef {object} Item
 * @property {string} key @property {string} network @property {object} source @property {object|null} person null: the source itself
 * @property {Item|null} post under which it stands @property {Item|null} reply_to @property {number} at unix seconds
 * @property {import('./writing.mjs').Written} written
 * @property {{at: number, text: string}|null} edit @property {number|null} deleted_at @property {Item|null} repost_of
 * @property {string|null} duplicate_of @property {number} ordinal the how manieth of its source, from 1
 *
 * @param {{seed: string|number, day?: string, date?: string, start?: number, sources?: number, scale?: number}} wishes `start` is its midnight, if
 * it is not to be that of the date
 * @returns {{day: string, start: number, sources: object[], people: object, items: Item[]}} items in the order of time, those before midnight first
 */
export function live({ seed, day = 'ordinary', date, start, sources: count = 300, scale = 1 }) {
  if (!days[day]) throw new Error(`a day is one of ${Object.keys(days).join(', ')}, not ${day}`);
  return new District({ seed, day, start: start ?? midnight(date ?? days[day]), count, scale }).lived();
}

class District {
  constructor({ seed, day, start, count, scale }) {
    const random = new Random(seed);
    Object.assign(this, { day, start, scale, random: random.fork('day') });
    this.sources = make_sources(random.fork('sources'), count);
    this.people = Object.fromEntries(Object.keys(networks).map((network) => [
      network, make_people(random.fork(`people ${network}`), Math.round(12 + networks[network] * 18 * scale)),
    ]));
    this.writer = new Writer({ random: random.fork('texts'), incidents: new Incidents(random.fork('incidents')), day });
    this.choose = chooser(this.sources);
    /** @type {Item[]} */ this.items = [];
    this.numbers = 0;
  }

  lived() {
    this.before();
    this.today();
    this.items.sort((a, b) => a.at - b.at || a.number - b.number);
    this.count_in_sources();
    this.find_duplicates();
    return { day: this.day, start: this.start, sources: this.sources, people: this.people, items: this.items };
  }

  // ---- posts

  /** Every source has at least one post from before; the quieter it is, the older. */
  before() {
    for (const source of this.sources) {
      const age = source.rank === null ? 2 : 1 + Math.min(60, source.rank / 4) * this.random.next();
      this.post(source, this.start - Math.round(age * day_seconds) + moment(this.random, 'ordinary') - day_seconds, this.start);
    }
    for (let n = 0; n < posts_before * this.scale; n++)
      this.post(this.choose(this.random), this.start - this.random.between(1, 4) * day_seconds + moment(this.random, 'ordinary'), this.start);
  }

  today() {
    const end = this.start + day_seconds;
    const official = this.sources.filter(({ kind }) => kind === 'official');
    for (const source of official)
      for (let n = 0; n < 3; n++) this.post(source, this.start + this.random.between(8 * 3600, 18 * 3600), end);
    for (let n = 0; n < posts_a_day * this.scale; n++) this.post(this.choose(this.random), this.start + moment(this.random, this.day), end);
    if (this.day === 'snow')
      for (let n = 0; n < posts_a_day * 0.35 * this.scale; n++) this.snow_post(end);
  }

  snow_post(end) {
    const talking = this.sources.filter(({ kind }) => ['chat', 'village', 'news'].includes(kind));
    const source = talking[Math.floor(this.random.next() ** 2.5 * talking.length)];
    if (source) this.post(source, this.start + moment(this.random, 'snow', snow_begins), end, 'complaint');
  }

  post(source, at, end, kind) {
    const person = source.kind === 'official' ? null : this.somebody(source.network);
    const written = this.writer.post({ source, person, snow: this.snow_at(at), kind });
    const by_source = source.kind === 'official' || ['news', 'ads'].includes(written.kind) && this.random.chance(0.5) || ['shop', 'school'].includes(source.kind);
    const item = this.add({ source, person: by_source && !written.concerns && !written.prohibited ? null : person, post: null, reply_to: null, at, written });
    item.repost_of = this.reposted(item);
    if (item.repost_of) item.written = item.repost_of.written;
    this.thread(item, end);
    this.change(item, end);
  }

  // ---- comments

  /** A thread: most come soon, few at night; every third answers somebody. */
  thread(post, end) {
    const wanted = Math.round(this.random.waiting(comments_of[post.written.kind] ?? 2));
    const thread = [];
    let at = post.at;
    for (let n = 0; n < wanted && n < 60; n++) {
      at += 20 + Math.round(this.random.waiting(1500));
      while (weight_at(this.day, at - this.start) < this.random.next() * 20) at += Math.round(this.random.waiting(3600));
      if (at >= end) break;
      thread.push(this.comment(post, thread, at));
    }
    if (post.source.kind === 'official') this.answer(thread, end);
    for (const comment of thread.reverse()) this.change(comment, end);
  }

  comment(post, thread, at) {
    const person = this.somebody(post.network);
    const written = this.writer.comment({ source: post.source, person, snow: this.snow_at(at), post: post.written });
    const reply_to = thread.length && this.random.chance(0.34) ? this.random.pick(thread) : null;
    return this.add({ source: post.source, person, post, reply_to, at, written });
  }

  /** Before midnight the administration has answered some of what stands under its own posts. */
  answer(thread, end) {
    if (end !== this.start) return;
    for (const comment of [...thread]) {
      const at = comment.at + this.random.between(1800, 14400);
      if (!comment.written.concerns || comment.written.prohibited || at >= end || !this.random.chance(0.5)) continue;
      const clean = `${comment.person.first_name}, здравствуйте! ${this.random.pick(chatter.answers)}`;
      const written = this.writer.labelled('answer', { clean, text: clean });
      thread.push(this.add({ source: comment.source, person: null, post: comment.post, reply_to: comment, at, written }));
    }
  }

  // ---- what happens to an item afterwards

  /** Edited soon after it was written, or deleted: by its author, or by a moderator who does not want trolls. */
  change(item, end) {
    const { clean, text, prohibited, kind } = item.written;
    const edited = item.at + this.random.between(30, 1500);
    const touchable = item.person && end > this.start;
    const editable = !(item.post && never_edited.has(item.network));
    if (touchable && editable && text && !prohibited && !item.repost_of && edited < end && this.random.chance(0.035)) item.edit = { at: edited, text: corrected(clean, text, this.random) };
    const last = Math.max(item.at, item.edit?.at ?? 0, ...this.below(item).flatMap((other) => [other.at, other.edit?.at ?? 0]));
    const deleted = last + this.random.between(60, 5400);
    if (touchable && deleted < end && this.random.chance(prohibited || kind === 'troll' ? 0.4 : 0.022)) item.deleted_at = deleted;
  }

  /** What stands under it, edits of it included: nobody answers what is gone. */
  below(item) {
    return this.items.slice(item.place + 1).filter((other) => other.post === item || other.reply_to === item);
  }

  /** A post is now and then one from before midnight, passed on from another source. */
  reposted(item) {
    if (item.at < this.start || item.written.concerns || item.written.prohibited || !this.random.chance(0.05)) return null;
    const good = (older) => !older.post && older.at < this.start && older.network === item.network && older.source !== item.source && older.written.text;
    for (let tries = 0; tries < 20; tries++) {
      const older = this.random.pick(this.items);
      if (good(older)) return older;
    }
    return null;
  }

  // ---- inside

  add(fields) {
    const number = this.numbers++;
    const { network } = fields.source;
    const item = {
      key: `${network}-${number + 1}`, number, place: this.items.length, network, repost_of: null, edit: null, deleted_at: null, ...fields,
    };
    this.items.push(item);
    return item;
  }

  /** Some write often, most hardly ever. */
  somebody(network) {
    const people = this.people[network];
    return people[Math.floor(this.random.next() ** 1.8 * people.length)];
  }

  /** The share of complaints that are about snow at this moment. */
  snow_at(at) {
    return this.day === 'snow' && at >= this.start + snow_begins * 3600 ? 0.8 : 0;
  }

  count_in_sources() {
    const last = new Map();
    for (const item of this.items) last.set(item.source, (item.ordinal = (last.get(item.source) ?? 0) + 1));
  }

  /** The first who complained of a trouble, and those after him. */
  find_duplicates() {
    for (const item of this.items) {
      const { incident } = item.written;
      item.duplicate_of = item.repost_of?.key ?? incident?.first ?? null;
      if (incident) incident.first ??= item.key;
    }
  }
}
