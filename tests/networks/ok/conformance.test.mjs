// Walks the tables of what Odnoklassniki is expected to answer, with the client of others and with plain HTTP; each case in a fresh world.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { among, difference } from '../shared/expectation.mjs';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { application, signed, simulate } from './bench.mjs';
import { missing, ok_client } from './clients.mjs';
import { any_time, bad_signatures, bot, methods as expected, photo_tokens, quotas, refusals, upload_refusals, vanished, world } from './conformance.mjs';
import { methods } from './methods.mjs';

// ---- who calls

const judged = (value) => (value?.error_code === undefined ? { value } : { code: value.error_code });
const answered = async (response) => judged(await (await response).json());
const texts_of = (params) => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** Each: (bench, token) → (method, params) → {value} or {code}; token null is a call without a session. */
const callers = {
  'plain POST': ({ send }, token) => (method, params) => answered(send(signed(texts_of({ method, ...params }), { token }))),
  'plain GET, method in the address': ({ url }, token) => (method, params) => {
    const query = new URLSearchParams(signed(texts_of(params), { token }));
    const address = `${url}/api/${method.replace('.', '/')}`;
    return answered(String(query).length < 8000 ? fetch(`${address}?${query}`) : fetch(address, { method: 'POST', body: query }));
  },
  'plain POST, session_key': ({ send }, token) => (method, params) => {
    const { access_token, ...rest } = signed(texts_of({ method, ...params }), { token });
    return answered(send({ ...rest, ...(access_token && { session_key: access_token }) }));
  },
  ...(!missing && {
    'ok.ru': (bench, token) => (method, params) => ok_client(bench, token)('post', { method, format: 'json', ...params })
      .then((value) => ({ value }), (error) => {
        if (!Number.isInteger(error.error_code)) throw error;
        return { code: error.error_code };
      }),
  }),
};

/** @param {(bench: object, call: (token: string) => Function) => Promise<void>} walk */
function by_everybody(name, walk) {
  for (const [caller, made] of Object.entries(callers))
    test(`${name}: ${caller}`, async () => {
      const bench = await simulate(world);
      await walk(bench, (token) => made(bench, token), caller);
    });
}

/** @garbage becomes the id of the comment with this key. */
const resolved = ({ sim }, value) => {
  const with_ids = (text) => String(text).replace(/@([a-z]+)/g, (whole, key) => encodeURIComponent(sim.world.keyed(key).id));
  if (typeof value === 'string') return with_ids(value);
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, /^@/.test(text) ? decodeURIComponent(with_ids(text)) : text]));
};

/** A picture sent the documented way. @returns {Promise<(params: object) => object>} which puts its id and token into parameters */
async function sent_picture(call, wish) {
  const { value: { photo_ids: [photo_id], upload_url } } = await call('photosV2.getUploadUrl', wish);
  const { photos: { [photo_id]: { token } } } = await upload(upload_url, 'pic1', png_of(60, 40), 'площадь.png');
  const filled = (text) => String(text).replace('%photo', photo_id).replaceAll('%token', token);
  return (params) => Object.fromEntries(Object.entries(params).map(([name, text]) => [name, filled(text)]));
}

function check({ value, code }, gives, what) {
  assert.equal(code, undefined, what);
  assert.equal(difference(value, gives), undefined, what);
}

// ---- the walk

test('every method of the simulator has its case, and every case its method', () => {
  assert.deepEqual(Object.keys(methods).sort(), Object.keys(expected).sort());
});

by_everybody('each method with a session', async (bench, call) => {
  for (const [method, { params, gives, uploaded }] of Object.entries(expected)) {
    bench.sim.reset();
    const filled = uploaded ? await sent_picture(call('admin'), uploaded) : (same) => same;
    check(await call('admin')(method, filled(resolved(bench, params))), gives, method);
  }
});

by_everybody('each method without a session', async (bench, call, caller) => {
  if (caller === 'ok.ru') return; // it cannot call without one
  for (const [method, { params, gives, bare }] of Object.entries(expected)) {
    bench.sim.reset();
    const met = bare && await call(null)(method, resolved(bench, params));
    if (bare === '+') check(met, gives, method);
    else if (bare) assert.equal(met.code, bare, method);
  }
});

by_everybody('each permission that is missing', async (bench, call) => {
  for (const [method, { scope, params }] of Object.entries(expected)) {
    if (!scope) continue;
    const { code } = await call('closed')(method, resolved(bench, params));
    assert.ok(among(code, [10, 200]), `${method}: ${code}`);
  }
});

by_everybody('refusals', async (bench, call) => {
  for (const { method, token, params, code, before } of refusals) {
    bench.sim.reset();
    const sent = resolved(bench, params);
    for (const [request, body] of before) assert.equal((await bench.control(resolved(bench, request), body)).error, undefined, request);
    const met = await call(token)(method, sent);
    assert.ok(among(met.code, code), `${method} ${JSON.stringify(params).slice(0, 120)}: ${met.code}, not ${code}`);
  }
});

