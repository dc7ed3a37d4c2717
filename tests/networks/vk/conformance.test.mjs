// Walks the tables of what VK is expected to answer, with clients of others and with plain HTTP; each case begins in a fresh world.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { among, difference } from '../shared/expectation.mjs';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { simulate } from './bench.mjs';
import { vk_call, vk_call_client, vk_io, vk_io_client } from './clients.mjs';
import { bounds, methods as expected, quotas, world } from './conformance.mjs';
import {
  any_time, anywhere, closed_to_vk_id, expiry, open_to_vk_id, other_cells, refreshes, refusals, renewable,
} from './conformance_refusals.mjs';
import { methods } from './methods.mjs';

// ---- who calls

const answered = async (response) => {
  const { response: value, error } = await (await response).json();
  return error ? { code: error.error_code } : { value };
};

const of_error = (error) => {
  const code = error.code ?? error.type;
  if (!Number.isInteger(code)) throw error;
  return { code };
};

/** Each: (bench, token) → (method, params) → {value} or {code}. */
const callers = {
  'plain POST': ({ url }, token) => (method, params) => answered(fetch(`${url}/method/${method}`, {
    method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: new URLSearchParams({ v: '5.199', ...params }),
  })),
  'plain GET': ({ url }, token) => (method, params) => {
    const query = new URLSearchParams({ v: '5.199', access_token: token, ...params });
    const short = String(query).length < 8000;
    return answered(short ? fetch(`${url}/method/${method}?${query}`) : fetch(`${url}/method/${method}`, { method: 'POST', body: query }));
  },
  ...(vk_io && {
    'vk-io': (bench, token) => {
      const { api } = vk_io_client(bench, token, { apiLimit: 1000 });
      return (method, params) => (method === 'execute' ? api.execute(params).then(({ response }) => response) : api.call(method, params))
        .then((value) => ({ value }), of_error);
    },
  }),
  ...(vk_call && {
    'vk-call': (bench, token) => {
      const client = vk_call_client(bench, token);
      return (method, params) => client.call(method, { ...params }).then((value) => ({ value }), of_error);
    },
  }),
};

/** @param {(bench: object, call: (token: string) => Function) => Promise<void>} walk */
function by_everybody(name, walk) {
  for (const [caller, made] of Object.entries(callers))
    test(`${name}: ${caller}`, async (t) => {
      const bench = await simulate(world);
      await walk(bench, (token) => made(bench, token), t);
    });
}

// ---- what is expected

function check({ value, code }, gives, what) {
  assert.equal(code, undefined, what);
  assert.equal(difference(value, gives), undefined, what);
}

const columns = ['user', 'community', 'service'];
const refused_as = { user: [5, 15, 1051], community: [27], service: [28] };

/** The parameters of a case: with what was uploaded, or an id that only this world knows. */
async function ready(bench, { params, upload: wish }, token) {
  if (params.comment_id === 'own') return { ...params, comment_id: bench.sim.world.add_comment({ owner_id: -55, post_id: 100, from_id: 3, text: 'Моё' }, { via: 'control' }).id };
  if (params.comment_id === 'deleted') {
    await bench.control('DELETE /control/comments/-55_103');
    return { ...params, comment_id: 103 };
  }
  if (!wish) return params;
  const { upload_url } = await bench.get(wish.method, wish.params, token);
  return { ...params, ...await upload(upload_url, wish.part, png_of(40, 30), 'a.png') };
}

// ---- the walk

test('every method of the simulator has its case, and every case its method', () => {
  assert.deepEqual(Object.keys(methods).sort(), Object.keys(expected).sort());
});

by_everybody('each kind of token at each method', async (bench, call) => {
  for (const [method, wish] of Object.entries(expected))
    for (const [column, kind] of columns.entries()) {
      bench.sim.reset();
      const what = `${method} as ${kind}`;
      if (wish.may[column] === '+') check(await call(kind)(method, await ready(bench, wish, kind)), wish.gives, what);
      else {
        const { code } = await call(kind)(method, wish.params);
        assert.ok(among(code, refused_as[kind]), `${what}: ${code}`);
      }
    }
});

by_everybody('each right that is missing', async (bench, call) => {
  const rights = [...new Set(Object.values(expected).map(({ right }) => right).filter(Boolean))];
  for (const [method, wish] of Object.entries(expected))
    for (const [column, kind] of columns.entries()) {
      if (wish.may[column] !== '+' || kind === 'service' || !wish.right) continue;
      bench.sim.reset();
      bench.sim.world.put_token({ token: kind, kind, permissions: rights.filter((right) => right !== wish.right) });
      const { code } = await call(kind)(method, wish.params);
      assert.ok(among(code, [7, 15]), `${method} as ${kind} without ${wish.right}: ${code}`);
    }
});

by_everybody('refusals', async (bench, call) => {
  for (const { method, token, params, code, before } of refusals) {
    bench.sim.reset();
    for (const step of before) assert.equal((await bench.control(...step)).error, undefined);
    const met = await call(token)(method, params);
    assert.ok(among(met.code, code), `${method} ${JSON.stringify(params).slice(0, 120)}: ${met.code}, not ${code}`);
  }
});

