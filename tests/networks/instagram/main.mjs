// The command: starts one simulated Instagram, says where, and runs until told to stop.

import { run_command } from '../shared/command.mjs';
import { start } from './simulator.mjs';

await run_command('instagram', start);
