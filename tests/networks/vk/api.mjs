// The way of one call: method → version → token → ordered faults → limits → kind of token → parameters → work.

import { ApiError, captcha, wrong_kind } from './errors.mjs';
import { execute } from './execute.mjs';
import { methods, open_to_vk_id, refusal_of } from './methods.mjs';
import { read_parameters } from './parameters.mjs';

/**
 * @typedef {object} Request what came over the wire
 * @property {string} method
 * @property {string} http GET or POST
 * @property {Record<string, string>} sent parameters without the token
 * @property {string|null} token_text
 * @property {import('../shared/journal.mjs').Entry} entry in the request log
 * @property {string} base address of the simulator
 *
 * @typedef {object} Outcome
 * @property {object} envelope
 * @property {string} said for the log: "ok" or "error 6"
 */

/**
 * What ordered faults do to this request; counted even if the request is bad.
 * @param {import('./simulator.mjs').Simulator} sim @param {Request} request
 */
export function plan_of(sim, request) {
  const token = sim.world.tokens.get(request.token_text);
  request.entry.kind = token?.kind ?? null;
  return sim.faults.strike({
    method: request.method, kind: token?.kind, token: token?.token, path: request.entry.path, params: request.sent,
  });
}

/**
 * @param {import('./simulator.mjs').Simulator} sim @param {Request} request @param {import('../shared/faults.mjs').Plan} plan
 * @returns {Outcome}
 */
export function answer(sim, request, plan) {
  try {
    const { response, errors } = work(sim, request, plan);
    return { envelope: { response, ...(errors?.length && { execute_errors: errors }) }, said: 'ok' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { envelope: { error: error_shape(error, request) }, said: `error ${error.code}` };
  }
}

function work(sim, request, plan) {
  if (!['GET', 'POST'].includes(request.http)) throw new ApiError(9999);
  const method = methods[request.method];
  if (!method) throw new ApiError(3);
  const viewer = { world: sim.world, base: request.base, modern: version_of(request.sent) > 131 };
  const token = valid_token(sim.world, request.token_text);
  throw_ordered(plan.before, request.base);
  sim.limits.count_request(token);
  sim.world.publish_due();
  const call = { sim, world: sim.world, method: request.method, token, viewer, entry: request.entry, raws: sim.raws };
  const result = request.method === 'execute'
    ? execute(prepared(call, request.sent, plan), (name, sent) => inner_call(call, name, sent, request))
    : { response: method.handler(prepared(call, request.sent, plan)) };
  throw_ordered(plan.after, request.base);
  return result;
}

/** One call inside execute: quotas count, the second does not. */
function inner_call(outer, name, sent, request) {
  const { sim, token } = outer;
  const path = `/method/${name}`;
  const plan = sim.faults.strike({ method: name, kind: token.kind, token: token.token, path, params: sent, inner: true });
  const entry = sim.journal.open({
    now: sim.world.clock.now(), path, method: name, kind: token.kind, params: sent, inner: true, parent: request.entry.n, faults: plan.faults,
  });
  try {
    if (!methods[name] || name === 'execute') throw new ApiError(3);
    throw_ordered(plan.before, request.base);
    const response = methods[name].handler(prepared({ ...outer, method: name, entry }, sent, plan));
    throw_ordered(plan.after, request.base);
    sim.journal.close(entry, 'ok');
    return response;
  } catch (error) {
    sim.journal.close(entry, error instanceof ApiError ? `error ${error.code}` : 'broken');
    throw error;
  }
}

/** The call with its token checked against the method, its quota counted and its parameters read. */
function prepared(call, sent, plan) {
  check_kind(call.world, call.method, call.token);
  call.sim.limits.count_call(call.token, call.method);
  return { ...call, sent, params: read_parameters(methods[call.method].parameters, sent), page_faults: plan.page };
}

function version_of({ v }) {
  const found = /^5\.(\d+)$/.exec(v ?? '');
  if (!found) throw new ApiError(8, 'v (version) is required');
  if (Number(found[1]) < 131) throw new ApiError(8, 'versions below 5.131 are deprecated. Version param should be passed as "v"');
  return Number(found[1]);
}

function valid_token(world, token_text) {
  if (!token_text) throw new ApiError(5, 'no access_token passed');
  const token = world.tokens.get(token_text);
  if (!token || token.revoked) throw new ApiError(5, 'invalid access_token (4)');
  if (token.expires_at !== null && token.expires_at <= world.clock.now()) throw new ApiError(5, 'access_token has expired');
  return token;
}

function check_kind(world, name, token) {
  const { kinds, right } = methods[name];
  const cell = world.cells.get(name)?.[token.kind];
  if (typeof cell === 'number') throw wrong_kind(cell);
  if (cell === false || (cell === undefined && !kinds.includes(token.kind))) throw wrong_kind(refusal_of[token.kind]);
  if (token.vk_id && !open_to_vk_id.includes(name)) throw new ApiError(1051);
  if (right && lacks(token, right))
    throw new ApiError(15, 'no access to call this method. It cannot be called with current scopes', { subcode: 1133 });
}

/** A person's token with no rights named has all. */
const lacks = ({ kind, permissions }, right) => (kind === 'community' || permissions.length > 0) && !permissions.includes(right);

function throw_ordered(fault, base) {
  if (fault?.do === 'error') throw new ApiError(fault.code, '', { message: fault.message, subcode: fault.subcode, fields: fault.fields });
  if (fault?.do === 'captcha') throw captcha(base, fault.old);
}

function error_shape({ code, subcode, message, fields }, { method, sent }) {
  const echoed = { oauth: '1', method, ...sent };
  return {
    error_code: code, ...(subcode !== undefined && { error_subcode: subcode }), error_msg: message, ...fields,
    request_params: Object.entries(echoed).map(([key, value]) => ({ key, value })),
  };
}
