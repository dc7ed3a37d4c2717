// The way of one call: version → token and proof → ordered faults → limits → what was asked for → whether it is allowed → parameters → work.

import { with_raw_bytes } from '../shared/raw_items.mjs';
import { under_faults } from '../shared/server.mjs';
import { identified } from './accounts.mjs';
import { batch } from './batch.mjs';
import { list_edge, listed, method_name, own, row_of } from './edges.mjs';
import { GraphError, bad_parameter, error_body, no_such_field, no_such_object, trace_id } from './errors.mjs';
import { etag_of } from './etags.mjs';
import { read_parameters } from './parameters.mjs';
import { Redirect } from './redirect.mjs';
import { Node, render, wished } from './render.mjs';
import { served_version } from './versions.mjs';
import { received } from './wire.mjs';

/**
 * What the rows of a network's table get.
 * @typedef {object} Call
 * @property {object} sim
 * @property {import('./network.mjs').Network} network
 * @property {object} world
 * @property {import('./wire.mjs').Request} request
 * @property {string} version that serves
 * @property {import('./accounts.mjs').Token|null} token
 * @property {import('./accounts.mjs').App|null} app
 * @property {string} type of the object the path names @property {any} item
 * @property {Record<string, string>} sent the parameters as text
 * @property {Record<string, any>} params the parameters of the row, read
 * @property {Record<string, {filename: string, bytes: Buffer}>} files
 * @property {object[]} page_faults
 * @property {import('../shared/journal.mjs').Entry} entry of the request log; `wrote` is set by whoever writes
 */

/** @param {import('../shared/server.mjs').Exchange} exchange @param {import('./network.mjs').Network} network a complete one */
export async function answer_graph(exchange, network) {
  const { sim } = exchange;
  const request = await received(exchange);
  sim.world.publish_due();
  const call = opened(sim, network, request);
  sim.webhooks.deliver_due();
  return under_faults(exchange, call.entry, call.plan, async () => {
    const { value, status, headers, said } = await answer(call);
    return etag_of(sim.world.settings, request, { bytes: with_raw_bytes(JSON.stringify(value), sim.raws), said, head: { status, headers } });
  });
}

/** A request with its place in the log and what ordered faults do to it; counted even if the request is bad. */
export function opened(sim, network, request, parent = null) {
  const { world } = sim;
  const token = world.token_of(request.token) ?? null;
  const found = finding({ sim, network, world, request, token, sent: request.sent, version: request.version });
  const params = without_secrets(request.sent);
  const entry = sim.journal.open({
    now: world.clock.now(), http: request.http, path: request.pathname, method: found.method, kind: token?.kind ?? 'none', params,
    v: request.version, token_in: request.token_in, token_in_url: request.token_in_url, inner: parent !== null, parent,
  });
  const plan = sim.faults.strike({
    method: found.method, kind: entry.kind, token: token?.token, path: request.pathname, params: request.sent, inner: parent !== null,
  });
  if (parent !== null) entry.faults = plan.faults;
  return { sim, network, world, request, found, entry, plan, sent: request.sent, files: request.files, page_faults: plan.page };
}

const secrets = ['client_secret', 'fb_exchange_token', 'input_token', 'appsecret_proof', 'verify_token'];

