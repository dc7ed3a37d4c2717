// One simulated OK: its parts, and how it is started, reset and stopped.

import { Clock } from '../shared/clock.mjs';
import { Faults } from '../shared/faults.mjs';
import { Journal } from '../shared/journal.mjs';
import { serve } from '../shared/server.mjs';
import { make_server } from './http.mjs';
import { Limits } from './limits.mjs';
import { Uploads } from './uploads.mjs';
import { World } from './world.mjs';
import { fill_world, read_shipped_world } from './world_file.mjs';

export const standard_world = 'akhtubinsk';

export class Simulator {
  url = '';
  resets = -1;

  /** @param {object} description of a world, as in worlds/ */
  constructor(description) {
    this.reset(description);
  }

  /** Everything as at the start; of another world, if one is given. Anchors and upload addresses given before are void. */
  reset(description = this.description) {
    const world = new World(new Clock());
    fill_world(world, structuredClone(description));
    this.resets++;
    this.description = description;
    this.world = world;
    this.limits = new Limits(world);
    this.uploads = new Uploads(world);
    this.faults = new Faults();
    this.journal = new Journal();
  }
}

/**
 * @param {{port?: number, host?: string, world?: object}} [options] `world` is a description, the shipped one if not given
 * @returns {Promise<{url: string, sim: Simulator, close: () => Promise<void>}>}
 */
export async function start({ port = 0, host = '127.0.0.1', world = read_shipped_world(standard_world) } = {}) {
  const sim = new Simulator(world);
  return serve(sim, make_server(sim), { port, host });
}