by_everybody('parameters beyond their bounds', async (bench, call) => {
  for (const [place, [least, greatest]] of Object.entries(bounds)) {
    const [method, name] = place.split(' ');
    const { may, params } = expected[method];
    const kind = columns[[...may].indexOf('+')];
    for (const value of [least - 1, greatest + 1].filter((number) => !Number.isNaN(number)))
      assert.equal((await call(kind)(method, { ...params, [name]: value })).code, 100, `${place} ${value}`);
    for (const value of [least, greatest].filter((number) => number !== undefined && name !== 'group_id'))
      assert.equal((await call(kind)(method, { ...params, [name]: value })).code, undefined, `${place} ${value}`);
  }
});

by_everybody('the day\'s quota closes one method for one token, till a day has passed', async (bench, call) => {
  for (const [method, most] of Object.entries(quotas.day)) {
    await bench.control('POST /control/limits', { token: 'service', method, used: most - 1 });
    const { params } = expected[method];
    const codes = async () => (await call('service')(method, params)).code;
    assert.deepEqual([await codes(), await codes(), await codes()], [undefined, 29, 29], method);
    assert.equal((await call('user')(method, params)).code, undefined, `${method} by another token`);
    assert.equal((await call('service')('utils.getServerTime', {})).code, undefined);
    bench.sim.world.clock.set({ advance_seconds: 24 * 3600 });
    assert.equal(await codes(), undefined, `${method} the day after`);
  }
});

test('the quota of a second, by kind of token', async () => {
  const bench = await simulate(world);
  await bench.control('POST /control/settings', { rate_limits: true, rate_clock: 'simulated' });
  await bench.control('POST /control/clock', { frozen: true });
  for (const [kind, most] of Object.entries(quotas.second)) {
    const codes = [];
    for (let n = 0; n <= most; n++) codes.push(await bench.code('utils.getServerTime', {}, kind));
    assert.deepEqual(codes, [...Array(most).fill(undefined), 6], kind);
  }
  await bench.control('POST /control/clock', { advance_seconds: 1 });
  assert.equal(await bench.code('utils.getServerTime', {}, 'service'), undefined);
});

test('the token, the version and the name of any call', async () => {
  const { url, control } = await simulate(world);
  for (const { token, v, method, http = 'POST', code } of anywhere) {
    const body = new URLSearchParams({ ...(v && { v }), ...(token && { access_token: token }) });
    assert.equal((await answered(fetch(`${url}/method/${method}`, { method: http, body }))).code, code, `${http} ${method} ${token} ${v}`);
  }
  const asked = () => answered(fetch(`${url}/method/users.get?v=5.199&access_token=${expiry.token}`));
  assert.equal((await asked()).code, undefined);
  await control('POST /control/clock', { advance_seconds: expiry.seconds });
  assert.equal((await asked()).code, expiry.code);
});

test('a refresh token works once, with the same client and device', async () => {
  const { url, code, control } = await simulate(world);
  await control('POST /control/tokens', renewable);
  const ask = async (sent) => (await fetch(`${url}/oauth2/auth`, { method: 'POST', body: new URLSearchParams(sent) })).json();
  for (const { sent, error } of refreshes) {
    const met = await ask(sent);
    assert.equal(met.error, error, JSON.stringify(sent));
    if (error) continue;
    assert.equal(difference(met, { access_token: 'string', refresh_token: 'string', expires_in: 3600, user_id: 3, state: sent.state }), undefined);
    assert.notEqual(met.refresh_token, sent.refresh_token);
    assert.deepEqual([await code('users.get', {}, renewable.token), await code('users.get', {}, met.access_token)], [5, undefined]);
  }
  await control('POST /control/faults', { match: { path: '/oauth2/auth' }, do: 'error', code: 1, message: 'invalid_client' });
  assert.equal((await ask({})).error, 'invalid_client');
});

by_everybody('an ordinary VK ID token', async (bench, call) => {
  for (const method of open_to_vk_id) check(await call('vk_id')(method, expected[method].params), expected[method].gives, method);
  for (const method of closed_to_vk_id) assert.equal((await call('vk_id')(method, expected[method].params)).code, 1051, method);
});

by_everybody('cells of the table that may be otherwise', async (bench, call) => {
  for (const { method, kind, params, gives } of other_cells) {
    bench.sim.reset();
    await bench.control('POST /control/cells', { method, kind, allow: true });
    check(await call(kind)(method, params), gives, `${method} as ${kind}`);
  }
});

by_everybody('any code may come at any time, and nothing is done', async (bench, call) => {
  for (const code of any_time) {
    await bench.control('POST /control/faults', { match: { method: 'wall.createComment' }, do: 'error', code });
    assert.equal((await call('community')('wall.createComment', expected['wall.createComment'].params)).code, code);
  }
  assert.equal((await bench.control('GET /control/comments?from=-55')).items.length, 0);
});
