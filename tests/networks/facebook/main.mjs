// The command: starts one simulated Facebook, says where, and runs until told to stop.

import { run_command } from '../shared/command.mjs';
import { start } from './simulator.mjs';

await run_command('facebook', start);
