// Plays a day: sends its timeline to running simulators and moves their clocks, as fast as one likes, and may stop at any moment.
// Command: node player.mjs --day FOLDER [--vk URL] [--ok URL] [--facebook URL] [--instagram URL] [--speed 1440] [--until 14:30]

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { day_seconds } from './rhythm.mjs';

const lists = { vk: ['posts', 'comments'], ok: ['topics', 'comments'], facebook: ['posts', 'comments'], instagram: ['media', 'comments'] };

/** How an item is named in the address of a control request. */
const name_of = (network, item) => (network === 'vk' ? `${item.owner_id}_${item.id}` : item.id);

/** @param {string} folder that main.mjs wrote @returns {{start: number, timeline: object[]}} */
export function read_day(folder) {
  const timeline = readFileSync(join(folder, 'day.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  return { start: JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8')).start, timeline };
}

export class Player {
  /**
   * @param {object} day as read_day gives it
   * @param {Record<string, string>} urls of the simulators; what is for a network without one is left out
   */
  constructor({ start, timeline }, urls) {
    Object.assign(this, { start, urls, now: start, position: 0 });
    this.timeline = timeline.filter(({ network }) => urls[network]);
    /** @type {Map<string, string>} key → name in an address */ this.names = new Map();
    /** Called with each row and the answer to it. @type {(row: object, answer: object) => void} */ this.on_sent = () => {};
  }

  get done() {
    return this.position === this.timeline.length;
  }

  /** The next so many rows. Each is sent at its own moment of the simulated clock. */
  async step(count = 1) {
    for (let n = 0; n < count && !this.done; n++) {
      const row = this.timeline[this.position];
      await this.#set_clock(row.network, row.at);
      const answer = await this.#send(row);
      this.now = Math.max(this.now, row.at);
      this.position++;
      this.on_sent(row, answer);
    }
  }

  /** All up to a moment, and then all clocks stand at it. @param {number} at unix seconds */
  async until(at) {
    while (!this.done && this.timeline[this.position].at <= at) await this.step();
    this.now = Math.max(this.now, at);
    await Promise.all(Object.keys(this.urls).map((network) => this.#set_clock(network, this.now)));
  }

  /** The whole day, to the midnight after it. */
  async rest() {
    await this.until(this.start + day_seconds);
  }

  /**
   * With the clock running `speed` times as fast as the real one, from where it stands, until `end`.
   * @param {{speed: number, end?: number, pace?: number, real?: () => number, wait?: (ms: number) => Promise<void>, signal?: AbortSignal}} how
   * `pace` is how often the clocks are moved, in real milliseconds
   */
  async play({ speed, end = this.start + day_seconds, pace = 100, real = Date.now, wait = waiting, signal }) {
    const began = { real: real(), simulated: this.now };
    while (this.now < end && !signal?.aborted) {
      await this.until(Math.min(end, began.simulated + Math.floor(((real() - began.real) / 1000) * speed)));
      if (this.now < end) await wait(pace);
    }
  }

  // ---- inside

  async #send({ network, request, body, labels }) {
    const [method, path] = request.split(' ');
    const address = path.includes('{') ? path.replace(/\{(.+)\}/, encodeURIComponent(await this.#name(network, labels.key))) : path;
    const answer = await this.#request(network, method, address, body);
    if (method === 'POST') this.names.set(labels.key, name_of(network, answer));
    return answer;
  }

  /** What this player has not written itself is looked up in the simulator. */
  async #name(network, key) {
    if (!this.names.has(key)) for (const list of lists[network]) for (const item of (await this.#request(network, 'GET', `/control/${list}`)).items)
      if (item.key) this.names.set(item.key, name_of(network, item));
    if (!this.names.has(key)) throw new Error(`${network} has nothing with the key ${key}`);
    return this.names.get(key);
  }

  #set_clock(network, now) {
    return this.#request(network, 'POST', '/control/clock', { now, frozen: true });
  }

  async #request(network, method, path, body) {
    const response = await fetch(`${this.urls[network]}${path}`, { method, ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${network} ${method} ${path}: ${answer.error}`);
    return answer;
  }
}

const waiting = (ms) => new Promise((done) => setTimeout(done, ms));

async function run() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { day: text, vk: text, ok: text, facebook: text, instagram: text, speed: { ...text, default: '1440' }, until: { ...text, default: '24:00' } } });
  const { day, speed, until, ...urls } = values;
  const clock = /^(\d\d):(\d\d)$/.exec(until);
  if (!day || !clock || !(Number(speed) > 0) || !Object.keys(urls).length) throw new Error('needed: --day FOLDER and the URL of a simulator; --speed is a number, --until like 14:30');
  const player = new Player(read_day(day), urls);
  await player.play({ speed: Number(speed), end: player.start + Number(clock[1]) * 3600 + Number(clock[2]) * 60 });
  console.log(JSON.stringify({ sent: player.position, of: player.timeline.length, now: player.now }));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await run().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
