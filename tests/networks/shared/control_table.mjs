// The control interface of a network, from its table of requests: JSON in, JSON out.

import { ControlError } from './control_error.mjs';
import { send_json } from './deliver.mjs';
import { read_body } from './form.mjs';

/**
 * @param {[string, string, Function][]} table method, path (`:name` is one piece of it), and what is done with {sim, world, body, query, name}
 * @returns {(exchange: import('./server.mjs').Exchange) => Promise<void>}
 */
export function control_interface(table) {
  const rows = table.map(([method, path, work]) => [method, path, work, new RegExp(`^${path.replace(':name', '([^/]+)')}$`)]);
  return async ({ sim, request, response, url }) => {
    const body = json_of(await read_body(request));
    const [work, name] = row_for(rows, request.method, url.pathname);
    return send_json(request, response, await work({ sim, world: sim.world, body, query: url.searchParams, name }));
  };
}

function row_for(rows, http, path) {
  const fitting = rows.filter(([, , , form]) => form.test(path));
  const row = fitting.find(([method]) => method === http);
  if (!fitting.length) throw new ControlError(404, `${path} is not in the control interface, see GET /control/`);
  if (!row) throw new ControlError(405, `${path} takes ${fitting.map(([method]) => method).join(', ')}`);
  const name = row[3].exec(path)[1];
  return [row[2], name && decodeURIComponent(name)];
}

function json_of(bytes) {
  if (!bytes.length) return {};
  try {
    const value = JSON.parse(bytes.toString('utf8'));
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // answered below
  }
  throw new ControlError(400, 'the body must be a JSON object');
}
