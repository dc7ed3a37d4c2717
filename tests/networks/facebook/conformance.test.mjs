// Walks the table of conformance: every method with every kind of token, right, error and quota by fetch,
// and its good call by curl and by others' clients.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriber } from '../graph/bench.mjs';
import { by_curl, check, check_outcome, filled, for_every_method } from '../graph/conformance_parts.mjs';
import { app_token, send, simulate, small_world } from './bench.mjs';
import { business_sdk, fbgraph, missing } from './clients.mjs';
import { conformance } from './conformance.mjs';
import { network } from './network.mjs';

const world = { ...small_world, posts: [...small_world.posts, { page_id: '10', key: 'picture', age: '1h', text: 'Снимок', link: 'https://example.org/' }] };
const token_of = (name) => (name === 'app' ? app_token : name === 'nobody' ? null : name);
const roles = ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'];

/** One fresh world for each call. @returns {Promise<{prepare: Function, bench: import('../graph/bench_calls.mjs').Bench}>} */
async function stage() {
  const bench = await simulate(world);
  const { url: hook } = await subscriber();
  async function prepare(method) {
    await bench.control('POST /control/reset');
    const row = conformance[method];
    const names = { ...bench.ids, hook, soon: bench.sim.world.clock.now() + 3600 };
    const by = (request) => (request.includes('/subscriptions') ? app_token : 'page');
    if (row.first) names.made = (await bench.done(filled(row.first[0], names), filled(row.first[1], names), by(row.first[0]))).id;
    if (row.then) await bench.done(filled(row.then[0], names), filled(row.then[1], names));
    return { request: `${method.split(' ')[0]} ${filled(row.path, names)}`, params: filled(row.call ?? {}, names) };
  }
  return { bench, prepare };
}

test('every method has its row, every row a method', () => {
  assert.deepEqual(Object.keys(conformance).sort(), Object.keys(network.methods).sort());
});

test('by fetch: every kind of token', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    for (const [name, outcome] of Object.entries(row.who)) {
      const { request, params } = await prepare(method);
      const answer = await bench.call(request, params, token_of(name));
      check_outcome(answer, outcome, row, `${method} by ${name}`);
      const { items } = await bench.control('GET /control/requests?limit=1');
      if (outcome === 'ok') assert.equal(items[0].method, method, name);
      else assert.equal(items[0].wrote, null, `${method} by ${name} wrote`);
    }
  });
});

test('by fetch: every right and task that may be missing', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const token = row.by ?? 'page';
    for (const [right, outcome] of Object.entries(row.rights ?? {})) {
      const { request, params } = await prepare(method);
      const permissions = bench.sim.world.tokens.get(token).permissions.filter((one) => one !== right);
      await bench.control('POST /control/tokens', { token, permissions });
      check_outcome(await bench.call(request, params, token), outcome, row, `${method} without ${right}`);
    }
    if (!row.tasks) return;
    const { request, params } = await prepare(method);
    await bench.control('POST /control/pages', { id: '10', roles: { 3: ['ANALYZE', ...roles.filter((one) => !row.tasks.includes(one))] } });
    check_outcome(await bench.call(request, params, token), row.lacking, row, `${method} without ${row.tasks}`);
  });
});

test('by fetch: errors, quotas, and what is wrong with the call', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const token = token_of(row.by ?? 'page');
    if (token === null) return;
    const business = token === 'page';
    const budget = { id: business ? '10' : '900', type: business ? row.budget?.type ?? 'pages' : 'app', percent: 100 };
    for (const [name, order, more, code] of for_every_method) {
      const of_person = order?.[1].token !== undefined;
      if (token === app_token && (of_person || order?.[1].require_proof)) continue; // that token does not end, and needs no proof
      const { request, params } = await prepare(method);
      if (order) await bench.control(order[0], filled(order[1], { method, token, budget }));
      const { error } = await bench.call(request, { ...params, ...more }, token);
      const expected = code === '{budget}' ? [business ? row.budget?.code ?? 80001 : 4] : code;
      assert.deepEqual([error?.code, error?.error_subcode].slice(0, expected.length), expected, `${method}: ${name}`);
      const { items } = await bench.control('GET /control/requests?limit=1');
      assert.equal(items[0].wrote, null, `${method}: ${name} wrote`);
    }
  });
});

test('by fetch: parameters that are missing, objects that are not there', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const token = token_of(row.by ?? 'page');
    const needed = Object.entries(network.methods[method].parameters ?? {}).filter(([, kind]) => kind.endsWith('!'));
    for (const [name] of needed) {
      const { request, params: { [name]: left_out, ...params } } = await prepare(method);
      assert.equal((await bench.call(request, params, token)).error?.code, 100, `${method} without ${name}`);
    }
    if (!method.includes('{') || token === null) return;
    const { request, params } = await prepare(method);
    const nobody_has = request.replace(/ \/[^/]+/, ' /999999_999999');
    const { error } = await bench.call(nobody_has, params, token);
    assert.deepEqual([error?.code, error?.error_subcode], [100, 33], method);
  });
});

/** fbgraph puts a token into every call; without one it has none to put. */
function by_fbgraph(url, request, params, token) {
  const [method, path] = request.split(' ');
  const ask = fbgraph(url, token, null);
  return method === 'POST' ? ask('post', path, params) : ask(method === 'GET' ? 'get' : 'del', path, params);
}

function by_sdk(url, request, params, token) {
  const [method, ...path] = request.split(/ \/|\//);
  const sdk = business_sdk(url, token);
  return sdk.FacebookAdsApi.getDefaultApi().call(method, path, { ...params });
}

const clients = { fetch: async (...call) => (await send(...call)).json(), curl: by_curl, fbgraph: by_fbgraph, 'the SDK': by_sdk };

for (const [client, call] of Object.entries(clients)) {
  const absent = ['fbgraph', 'the SDK'].includes(client) && missing;
  test(`by ${client}: the good call of every method`, { skip: absent }, async () => {
    const { bench, prepare } = await stage();
    for (const [method, row] of Object.entries(conformance)) {
      const token = token_of(row.by ?? 'page');
      if (client === 'the SDK' && token === null) continue; // it cannot be without a token
      const { request, params } = await prepare(method);
      check(await call(bench.url, request, params, token), row.answer, `${method} by ${client}`);
      const { items } = await bench.control('GET /control/requests?limit=1');
      assert.deepEqual([items[0].method, items[0].outcome], [method, 'ok']);
    }
  });
}
