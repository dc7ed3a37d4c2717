// One simulated VK: its parts, and how it is started, reset and stopped.

import { Clock } from './clock.mjs';
import { ControlError } from './control_error.mjs';
import { Faults } from './faults.mjs';
import { make_server } from './http.mjs';
import { Journal } from './journal.mjs';
import { Limits } from './limits.mjs';
import { LongPoll } from './longpoll.mjs';
import { World } from './world.mjs';
import { fill_world, read_shipped_world } from './world_file.mjs';

export const standard_world = 'akhtubinsk';
const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

export class Simulator {
  url = '';
  resets = -1;

  /** @param {object} description of a world, as in worlds/ */
  constructor(description) {
    this.reset(description);
  }

  /** Everything as at the start; of another world, if one is given. */
  reset(description = this.description) {
    const world = new World(new Clock());
    fill_world(world, description);
    this.long_poll?.release();
    this.resets++;
    this.description = description;
    this.world = world;
    this.limits = new Limits(world);
    this.faults = new Faults();
    this.journal = new Journal();
    this.long_poll = new LongPoll(world, () => this.url);
    /** @type {import('./paging.mjs').RawItem[]} */ this.raws = [];
  }
}

/**
 * @param {{port?: number, host?: string, world?: object}} [options] `world` is a description, the shipped one if not given
 * @returns {Promise<{url: string, sim: Simulator, close: () => Promise<void>}>}
 */
export async function start({ port = 0, host = '127.0.0.1', world = read_shipped_world(standard_world) } = {}) {
  if (!loopback.test(host)) throw new ControlError(400, `only loopback addresses are served, not ${host}`);
  const sim = new Simulator(world);
  const server = make_server(sim);
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  sim.url = `http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}`;
  const close = () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  };
  return { url: sim.url, sim, close };
}
