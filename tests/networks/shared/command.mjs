// The command of a simulated network: its options, one line when it is ready, and a clean end.

import { parseArgs } from 'node:util';
import { ControlError } from './control_error.mjs';
import { read_world_file } from './world_files.mjs';

const usage = 'usage: node main.mjs [--port N] [--host 127.0.0.1] [--world FILE.json] [--exit-with-stdin]';

const options = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  world: { type: 'string' },
  'exit-with-stdin': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function read_arguments() {
  try {
    const { values } = parseArgs({ options });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port takes a number up to 65535, not ${values.port}`);
    return { ...values, port };
  } catch (error) {
    return leave(2, `${error.message}\n${usage}`);
  }
}

function leave(code, message) {
  if (message) console.error(message);
  process.exit(code);
}

/** @param {string} network @param {Function} start as simulator.mjs of the network exports it */
export async function run_command(network, start) {
  const wished = read_arguments();
  if (wished.help) leave(0, usage);
  try {
    const { url, close } = await start({
      port: wished.port, host: wished.host, ...(wished.world && { world: read_world_file(wished.world) }),
    });
    const stop = () => close().then(() => leave(0));
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    if (wished['exit-with-stdin']) process.stdin.on('end', stop).on('error', stop).resume();
    process.stdout.write(`${JSON.stringify({ ready: true, network, url })}\n`);
  } catch (error) {
    leave(1, error instanceof ControlError ? error.message : `cannot start: ${error.message}`);
  }
}
