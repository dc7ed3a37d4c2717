// What a test may order to go wrong with Facebook: before the work, after it, on the wire, in the pages, in the items.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, simulate, texts } from './bench.mjs';

const method = 'POST /{comment}/comments';
const failure_of = (promise) => promise.then(() => 'no failure', (error) => error.cause?.code ?? error.message);

async function bench() {
  const simulated = await simulate();
  const { call, control, ids, url } = simulated;
  const params = { message: 'Передано' };
  return {
    ...simulated,
    order: (fault) => control('POST /control/faults', { match: { method }, ...fault }),
    say: () => call(`POST /${ids.when}/comments`, params),
    send: () => send(url, `POST /${ids.when}/comments`, params, 'page'),
    count: async () => (await control('GET /control/comments')).items.filter(({ text }) => text === 'Передано').length,
  };
}

test('an error before the work, and after it: then the reply stands although the answer denies it', async () => {
  const { order, say, count } = await bench();
  await order({ do: 'error', code: 1 });
  assert.deepEqual([(await say()).error.code, await count()], [1, 0]);
  await order({ do: 'error', code: 2, when: 'after', subcode: 5, message: 'Позже' });
  const { error } = await say();
  assert.deepEqual([error.code, error.error_subcode, error.message, error.is_transient, await count()], [2, 5, 'Позже', true, 1]);
  assert.equal((await say()).error, undefined, 'a fault strikes once unless told otherwise');
});

test('the reply is written and the answer lost: cut, half, 500, empty, hanging', async () => {
  const { order, send: ask, say, count, control } = await bench();
  await order({ do: 'cut', when: 'before' });
  assert.match(await failure_of(say()), /ECONNRESET|UND_ERR_SOCKET|terminated/);
  assert.equal(await count(), 0);
  await order({ do: 'cut', when: 'after' });
  assert.match(await failure_of(say()), /ECONNRESET|UND_ERR_SOCKET|terminated/);
  await order({ do: 'half_body' });
  assert.notEqual(await failure_of(say()), 'no failure');
  await order({ do: 'status', status: 500, when: 'after' });
  assert.equal((await ask()).status, 500);
  await order({ do: 'empty_body', when: 'after' });
  assert.equal(await (await ask()).text(), '');
  await order({ do: 'invalid_json' });
  assert.notEqual(await failure_of(say()), 'no failure');
  assert.equal(await count(), 5);
  const { items } = await control(`GET /control/requests?method=${encodeURIComponent(method)}`);
  assert.deepEqual(items.map(({ outcome, wrote }) => [outcome, wrote !== null]), [
    ['cut', false], ['cut', true], ['half_body', true], ['status 500', true], ['empty_body', true], ['invalid_json', true],
  ]);
});

test('a hanging answer is given up by the client, a late one is waited for', async () => {
  const { order, url, ids, count, say, control } = await bench();
  await order({ do: 'hang', when: 'after' });
  const giving_up = new AbortController();
  const address = `${url}/${ids.when}/comments?message=${encodeURIComponent('Передано')}&access_token=page`;
  const hanging = failure_of(fetch(address, { method: 'POST', signal: giving_up.signal }));
  const hangs = async () => (await control('GET /control/requests')).items.some(({ outcome }) => outcome === 'hang');
  while (!(await hangs()));
  giving_up.abort();
  assert.match(await hanging, /abort/i);
  assert.equal(await count(), 1);
  await order({ do: 'delay', ms: 60 });
  const before = Date.now();
  await say();
  assert.ok(Date.now() - before >= 55);
});

test('faults by token, kind, parameter, and in batches', async () => {
  const { control, call, code, ids } = await bench();
  await control('POST /control/faults', { match: { kind: 'user' }, do: 'error', code: 17 });
  assert.deepEqual([await code('GET /me'), await code('GET /me', {}, 'user')], [[undefined, undefined], [17, undefined]]);
  await control('POST /control/faults', { match: { params: { filter: 'stream' } }, do: 'error', code: 341 });
  const of_comments = async (params) => (await code(`GET /${ids.garbage}/comments`, params))[0];
  assert.deepEqual([await of_comments(), await of_comments({ filter: 'stream' })], [undefined, 341]);
  await control('POST /control/faults', { match: { method: 'GET /{page}/*' }, do: 'error', code: 2 });
  const batch = ['10?fields=id', '10/feed', '10/tagged'].map((relative_url) => ({ method: 'GET', relative_url }));
  assert.deepEqual((await call('POST /', { batch })).map((one) => one.code), [200, 503, 200]);
});

test('pages that lie, items that are served badly, raw items', async () => {
  const { control, done, ids } = await bench();
  const read = async () => texts(await done(`GET /${ids.garbage}/comments`, { filter: 'stream' }));
  await control('POST /control/faults', { match: { method: 'GET /{post}/comments' }, do: 'reorder', seed: 3 });
  assert.notDeepEqual(await read(), await read());
  await control('POST /control/faults', { match: { method: 'GET /{post}/comments' }, do: 'empty_page' });
  assert.deepEqual(await read(), []);
  await control(`PATCH /control/comments/${ids.thanks}`, { serve: { set: { message: 5, created_time: 'вчера' }, drop: ['from'] } });
  const { data } = await done(`GET /${ids.garbage}/comments`);
  assert.deepEqual(data[1], { created_time: 'вчера', message: 5, id: ids.thanks });
  await control('POST /control/raw', { list: 'comments', of: ids.garbage, item: { id: null } });
  assert.deepEqual((await done(`GET /${ids.garbage}/comments`)).data[0], { id: null });
});
