// What a test may order to go wrong with Instagram: before the work, after it, on the wire, in the pages, in the items.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictures, send, simulate, texts } from './bench.mjs';

const method = 'POST /{comment}/replies';
const failure_of = (promise) => promise.then(() => 'no failure', (error) => error.cause?.code ?? error.message);

async function bench() {
  const simulated = await simulate();
  const { call, control, ids, url } = simulated;
  const params = { message: 'Передано' };
  return {
    ...simulated,
    order: (fault) => control('POST /control/faults', { match: { method }, ...fault }),
    say: () => call(`POST /${ids.when}/replies`, params),
    send: () => send(url, `POST /${ids.when}/replies`, params, 'page'),
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
  assert.throws(() => JSON.parse('{,'));
  assert.notEqual(await failure_of(say()), 'no failure');
  assert.equal(await count(), 5);
  const { items } = await control(`GET /control/requests?method=${encodeURIComponent(method)}`);
  assert.deepEqual(items.map(({ outcome, wrote }) => [outcome, wrote !== null]), [
    ['cut', false], ['cut', true], ['half_body', true], ['status 500', true], ['empty_body', true], ['invalid_json', true],
  ]);
});

test('a hanging answer is given up by the client, a late one is waited for', async () => {
  const { order, url, ids, count, say } = await bench();
  await order({ do: 'hang', when: 'after' });
  const hanging = fetch(`${url}/${ids.when}/replies?message=${encodeURIComponent('Передано')}&access_token=page`, { method: 'POST', signal: AbortSignal.timeout(150) });
  assert.match(await failure_of(hanging), /timeout/i);
  assert.equal(await count(), 1);
  await order({ do: 'delay', ms: 60 });
  const before = Date.now();
  await say();
  assert.ok(Date.now() - before >= 55);
});

test('faults by token, kind, parameter, and in batches; negative codes', async () => {
  const { control, call, code, ids } = await bench();
  await control('POST /control/faults', { match: { kind: 'instagram' }, do: 'error', code: -1, subcode: 2207001 });
  assert.deepEqual([await code('GET /me'), await code('GET /me', {}, 'instagram')], [[undefined, undefined], [-1, 2207001]]);
  await control('POST /control/faults', { match: { params: { limit: '7' } }, do: 'error', code: -2, subcode: 2207003 });
  assert.deepEqual([await code(`GET /${ids.garbage}/comments`), await code(`GET /${ids.garbage}/comments`, { limit: 7 })], [[undefined, undefined], [-2, 2207003]]);
  await control('POST /control/faults', { match: { method: 'GET /{account}/*' }, do: 'error', code: 2 });
  const batch = ['20?fields=id', '20/media', '20/tags'].map((relative_url) => ({ method: 'GET', relative_url }));
  assert.deepEqual((await call('POST /', { batch })).map((one) => one.code), [200, 503, 200]);
});

test('pages that lie, items that are served badly, raw items', async () => {
  const { control, done, ids } = await bench();
  const read = async () => texts(await done(`GET /${ids.garbage}/comments`));
  await control('POST /control/faults', { match: { method: 'GET /{media}/comments' }, do: 'reorder', seed: 3 });
  assert.notDeepEqual(await read(), await read());
  await control('POST /control/faults', { match: { method: 'GET /{media}/comments' }, do: 'empty_page' });
  assert.deepEqual(await read(), []);
  await control(`PATCH /control/comments/${ids.secret}`, { serve: { set: { text: 5, timestamp: 'вчера' }, drop: ['id'] } });
  const { data } = await done(`GET /${ids.garbage}/comments`);
  assert.deepEqual(data[0], { timestamp: 'вчера', text: 5 });
  await control('POST /control/raw', { list: 'comments', of: ids.garbage, item: { id: null } });
  assert.deepEqual((await done(`GET /${ids.garbage}/comments`)).data[0], { id: null });
});

test('what is published although the answer was lost', async () => {
  const { control, done, code, ids } = await bench();
  const place = await pictures();
  const { id } = await done('POST /20/media', { image_url: `${place.url}/a.jpg`, caption: 'Один раз' });
  await control('POST /control/clock', { advance_seconds: 5 });
  await control('POST /control/faults', { match: { method: 'POST /{account}/media_publish' }, do: 'error', code: -1, subcode: 2207001, when: 'after' });
  assert.deepEqual(await code('POST /20/media_publish', { creation_id: id }), [-1, 2207001]);
  assert.equal((await done(`GET /${id}`, { fields: 'status_code' })).status_code, 'PUBLISHED');
  assert.deepEqual((await done('GET /20/media', { fields: 'caption' })).data.map(({ caption }) => caption)[0], 'Один раз');
  assert.deepEqual(await code(`POST /${ids.when}/replies`, { message: 'Да' }), [undefined, undefined]);
});
