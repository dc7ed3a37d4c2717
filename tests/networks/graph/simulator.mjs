// One simulated network of this engine: its parts, and how they are made anew.

import { Clock } from '../shared/clock.mjs';
import { Faults } from '../shared/faults.mjs';
import { Journal } from '../shared/journal.mjs';
import { serve } from '../shared/server.mjs';
import { Limits } from './limits.mjs';
import { Webhooks } from './webhooks.mjs';

export class GraphSimulator {
  url = '';
  resets = -1;

  /**
   * @param {(clock: Clock, description: object) => import('./accounts.mjs').Accounts} make_world a full one, of a description
   * @param {object} description
   */
  constructor(make_world, description) {
    this.make_world = make_world;
    this.reset(description);
  }

  /** Everything as at the start; of another world, if one is given. Cursors given before are void. */
  reset(description = this.description) {
    const world = this.make_world(new Clock(), structuredClone(description));
    this.resets++;
    this.description = description;
    this.world = world;
    this.limits = new Limits(world);
    this.webhooks = new Webhooks(world);
    world.webhooks = this.webhooks;
    this.raws = [];
    this.faults = new Faults();
    this.journal = new Journal();
  }
}

/**
 * How a network of this engine is started.
 * @param {object} parts
 * @param {new (clock: Clock) => import('./accounts.mjs').Accounts} parts.World an empty one
 * @param {(world: object, description: object) => void} parts.fill_world
 * @param {(sim: GraphSimulator) => import('node:http').Server} parts.make_server
 * @param {() => object} parts.standard the description of the shipped world
 */
export function simulator_of({ World, fill_world, make_server, standard }) {
  function make_world(clock, description) {
    const world = new World(clock);
    fill_world(world, description);
    return world;
  }

  /**
   * @param {{port?: number, host?: string, world?: object}} [options] `world` is a description, the shipped one if not given
   * @returns {Promise<{url: string, sim: GraphSimulator, close: () => Promise<void>}>}
   */
  async function start({ port = 0, host = '127.0.0.1', world = standard() } = {}) {
    const sim = new GraphSimulator(make_world, world);
    return serve(sim, make_server(sim), { port, host });
  }

  return { make_world, start };
}
