// The server: which address goes where, and the way from the socket to the work and back, through the faults a test has ordered.

import { createServer } from 'node:http';
import { answer, plan_of } from './api.mjs';
import { answer_control } from './control.mjs';
import { ControlError } from './control_error.mjs';
import { deliver_spoilt, send, send_json } from './deliver.mjs';
import { is_transport } from './faults.mjs';
import { form_of, read_body } from './form.mjs';
import { refresh } from './oauth.mjs';
import { answer_page } from './pages.mjs';
import { to_bytes } from './serialise.mjs';

/**
 * One request on its way.
 * @typedef {object} Exchange
 * @property {import('./simulator.mjs').Simulator} sim
 * @property {import('node:http').IncomingMessage} request
 * @property {import('node:http').ServerResponse} response
 * @property {URL} url
 */

const places = [
  ['/method/', answer_method],
  ['/longpoll/', answer_long_poll],
  ['/oauth2/auth', answer_refresh],
  ['/control/', answer_control],
  ['/', answer_page],
];

/** @param {import('./simulator.mjs').Simulator} sim */
export function make_server(sim) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.socket.setNoDelay(true);
    handle(sim, request, response).catch((error) => fail(request, response, error));
  });
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

async function handle(sim, request, response) {
  const url = new URL(request.url, sim.url);
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
 * @param {() => {bytes: Buffer, said: string} | Promise<{bytes: Buffer, said: string}>} work the true answer, and a word for the log
 */
async function under_faults({ sim, request, response }, entry, plan, work) {
  entry.faults = plan.faults;
  await sleep(plan.delay_before);
  const { bytes, said } = is_transport(plan.before) ? { bytes: Buffer.alloc(0), said: '' } : await work();
  await sleep(plan.delay_after);
  const fault = [plan.before, plan.after].find(is_transport);
  sim.journal.close(entry, fault ? spoilt(fault) : said);
  return fault ? deliver_spoilt(request, response, bytes, fault) : send(request, response, bytes);
}

const sleep = (milliseconds) => (milliseconds ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined);
const spoilt = (fault) => (fault.do === 'status' ? `status ${fault.status ?? 502}` : fault.do);
const json_bytes = (value) => Buffer.from(JSON.stringify(value));

// ---- the API

async function answer_method(exchange) {
  const { sim } = exchange;
  const call = await call_of(exchange);
  const plan = plan_of(sim, call);
  return under_faults(exchange, call.entry, plan, () => {
    const { envelope, said } = answer(sim, call, plan);
    return { bytes: to_bytes(envelope, sim.world.settings, sim.raws), said };
  });
}

/** @param {Exchange} exchange @returns {Promise<import('./api.mjs').Request>} */
async function call_of({ sim, request, url }) {
  const in_url = Object.fromEntries(url.searchParams);
  const in_body = form_of(await read_body(request), request.headers['content-type']);
  const bearer = /^Bearer\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
  const { access_token, ...sent } = { ...in_url, ...in_body };
  const method = decodeURIComponent(url.pathname.slice('/method/'.length));
  const token_in = bearer ? 'header' : in_body.access_token ? 'body' : in_url.access_token ? 'url' : null;
  const entry = sim.journal.open({
    now: sim.world.clock.now(), http: request.method, path: url.pathname, method, params: sent, v: sent.v ?? null, token_in,
    token_in_url: 'access_token' in in_url,
  });
  return { method, http: request.method, sent, token_text: bearer ?? access_token ?? null, entry, base: sim.url };
}

// ---- long poll

async function answer_long_poll(exchange) {
  const { sim, request, response, url } = exchange;
  const params = Object.fromEntries(url.searchParams);
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, params });
  const plan = sim.faults.strike({ path: url.pathname, params });
  return under_faults(exchange, entry, plan, async () => {
    const { answer: events, give_up } = sim.long_poll.check(Number(url.pathname.slice('/longpoll/'.length)), url.searchParams);
    response.on('close', give_up);
    return { bytes: json_bytes(await events), said: 'ok' };
  });
}

// ---- VK ID

async function answer_refresh(exchange) {
  const { sim, request, url } = exchange;
  const form = form_of(await read_body(request), request.headers['content-type']);
  const { access_token, refresh_token, code, ...params } = form;
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, params });
  const plan = sim.faults.strike({ path: url.pathname, params });
  return under_faults(exchange, entry, plan, () => {
    const result = refresh(sim.world, form);
    return { bytes: json_bytes(result), said: result.error ?? 'ok' };
  });
}
