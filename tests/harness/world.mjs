// A running set for one test: a town in a simulated VK, a mailbox, the daemon with its Redis, and people who log in.
// Everything started here is stopped by its process id, and nothing is left behind; both are checked.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end_all_now } from './child.mjs';
import { Daemon, command_of, exists, processes_with } from './daemon.mjs';
import { Mailbox } from './mail.mjs';
import { Person, password } from './person.mjs';
import { otklikctl } from './programs.mjs';
import { ordinary_settings, secrets } from './settings.mjs';
import { as_toml } from './toml.mjs';
import { until, until_works } from './until.mjs';
import { Vk } from './vk.mjs';

const marker = 'OTKLIK_TEST_RUN';
const run = `${process.pid}-${Date.now()}`;
const folder_prefix = `otklik-${process.pid}-`;
export const town = join(dirname(fileURLToPath(import.meta.url)), 'town.json');

/**
 * @typedef {object} Plan
 * @property {string} [world] a world file of the simulated VK; the small town if not given
 * @property {Record<string, string>} [worlds] world files of the other networks
 * @property {string[]} [sources] `own`, `town`, `search`
 * @property {`${number}s`} [every] how often sources are read; when seldom, `reads_now` winds the clock
 * @property {number} [within] milliseconds the test may take
 * @property {string} [build] folder of the programs
 * @property {boolean} [control] whether the build has the control socket
 * @property {{vk?: number, web?: number}} [ports]
 * @property {(settings: Record<string, any>, world: World) => void} [settings] changes the configuration before it is written
 * @property {(world: World) => unknown} [prepare] what happens in the town before the daemon is started
 * @property {string} [password] of all people
 * @property {boolean} [idle] the daemon is not started: the test does it
 */

export class World {
  #people = new Map();
  /** @type {Daemon[]} every daemon of this world, the running one last */ daemons = [];
  /** @type {{stop: () => unknown}[]} what a test started beside it */ owned = [];

  /** @param {Plan} plan */
  static async start(plan = {}) {
    const world = new World();
    world.plan = plan;
    world.folder = mkdtempSync(join(tmpdir(), folder_prefix));
    try {
      world.vk = await Vk.start({ port: plan.ports?.vk, world: plan.world ?? town, env: { [marker]: run } });
      world.mail = await Mailbox.start();
      await world.#configure();
      await plan.prepare?.(world);
      if (!plan.idle) await world.start_daemon();
      return world;
    } catch (error) {
      await world.stop({ careless: true });
      throw error;
    }
  }

  async #configure() {
    const { plan, vk, mail } = this;
    this.settings = ordinary_settings({ vk: vk.url, mail: mail.url, sources: plan.sources, every: plan.every });
    if (plan.ports?.web) this.settings.web.listen = `127.0.0.1:${plan.ports.web}`;
    plan.settings?.(this.settings, this);
    for (const [name, text] of Object.entries(secrets(await hash_of_password(plan.password, plan.build)))) this.write(name, text);
    this.config = this.configure(this.settings);
  }

  configure(settings, name = 'otklik.toml') { return this.write(name, as_toml(settings)); }

  write(name, text) {
    const file = join(this.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  async start_daemon(config = this.config) {
    const control = this.plan.control === false || process.env.OTKLIK_NO_CONTROL ? undefined : join(this.folder, 'control');
    const daemon = new Daemon({ config, build: this.plan.build, control, env: { [marker]: run } });
    this.daemons.push(daemon);
    return daemon.ready();
  }

  /** Stopped with the world, if it still runs. */
  owns(thing) {
    this.owned.push(thing);
    return thing;
  }

  get daemon() { return this.daemons.at(-1); }
  get url() { return this.daemon.url; }
  get log() { return this.daemons.flatMap(({ log }) => log); }

  /** A person of the administration, logged in. */
  async person(login) {
    if (!this.#people.has(login)) this.#people.set(login, await this.stranger(login).log_in());
    return this.#people.get(login);
  }

  /** Somebody who has not logged in. */
  stranger(login = 'coordinator') { return new Person(() => this.url, login, this.plan.password); }

  /** Waits until every source was read once: what is written from now on is news. */
  async has_looked_around() {
    const coordinator = await this.person('coordinator');
    await until('every source was read', async () => (await coordinator.ask('GET', '/api/accounts')).sources.every(({ pace, last_read }) => pace === 'pushed' || last_read));
    return this;
  }

  /** The sources are read without waiting for their turn. */
  async reads_now() {
    if (this.plan.every) await this.daemon.wind(2 * Number.parseInt(this.plan.every, 10) * 1000);
  }

  #waves = 0;
  /** What the network showed before this call has been read, judged and put in the queue: a later comment has. */
  async has_taken_in_all() {
    const words = `Когда отремонтируют дорогу на улице Франко? Ждём ответа, раз ${++this.#waves}`;
    await this.vk.comment({ under: 'adm-subbotnik', author: 'Виктор Ерикин', text: words });
    await this.reads_now();
    return (await this.person('coordinator')).finds(words);
  }

  /** The daemon answers again: by itself, or because it has ended and is started anew, as systemd would. */
  async mend() {
    await until_works('the daemon is ready again', async () => {
      if (!this.daemon.alive) await this.start_daemon();
      return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2000) })).ok;
    }, { within: 30_000 });
  }

  async restart() {
    await this.daemon.stop();
    return this.start_daemon();
  }

  async stop({ careless = false } = {}) {
    const troubles = [];
    const orderly = async (what) => { try { await what?.(); } catch (error) { troubles.push(error); } };
    const redis = this.daemon?.redis();
    await orderly(() => this.daemon?.alive && this.daemon.stop());
    await orderly(() => redis && until('the Redis of the daemon has ended', () => !exists(redis), { within: 5000 }));
    for (const thing of this.owned) await orderly(() => thing.stop());
    await orderly(() => this.vk?.stop());
    await orderly(() => this.mail?.stop());
    rmSync(this.folder, { recursive: true, force: true });
    if (careless) return;
    const reports = this.daemons.map((daemon) => daemon.sanitizer_report).filter(Boolean);
    assert.deepEqual(reports, [], 'a sanitizer found something');
    if (troubles.length) throw troubles[0];
  }
}

const hashes = new Map();
/** The hash of the one password of all people here, by the program itself; made once a run. */
function hash_of_password(word = password, folder = undefined) {
  if (!hashes.has(word)) hashes.set(word, make_hash(word, folder));
  return hashes.get(word);
}

async function make_hash(word, folder) {
  const { status, out, err } = await otklikctl(['password'], { input: `${word}\n`, build: folder });
  if (status !== 0) throw new Error(`otklikctl password ended with ${status}: ${err}`);
  return out;
}

// ---- nothing is left behind

const left_folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(folder_prefix));

/** At once, for an end that was not foreseen. */
export function clean_up_now() {
  end_all_now();
  for (const name of left_folders()) rmSync(join(tmpdir(), name), { recursive: true, force: true });
}

/** Whatever of ours still runs or lies about is a failure. */
export async function nothing_is_left() {
  await until('no process of ours is left', () => processes_with(marker, run).length === 0,
    { within: 5000, last: () => processes_with(marker, run).map(command_of) });
  assert.deepEqual(left_folders(), [], 'a temporary folder is left');
}
