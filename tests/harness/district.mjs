// A generated day in the life of a district, played into four simulated networks beside a daemon that reads and answers them.
// The clocks of the networks and of the daemon go together: by seconds while the daemon is at work, in one leap while it rests.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { live } from '../networks/district/day.mjs';
import { timeline_of, world_of } from '../networks/district/networks.mjs';
import { Player } from '../networks/district/player.mjs';
import { networks } from '../networks/district/sources.mjs';
import { with_facebook } from './facebook.mjs';
import { with_instagram } from './instagram.mjs';
import { with_ok } from './ok.mjs';
import { until } from './until.mjs';

const folder = mkdtempSync(join(tmpdir(), 'otklik-district-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export const names = Object.keys(networks);
const every = '90m';

/** A day that begins now. @param {{seed: number, day: string, sources: number, scale: number}} wishes of live() */
export function lived_today(wishes) {
  const lived = live({ ...wishes, start: Math.floor(Date.now() / 1000) });
  const worlds = {};
  for (const network of names) {
    worlds[network] = join(folder, `${network}.json`);
    writeFileSync(worlds[network], JSON.stringify(world_of(network, lived)));
  }
  return { ...lived, worlds, timeline: timeline_of(lived) };
}

/** Besides our own: all walls of VK and groups of OK, and of Facebook and Instagram what they show to a page, posts that tag it. */
const sources_of = ({ sources }) => [
  ...sources.filter(({ network, kind }) => kind !== 'official' && ['vk', 'ok'].includes(network)).map(({ network, number, name }) => ({
    id: `${network}-${number}`, account: network, title: name, local: true,
    ...(network === 'vk' ? { kind: 'wall', target: String(-56000 - number) } : { kind: 'group', target: String(70000005160000 + number) }),
  })),
  { id: 'facebook-tagged', account: 'facebook', kind: 'tagged', target: '', title: 'Отметки в Facebook', local: true },
  { id: 'instagram-tags', account: 'instagram', kind: 'tags', target: '', title: 'Отметки в Instagram', local: true },
];

/** A plan: the networks stand at midnight, and the daemon is not yet started. */
export const plan_of = (lived, how = {}) => ({
  idle: true, sources: ['own'], world: lived.worlds.vk, worlds: lived.worlds, ...how,
  prepare: async (world) => {
    for (const prepare of [with_ok, with_facebook, with_instagram]) await prepare(world);
    const { settings } = world;
    settings.source = [...settings.source.filter(({ kind }) => kind !== 'events'), ...sources_of(lived)].map((source) => ({ ...source, every }));
    for (const account of settings.account) Object.assign(account, { soonest: every, reads_per_hour: 36_000 });
    settings.intake.history_to_queue = false;
    settings.checks = { every: '48h' };  // none in the midst of a leap
    settings.publishing = { lease: '20m', timeout: '5m', settle: '60s' };  // a second of these clocks is some milliseconds
    world.config = world.configure(settings);
    world.day = new Day(world, lived);
    await world.day.prepare();
  },
});

/** What somebody wrote today, as the daemon would call it. @typedef {{id: string, network: string, at: number, texts: string[], gone: number, labels: object, item: object, above: Written|null}} Written */

export class Day {
  constructor(world, lived) {
    this.world = world;
    this.lived = lived;
    this.player = new Player(lived, Object.fromEntries(names.map((network) => [network, world[network].url])));
    this.player.on_sent = (row, answer) => this.#note(row, answer);
    /** @type {Map<string, Written>} by the daemon's id */ this.written = new Map();
    /** Each reading of all sources, in seconds. @type {{began: number, ended: number}[]} */ this.readings = [];
  }

  async prepare() {
    // The clocks move while requests are under way, so those of several seconds may arrive in one: the pace is held by tens of
    // seconds (VK) and by the minute (OK) here, by the second in accounts.test.mjs, where time is real.
    await this.world.vk.settings({ rate_clock: 'simulated' });
    await this.world.vk.control('POST /control/tokens', { token: 'service-demo', per_second: 30 });
    await this.world.ok.settings({ rate_clock: 'simulated', calls_per_second: 0, calls_per_minute: 75 });
    await this.player.until(this.lived.start);
  }

  /** The daemon is started and reads everything for the first time: that is history. */
  async begin() {
    await this.world.start_daemon();
    this.now = (await this.world.daemon.freeze()).now;
    await this.#all_read_since(0);
    this.opened = Math.ceil(this.now / 1000);
  }

  get is_over() {
    return this.player.done && this.readings.at(-1)?.began > this.player.timeline.at(-1).at;
  }

  /** Everybody rests until the sources are due, and then they are read. */
  async reading() {
    const due = Math.min(...(await this.#sources()).map(({ next_read }) => next_read));
    const leap = Math.max(due - this.now - 2000, 0);
    await this.player.until(Math.floor((this.now + leap) / 1000));
    const { now } = await this.world.daemon.wind(leap);
    this.now = now;
    await this.#all_read_since(now);
    this.readings.push({ began: Math.floor(now / 1000), ended: Math.ceil(this.now / 1000) });
  }

  /** Seconds pass until it is so. @param {string} what @param {() => Promise<boolean>} ask asked now and then */
  until(what, ask, seconds = 10) {
    return until(what, async () => {
      if (await ask()) return true;
      for (let n = 0; n < seconds; n++) await this.#second();
      return false;
    }, { within: 120_000, every: 0 });
  }

  /** Whether it stood while all was read, and what is above it as well. @param {Written} one */
  could_be_read({ at, above, gone }) {
    const until_then = Math.min(gone, ...ancestors({ above }).map((one) => one.gone));
    return at > this.opened && this.readings.some(({ began, ended }) => at < began && until_then > ended);
  }

  // ---- inside

  async #second() {
    this.now = (await this.world.daemon.wind(1000)).now;
    await this.player.until(Math.floor(this.now / 1000));
  }

  async #sources() {
    return (await (await this.world.person('coordinator')).ask('GET', '/api/accounts')).sources;
  }

  #all_read_since(moment) {
    return this.until('all sources are read', async () => (await this.#sources()).every(({ last_read }) => last_read > moment), 20);
  }

  #keys = new Map();
  #note({ network, request, body, at, labels }, answer) {
    if (request.startsWith('POST')) {
      const item = answer.comment ?? answer.post ?? answer.topic ?? answer.media;
      const one = { id: id_in_daemon(network, item), network, at, texts: [body.text], gone: Infinity, labels, item, above: this.#keys.get(body.under) ?? null };
      this.written.set(one.id, one);
      this.#keys.set(labels.key, one);
      return;
    }
    const one = this.#keys.get(labels.key);
    if (body) one.texts.push(body.text);
    else one.gone = at;
  }
}

/** @param {{above: Written|null}} one @returns {Written[]} */
const ancestors = ({ above }) => (above ? [above, ...ancestors(above)] : []);

function id_in_daemon(network, item) {
  if (network === 'vk') return `vk:${item.owner_id}_${item.id}`;
  if (network === 'ok' && item.topic_id) return `ok:${item.topic_id}_${item.id}`;
  if (network === 'facebook' && item.post_id) return `facebook:${item.number}`;
  return `${network}:${item.id}`;
}
