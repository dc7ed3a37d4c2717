// The way of one call: application → session → signature → ordered faults → limits → method → permission → parameters → work.

import { check_permission, identified } from './access.mjs';
import { ApiError, error_body } from './errors.mjs';
import { methods, refusals } from './methods.mjs';
import { read_parameters } from './parameters.mjs';

/**
 * @typedef {object} Request what came over the wire
 * @property {string} method
 * @property {string} http GET or POST
 * @property {Record<string, string>} sent everything that came, the signature and the token too
 * @property {import('../shared/journal.mjs').Entry} entry in the request log
 *
 * @typedef {object} Outcome
 * @property {any} value any JSON, an object with error_code if the call failed
 * @property {number|null} code
 * @property {string} said for the log: "ok" or "error 104"
 */

/**
 * What ordered faults do to this request; counted even if the request is bad.
 * @param {import('./simulator.mjs').Simulator} sim @param {Request} request
 */
export function plan_of(sim, request) {
  const token = sim.world.tokens.get(request.sent.access_token ?? request.sent.session_key);
  request.entry.kind = token?.kind ?? 'application';
  return sim.faults.strike({
    method: request.method, kind: request.entry.kind, token: token?.token, path: request.entry.path, params: request.sent,
  });
}

/**
 * @param {import('./simulator.mjs').Simulator} sim @param {Request} request @param {import('../shared/faults.mjs').Plan} plan
 * @returns {Outcome}
 */
export function answer(sim, request, plan) {
  try {
    return { value: work(sim, request, plan), code: null, said: 'ok' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { value: error_body(error, sim.world.settings), code: error.code, said: `error ${error.code}` };
  }
}

function work(sim, request, plan) {
  const { world } = sim;
  if (!['GET', 'POST'].includes(request.http)) throw new ApiError(4);
  const caller = identified(world, request);
  throw_ordered(plan.before);
  sim.limits.count(caller.token?.token ?? caller.application.key, request.method);
  const method = Object.hasOwn(methods, request.method) && methods[request.method];
  if (!method) throw new ApiError(3, { message: `METHOD : Method ${request.method} does not exist` });
  const refusal = refusals[world.settings[method.setting]];
  if (refusal) throw new ApiError(refusal);
  check_permission(world, method, caller.token);
  const params = read_parameters(method.parameters, request.sent);
  const value = method.handler({ sim, world, ...caller, viewer: caller.token?.person_id ?? null, params, page_faults: plan.page, entry: request.entry });
  throw_ordered(plan.after);
  return value;
}

function throw_ordered(fault) {
  if (fault?.do === 'error') throw new ApiError(fault.code, { message: fault.message, data: fault.data, fields: fault.fields });
}
