// What the tables of conformance of all networks of this engine share: what every method answers alike, and the ways to call and to check.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What every method answers alike: name, what is ordered first, how the call is changed, the code and subcode. `{method}` and `{budget}` are filled in. */
export const for_every_method = [
  ['an error that was ordered', ['POST /control/faults', { match: { method: '{method}' }, do: 'error', code: 2 }], {}, [2]],
  ['a time-out of the network', ['POST /control/faults', { match: { method: '{method}' }, do: 'error', code: 1, subcode: 99 }], {}, [1, 99]],
  ['a budget that is used up', ['POST /control/limits', '{budget}'], {}, '{budget}'],
  ['too many calls of this method', ['POST /control/limits', { method: '{method}', calls: 0, seconds: 60 }], {}, [613]],
  ['a token that is over', ['POST /control/tokens', { token: '{token}', expires_in: 0 }], {}, [190, 463]],
  ['a token whose person changed the password', ['POST /control/tokens', { token: '{token}', trouble: 460 }], {}, [190, 460]],
  ['a wrong proof', null, { appsecret_proof: '00' }, [100]],
  ['a proof that is demanded', ['POST /control/apps', { id: '900', require_proof: true }], {}, [100]],
  ['a parameter of former days', null, { date_format: 'U' }, [100]],
];

/** The names in braces filled in, at any depth. */
export function filled(value, names) {
  if (typeof value === 'string') return names[/^\{(\w+)\}$/.exec(value)?.[1]] ?? value.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, names)]));
}

export function check(answer, expected, of) {
  assert.equal(answer.error, undefined, `${of}: ${answer.error?.message}`);
  if (expected === 'list') assert.ok(answer.data.length > 0, of);
  else if (expected === 'success') assert.deepEqual(answer, { success: true }, of);
  else for (const name of [expected].flat()) assert.ok((name === 'object' ? 'id' : name) in answer, `${of}: ${name}`);
}

export function check_outcome(answer, outcome, row, of) {
  if (outcome === 'ok') check(answer, row.answer, of);
  else if (outcome === 'empty') assert.deepEqual(answer, { data: [] }, of);
  else assert.equal(answer.error?.code, outcome, `${of}: ${JSON.stringify(answer).slice(0, 200)}`);
}

/** What curl would be given on a command line. */
export async function by_curl(url, request, params, token) {
  const [method, path] = request.split(' ');
  const pairs = Object.entries(params).flatMap(([name, value]) => ['--data-urlencode', `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`]);
  const how = method === 'POST' ? ['-X', 'POST'] : ['-G', '-X', method];
  const bearer = token === null ? [] : ['-H', `Authorization: Bearer ${token}`];
  const { stdout } = await run('curl', ['-sS', '--max-time', '10', ...how, ...bearer, ...pairs, `${url}/v26.0${path}`]);
  return JSON.parse(stdout);
}
