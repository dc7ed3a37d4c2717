// What a test may order to go wrong: before the work, after it, on the wire, and in the pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signed, simulate, small_world, texts, to_topic_100, topic_100 } from './bench.mjs';

const add = 'discussions.addDiscussionComment';
const hello = { ...to_topic_100, comment: 'Здравствуйте' };
const match = { method: add };

const failure_of = (promise) => promise.then(() => 'no failure', (error) => error.cause?.code ?? error.message);
const count = async (control) => (await control('GET /control/comments?topic=100')).items.filter(({ text }) => text === 'Здравствуйте').length;

test('an error before the work, and one after it: then the comment stands although the answer denies it', async () => {
  const { call, control } = await simulate();
  await control('POST /control/faults', { match, do: 'error', code: 2 });
  assert.equal((await call(add, hello)).error_code, 2);
  assert.equal(await count(control), 0);
  await control('POST /control/faults', { match, do: 'error', code: 1, when: 'after', data: 'late' });
  const { error_code, error_msg, error_data } = await call(add, hello);
  assert.deepEqual([error_code, error_msg, error_data], [1, 'UNKNOWN : Unknown error: late', 'late']);
  assert.equal(await count(control), 1);
  assert.equal(typeof await call(add, hello), 'string', 'a fault strikes once unless told otherwise');
});

test('a connection cut before and after', async () => {
  const { call, control } = await simulate();
  for (const [when, expected] of [['before', 0], ['after', 1]]) {
    await control('POST /control/faults', { match, do: 'cut', when });
    assert.match(await failure_of(call(add, hello)), /ECONNRESET|UND_ERR_SOCKET|terminated/);
    assert.equal(await count(control), expected, when);
  }
  const { items } = await control('GET /control/requests?method=discussions.addDiscussionComment');
  assert.deepEqual(items.map(({ outcome, wrote }) => [outcome, wrote !== null]), [['cut', false], ['cut', true]]);
});

test('spoilt answers: a status, half a body, broken JSON, a late answer, a grown one', async () => {
  const { send, control } = await simulate();
  const asked = () => send(signed({ method: 'discussions.getComments', ...topic_100 }));
  const order = (fault) => control('POST /control/faults', { match: { method: 'discussions.getComments' }, ...fault });
  await order({ do: 'status', status: 503 });
  const unavailable = await asked();
  assert.deepEqual([unavailable.status, unavailable.headers.get('content-type')], [503, 'text/html']);
  await order({ do: 'half_body' });
  assert.notEqual(await failure_of(asked().then((answer) => answer.text())), 'no failure');
  await order({ do: 'invalid_json' });
  const broken = await (await asked()).text();
  assert.throws(() => JSON.parse(broken));
  await order({ do: 'empty_body' });
  assert.equal(await (await asked()).text(), '');
  await order({ do: 'delay', ms: 120 });
  const before = Date.now();
  assert.equal((await (await asked()).json()).comments.length, 3);
  assert.ok(Date.now() - before >= 115);
  await control('POST /control/faults', { match: { method: 'users.getLoggedInUser' }, do: 'big_body', bytes: 5000 });
  const grown = await (await send(signed({ method: 'users.getLoggedInUser' }))).text();
  assert.deepEqual([grown.length, JSON.parse(grown)], [5000, '3']);
});

test('a hanging answer is given up by the client', async () => {
  const { url, control } = await simulate();
  await control('POST /control/faults', { match: { path: '/fb.do', kind: 'session' }, do: 'hang', when: 'after' });
  const signal = AbortSignal.timeout(150);
  const hanging = fetch(`${url}/fb.do`, { method: 'POST', body: new URLSearchParams(signed({ method: add, ...hello })), signal });
  assert.match(await failure_of(hanging), /timeout/i);
  assert.equal(await count(control), 1);
});

test('pages that lie: the same once more, an overlap, another order, none, without people', async () => {
  const world = structuredClone(small_world);
  world.topics[0].comments = [1, 2, 3, 4, 5, 6].map((text) => ({ person_id: '1', age: `${60 - text}m`, text: String(text) }));
  const { get, control } = await simulate(world);
  const read = (more) => get('discussions.getComments', { ...topic_100, direction: 'BACKWARD', count: '2', ...more });
  const first = await read({ anchor: 'LAST' });
  const bent = async (fault) => {
    await control('POST /control/faults', { match: { method: 'discussions.getComments' }, ...fault });
    return texts((await read({ anchor: first.anchor })).comments ?? []).join(' ');
  };
  assert.equal(texts(first.comments).join(' '), '6 5');
  assert.equal(await bent({ do: 'same_page' }), '6 5');
  assert.equal(await bent({ do: 'overlap', by: 1 }), '5 4');
  assert.equal(await bent({ do: 'repeat' }), '4 3 3');
  assert.equal(await bent({ do: 'empty_page' }), '');
  assert.equal(await bent({ do: 'reorder', seed: 1 }), '3 4');
  assert.equal(await bent({ do: 'delay', ms: 1 }), '4 3');
  await control('POST /control/faults', { match: {}, do: 'no_profiles' });
  assert.deepEqual((await read({})).entities, {});
});

test('an order nobody understands is refused; faults are listed and taken back', async () => {
  const { control, call } = await simulate();
  assert.match((await control('POST /control/faults', { do: 'explode' })).error, /"do" is one of/);
  assert.match((await control('POST /control/faults', { do: 'captcha' })).error, /"do" is one of/, 'OK has none');
  assert.match((await control('POST /control/faults', { do: 'error' })).error, /needs a code/);
  const { id } = await control('POST /control/faults', { match: { method: 'discussions.*', nth: 2 }, do: 'error', code: 12 });
  assert.deepEqual([(await call(add, hello)).error_code, (await call(add, hello)).error_code], [undefined, 12]);
  const { items } = await control('GET /control/faults');
  assert.deepEqual([items[0].seen, items[0].hits], [2, 1]);
  assert.deepEqual(await control(`DELETE /control/faults/${id}`), { removed: 1 });
});
