// One simulated Instagram: how it is started.

import { simulator_of } from '../graph/simulator.mjs';
import { make_server } from './http.mjs';
import { World } from './world.mjs';
import { fill_world, read_shipped_world } from './world_file.mjs';

export const standard_world = 'akhtubinsk';

export const { make_world, start } = simulator_of({ World, fill_world, make_server, standard: () => read_shipped_world(standard_world) });
