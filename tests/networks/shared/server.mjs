// The server of a network: which address goes where, and the way from the socket to the work and back, through the faults
// a test has ordered. It listens on loopback only.

import { createServer } from 'node:http';
import { ControlError } from './control_error.mjs';
import { deliver_spoilt, send, send_json } from './deliver.mjs';
import { is_transport } from './faults.mjs';

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * One request on its way.
 * @typedef {object} Exchange
 * @property {object} sim the Simulator of the network
 * @property {import('node:http').IncomingMessage} request
 * @property {import('node:http').ServerResponse} response
 * @property {URL} url
 */

/**
 * @typedef {object} Answer
 * @property {Buffer} bytes
 * @property {string} said a word for the log
 * @property {{status?: number, headers?: object}} [head]
 */

/** @param {object} sim @param {[string, (exchange: Exchange) => Promise<void>][]} places start of an address, and who answers it */
export function server_for(sim, places) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.socket.setNoDelay(true);
    handle(sim, places, request, response).catch((error) => fail(request, response, error));
  });
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

async function handle(sim, places, request, response) {
  const url = new URL(request.url.replace(/^\/+/, '/'), sim.url); // some clients begin with several
  const [, place] = places.find(([start]) => url.pathname.startsWith(start));
  return place({ sim, request, response, url });
}

function fail(request, response, error) {
  const known = error instanceof ControlError;
  if (!known) console.error(error);
  if (response.headersSent || request.socket.destroyed) return request.socket.destroy();
  return send_json(request, response, { error: known ? error.message : `the simulator failed: ${error.message}` }, known ? error.status : 500);
}

/**
 * Does the work and delivers the answer, with delays, spoilt answers and lost ones as planned.
 * @param {Exchange} exchange
 * @param {import('./journal.mjs').Entry} entry
 * @param {import('./faults.mjs').Plan} plan
 * @param {() => Answer | Promise<Answer>} work the true answer
 */
export async function under_faults({ sim, request, response }, entry, plan, work) {
  entry.faults = plan.faults;
  await sleep(plan.delay_before);
  const { bytes, said, head } = is_transport(plan.before) ? { bytes: Buffer.alloc(0), said: '' } : await work();
  await sleep(plan.delay_after);
  const fault = [plan.before, plan.after].find(is_transport);
  sim.journal.close(entry, fault ? spoilt(fault) : said);
  return fault ? deliver_spoilt(request, response, bytes, fault) : send(request, response, bytes, head);
}

const sleep = (milliseconds) => (milliseconds ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined);
const spoilt = (fault) => (fault.do === 'status' ? `status ${fault.status ?? 502}` : fault.do);
export const json_bytes = (value) => Buffer.from(JSON.stringify(value));

/**
 * @param {object} sim its `url` is set here
 * @param {import('node:http').Server} server
 * @param {{port: number, host: string}} place
 */
export async function serve(sim, server, { port, host }) {
  if (!loopback.test(host)) throw new ControlError(400, `only loopback addresses are served, not ${host}`);
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  sim.url = `http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}`;
  const close = () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  };
  return { url: sim.url, sim, close };
}