/** What the log may keep of the parameters. */
const without_secrets = (sent) => Object.fromEntries(Object.entries(sent)
  .filter(([name]) => !secrets.includes(name))
  .map(([name, text]) => [name, text.replace(/access_token=[^&"\s]+/g, 'access_token=…')]));

/** @returns {Promise<{value: any, status: number, headers: object, said: string}>} */
export async function answer(call) {
  const { settings } = call.world;
  /** what the headers tell, as far as the call came @type {{version?: string, usage?: () => object}} */
  const told = {};
  const headers = () => ({ 'x-fb-trace-id': trace_id(), ...(told.version && { 'facebook-api-version': told.version }), ...told.usage?.() });
  try {
    const value = await work(call, told);
    if (value instanceof Redirect) return { value: '', status: 302, headers: { ...headers(), location: value.location }, said: 'ok' };
    return { value, status: 200, headers: headers(), said: 'ok' };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const status = settings.error_status === 'all_400' ? 400 : error.status;
    return { value: error_body(error, settings), status, headers: headers(), said: `error ${error.code}` };
  }
}

async function work(opened_call, told) {
  const { world, request, plan, found } = opened_call;
  told.version = served_version(world, request);
  const { token, app } = found.is_batch ? nobody : identified(world, request, { needs_token: !found.row?.open });
  if (request.version === null && app) told.version = app.version;
  const call = { ...opened_call, version: told.version, token, app };
  throw_ordered(plan.before);
  if (token) spend(call, told);
  const value = await (found.is_batch ? batch(call) : done(call));
  throw_ordered(plan.after);
  return value;
}

/** Of a batch each element says for itself who calls. */
const nobody = { token: null, app: null };

function spend(call, told) {
  const { sim, network, found } = call;
  const budget = network.budget(call);
  told.usage = () => sim.limits.headers(budget);
  sim.limits.count(budget, found.method);
}

function throw_ordered(fault) {
  if (fault?.do === 'error') throw new GraphError(fault.code, fault);
}

// ---- what was asked for

/** What a path names: a method of its own, an object, or an edge of one. */
function finding(call) {
  const { network, request: { http, path, sent } } = call;
  if (!path.length && http === 'POST' && sent.batch !== undefined) return { method: 'POST /', is_batch: true };
  const whole = `${http} /${path.join('/')}`;
  const root = own(network.methods, whole);
  if (root) return { method: whole, row: root };
  const [id, edge, ...rest] = path;
  const node = id === undefined ? null : found_object(call, id);
  if (!node || rest.length) return { method: `${http} /{unknown}${edge ? `/${edge}` : ''}`, id, edge, rest };
  return { method: method_name(network, http, node.type, edge), row: row_of(network, http, node.type, edge), node, id, edge, rest };
}

function found_object({ world, network, ...call }, id) {
  const app = world.apps.get(id);
  return app ? new Node('Application', app) : network.find({ world, network, ...call }, id);
}

async function done(call) {
  const { found, sent, world: { settings }, request } = call;
  if (sent.date_format !== undefined && settings.date_format === 'error') throw bad_parameter('The date_format parameter is no longer supported');
  if (!request.path.length) return many(call);
  if (found.rest?.length) throw new GraphError(2500, { message: `Unknown path components: /${found.rest.join('/')}` });
  if (found.row && !found.node) return own_work(call, found.row);
  if (!found.node) throw not_found(call);
  const { type, item } = found.node;
  if (!found.row) throw found.edge && request.http === 'GET' ? no_such_field(found.edge, type) : no_such_object(request.http, found.id);
  return of_object({ ...call, type, item }, found.row);
}

function not_found({ found: { id }, request }) {
  if (/^(t_)?[\d_]+$/.test(id)) return no_such_object(request.http, id);
  return new GraphError(803, { message: `(#803) Some of the aliases you requested do not exist: ${id}` });
}

async function own_work(call, row) {
  const ready = allowed(call, row);
  if (ready.refused) return ready.refused;
  return row.work ? row.work(ready) : listed(ready, row, call.request.pathname);
}

async function of_object(call, row) {
  if (row.list) return list_edge(call, row, call.type, call.item, call.found.edge);
  const ready = allowed(call, row);
  if (ready.refused) return ready.refused;
  if (!row.work) return render(ready, call.type, call.item, wished(ready));
  const result = await row.work(ready);
  return read_after_write(ready, result);
}

/** `fields` with a write: the fields of what was written. */
function read_after_write(call, result) {
  if (!call.sent.fields || result?.id === undefined) return result;
  const written = call.network.find(call, result.id);
  return written ? render(call, written.type, written.item, wished(call)) : result;
}

function allowed(call, row) {
  const ready = { ...call, params: read_parameters(row.parameters ?? {}, call.sent) };
  if (row.any_token) return ready;
  return { ...ready, refused: call.network.admit(ready, row) };
}

/** GET /?ids=1,2 */
async function many(call) {
  const { sent: { ids }, world: { settings }, request } = call;
  if (request.http !== 'GET' || !ids) throw new GraphError(100, { message: 'Unsupported get request.', subcode: 33 });
  if (settings.ids_read === 'error') throw bad_parameter('The ids parameter is no longer supported; use a batch request');
  const all = {};
  for (const id of ids.split(',')) {
    const inner = { ...call, request: { ...request, path: [id] } };
    all[id] = await done({ ...inner, found: finding(inner) });
  }
  return all;
}