by_everybody('the token of an uploaded picture', async (bench, call) => {
  for (const { what, uploaded, before = [], then } of photo_tokens) {
    bench.sim.reset();
    const filled = await sent_picture(call('admin'), uploaded);
    for (const [request, body] of before) await bench.control(request, body);
    for (const [number, [method, params, code]] of then.entries()) {
      const met = await call('admin')(method, filled(params));
      assert.ok(among(met.code, code), `${what}, call ${number + 1} (${method}): ${met.code}, not ${code}`);
    }
  }
});

test('what the upload server refuses', async () => {
  const bench = await simulate(world);
  for (const { what, text, size, before, code } of upload_refusals) {
    bench.sim.reset();
    if (before) await bench.control(...before);
    const { upload_url } = await bench.get('photosV2.getUploadUrl', { gid: '55' });
    const form = new FormData();
    if (text === null) form.append('pic1', 'слово');
    else form.append('pic1', new Blob([size ? png_of(...size) : text]), 'площадь.png');
    assert.deepEqual(await answered(fetch(upload_url, { method: 'POST', body: form })), { code }, what);
  }
  const { upload_url } = await bench.get('photosV2.getUploadUrl', { gid: '55' });
  assert.equal((await answered(fetch(upload_url, { method: 'POST', body: png_of(60, 40) }))).code, 21, 'no form');
});

by_everybody('a topic that is gone', async (bench, call) => {
  await bench.control(vanished.before);
  check(await call('admin')(vanished.method, vanished.params), vanished.gives);
});

by_everybody('quotas, where there are any', async (bench, call) => {
  for (const { setting, code, seconds } of quotas) {
    bench.sim.reset();
    await bench.control('POST /control/settings', { ...setting, rate_clock: 'simulated' });
    await bench.control('POST /control/clock', { frozen: true });
    const met = async (token = 'admin') => (await call(token)('users.getCurrentUser', {})).code;
    assert.deepEqual([await met(), await met(), await met()], [undefined, undefined, code]);
    assert.equal(await met('resident'), undefined, 'another session');
    await bench.control('POST /control/clock', { advance_seconds: seconds + 1 });
    assert.equal(await met(), undefined);
  }
});

test('signatures and applications', async () => {
  const { send } = await simulate(world);
  const good = signed({ method: 'users.getLoggedInUser' });
  for (const [how, spoil] of Object.entries(bad_signatures)) assert.equal((await answered(send(spoil(good)))).code, 104, how);
  assert.equal((await answered(send(signed({ method: 'users.getLoggedInUser' }, { application_key: 'НЕТ' })))).code, 101);
  assert.equal((await answered(send(good))).value, '3');
});

test('an error has status 200 and its code once more in the header', async () => {
  const { send } = await simulate(world);
  const response = await send(signed({ method: 'no.such' }));
  assert.deepEqual([response.status, response.headers.get('invocation-error')], [200, '3']);
  assert.deepEqual(Object.keys(await response.json()).sort(), ['error_code', 'error_data', 'error_msg']);
});

by_everybody('any code may come at any time, and nothing is done', async (bench, call) => {
  const method = 'discussions.addDiscussionComment';
  const before = (await bench.control('GET /control/comments')).items.length;
  for (const code of any_time) {
    await bench.control('POST /control/faults', { match: { method }, do: 'error', code });
    assert.equal((await call('admin')(method, resolved(bench, expected[method].params))).code, code);
  }
  assert.equal((await bench.control('GET /control/comments')).items.length, before);
});

test('the Bot API', async () => {
  const { url, sim } = await simulate(world);
  for (const { ask, body, type, token = 'bot', gives, code } of bot) {
    sim.reset();
    const [{ id }] = [...sim.world.chats.values()];
    const [http, path] = ask.replace('$chat', encodeURIComponent(id)).split(' ');
    const address = new URL(`${url}/graph/me${path}`);
    address.searchParams.set('access_token', token);
    const sent = body && { body: JSON.stringify(body).replace('$chat', id), headers: { 'Content-Type': type } };
    const met = await answered(fetch(address, { method: http, ...sent }));
    if (code) assert.equal(met.code, code, ask);
    else check(met, gives, ask);
  }
});

test('a session is refreshed at the other envelope', async () => {
  const { url, control } = await simulate(world);
  await control('POST /control/clock', { advance_seconds: 1800 });
  const ask = async (more) => (await fetch(`${url}/oauth/token.do`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', client_id: '900', client_secret: application.secret, refresh_token: 'long', ...more }),
  })).json();
  assert.equal(typeof (await ask({ refresh_token: 'нет' })).error, 'string');
  const { access_token, token_type } = await ask({});
  assert.equal(token_type, 'session');
  assert.equal((await answered(fetch(`${url}/fb.do?${new URLSearchParams(signed({ method: 'users.getLoggedInUser' }, { token: access_token }))}`))).value, '3');
});
