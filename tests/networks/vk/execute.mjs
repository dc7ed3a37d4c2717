// execute: a script of up to 25 calls in one request. A call that fails gives false in its place and an entry in execute_errors.

import { ApiError } from './errors.mjs';
import { CompileError, RunError, compile, run } from './script.mjs';

const most_calls = 25;
const most_steps = 1000;
const most_bytes = 5 * 1024 * 1024;

/**
 * @param {object} call
 * @param {(method: string, sent: Record<string, string>) => any} inner answers one call inside the script, or throws ApiError
 */
export function execute(call, inner) {
  const errors = [];
  let calls = 0;
  const api = (method, parameters) => {
    if (++calls > most_calls) throw new RunError('too many API calls');
    try {
      return inner(method, as_sent(parameters));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(...entries_of(method, error, call.world.settings));
      return false;
    }
  };
  const response = as_api_error(() => run(compile(call.params.code), { args: call.sent, api, most_steps }));
  if (JSON.stringify(response)?.length > most_bytes) throw new ApiError(13, 'response size is too big');
  return { response, errors };
}

function as_api_error(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof CompileError) throw new ApiError(12, error.message);
    if (error instanceof RunError) throw new ApiError(13, error.message);
    throw error;
  }
}

function entries_of(method, { code, message }, { execute_extra_errors }) {
  const entry = { method, error_code: code, error_msg: message };
  return execute_extra_errors ? [entry, { ...entry, method: 'execute' }] : [entry];
}

/** Values of the script as a client would have sent them. */
function as_sent(parameters) {
  const form = (value) => {
    if (typeof value === 'boolean') return value ? '1' : '0';
    if (Array.isArray(value)) return value.join(',');
    return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  const given = Object.entries(parameters ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, form(value)]));
}
