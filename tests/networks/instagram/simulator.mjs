// One simulated Instagram: how it is started.

import { GraphSimulator } from '../graph/simulator.mjs';
import { serve } from '../shared/server.mjs';
import { make_server } from './http.mjs';
import { World } from './world.mjs';
import { fill_world, read_shipped_world } from './world_file.mjs';

export const standard_world = 'akhtubinsk';

/** @returns {World} full, as described */
export function make_world(clock, description) {
  const world = new World(clock);
  fill_world(world, description);
  return world;
}

/**
 * @param {{port?: number, host?: string, world?: object}} [options] `world` is a description, the shipped one if not given
 * @returns {Promise<{url: string, sim: GraphSimulator, close: () => Promise<void>}>}
 */
export async function start({ port = 0, host = '127.0.0.1', world = read_shipped_world(standard_world) } = {}) {
  const sim = new GraphSimulator(make_world, world);
  return serve(sim, make_server(sim), { port, host });
}
