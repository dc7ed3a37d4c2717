// What the upload servers of all networks do alike: files come in multipart/form-data, are logged without their bytes,
// and go through the faults a test has ordered.

import { is_multipart, parts_of, read_body } from './form.mjs';
import { json_bytes, under_faults } from './server.mjs';

const largest_upload = 256 * 1024 * 1024;

const said_of = ({ filename, bytes }) => (filename === undefined ? bytes.toString('utf8') : `${filename}, ${bytes.length} bytes`);
const is_error = (fault) => fault?.do === 'error';

/**
 * @typedef {object} UploadServer
 * @property {string} method its name for faults and the log
 * @property {(parts: {name: string, filename?: string, type?: string, bytes: Buffer}[]|null) => object} receive what it answers, with
 *   `error_code` if it takes nothing; null stands for what is not multipart
 * @property {(fault: import('./faults.mjs').Fault) => object} refuse an ordered error in the words of the network
 */

/** @param {import('./server.mjs').Exchange} exchange @param {UploadServer} server */
export async function answer_upload(exchange, { method, receive, refuse }) {
  const { sim, request, url } = exchange;
  const type = request.headers['content-type'] ?? '';
  const body = await read_body(request, largest_upload);
  const parts = is_multipart(type) ? parts_of(body, type) : null;
  const params = Object.fromEntries((parts ?? []).map((part) => [part.name, said_of(part)]));
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, method, params });
  const plan = sim.faults.strike({ method, path: url.pathname, params });
  return under_faults(exchange, entry, plan, () => {
    const received = is_error(plan.before) ? refuse(plan.before) : receive(parts);
    const result = is_error(plan.after) ? refuse(plan.after) : received;
    return { bytes: json_bytes(result), said: result.error_code ? `error ${result.error_code}` : 'ok' };
  });
}
