// Lists: pages, cursors, bounds, and pages that lie; and many calls in one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

const messages = ({ data }) => data.map(({ message }) => Number(message.split(' ')[1]));

test('pages follow one another until there is no next', async () => {
  const { get } = await simulate();
  const first = await get('/v25.0/1/feed', { limit: '3' });
  assert.deepEqual([messages(first), 'previous' in first.paging], [[7, 6, 5], false]);
  assert.match(first.paging.next, /\/v25\.0\/1\/feed\?access_token=page&limit=3&after=QVFI/);
  const second = await (await fetch(first.paging.next)).json();
  const last = await get('/v25.0/1/feed', { limit: '3', after: second.paging.cursors.after });
  assert.deepEqual([messages(second), messages(last), 'next' in last.paging], [[4, 3, 2], [1], false]);
  const back = await (await fetch(last.paging.previous)).json();
  assert.deepEqual(messages(back), [4, 3, 2]);
  const beyond = await get('/v25.0/1/feed', { after: last.paging.cursors.after });
  assert.deepEqual(beyond, { data: [] });
});

test('what is written while one pages neither doubles nor hides anything', async () => {
  const { get, sim } = await simulate();
  const first = await get('/1/feed', { limit: '3' });
  sim.world.posts.unshift({ id: '1_8', message: 'Запись 8', time: sim.world.clock.now() });
  assert.deepEqual(messages(await get('/1/feed', { limit: '3', after: first.paging.cursors.after })), [4, 3, 2]);
  sim.world.posts = sim.world.posts.filter(({ id }) => id !== '1_5');
  assert.deepEqual(messages(await get('/1/feed', { limit: '3', after: first.paging.cursors.after })), [4, 3, 2], 'the item of the cursor is gone');
});

test('bounds of limit; none at all; times', async () => {
  const { get, control, sim } = await simulate();
  assert.deepEqual([(await get('/1/feed', { limit: '101' })).error.code, (await get('/1/feed', { limit: 'many' })).error.code], [100, 100]);
  assert.deepEqual(await get('/1_7/comments', { limit: '0', summary: 'true' }), { data: [], summary: { total_count: 3 } });
  await control('POST /control/settings', { beyond_most: 'cut', most_per_page: 2 });
  assert.deepEqual(messages(await get('/1/feed', { limit: '101' })), [7, 6]);
  await control('POST /control/settings', { most_per_page: 100 });
  const [, , { time }] = sim.world.posts;
  assert.deepEqual(messages(await get('/1/feed', { since: String(time) })), [7, 6, 5]);
  assert.deepEqual(messages(await get('/1/feed', { until: new Date(time * 1000).toISOString() })), [5, 4, 3, 2, 1]);
});

test('cursors go stale: of another list, of another life, of yesterday, of what is gone', async () => {
  const { get, control, sim } = await simulate();
  const { paging: { cursors: { after } } } = await get('/1/feed', { limit: '2' });
  const code = async (path = '/1/feed') => (await get(path, { after })).error?.code;
  assert.deepEqual([await code(), await code('/1_7/comments')], [undefined, 100]);
  assert.equal((await get('/1/feed', { after: 'QVFInonsense' })).error.code, 100);
  await control('POST /control/settings', { gone_cursor: 'error' });
  sim.world.posts = sim.world.posts.filter(({ id }) => id !== '1_6');
  assert.equal(await code(), 100);
  await control('POST /control/settings', { gone_cursor: 'goes_on', cursor_seconds: 3600 });
  assert.equal(await code(), undefined);
  await control('POST /control/clock', { advance_seconds: 3600 });
  assert.equal(await code(), 100);
  await control('POST /control/reset');
  assert.equal(await code(), 100);
});

test('pages that lie, and an empty one that says there is more', async () => {
  const { get, control } = await simulate();
  const { paging: { cursors: { after } } } = await get('/1/feed', { limit: '2' });
  const bent = async (fault) => {
    await control('POST /control/faults', { match: { method: 'GET /{page}/feed' }, ...fault });
    return get('/1/feed', { limit: '2', after });
  };
  assert.deepEqual(messages(await bent({ do: 'same_page' })), [7, 6]);
  assert.deepEqual(messages(await bent({ do: 'overlap', by: 1 })), [6, 5]);
  assert.deepEqual(messages(await bent({ do: 'repeat' })), [5, 4, 4]);
  assert.deepEqual(messages(await bent({ do: 'reorder', seed: 1 })), [4, 5]);
  const empty = await bent({ do: 'empty_page' });
  assert.deepEqual([empty.data, typeof empty.paging.next], [[], 'string']);
  assert.deepEqual(messages(await (await fetch(empty.paging.next)).json()), [3, 2]);
});

test('raw items are served where they were put, in a batch too', async () => {
  const { get, control, url, post } = await simulate();
  await control('POST /control/raw', { list: 'feed', of: '1', position: 1, item: { id: 5, message: null } });
  await control('POST /control/raw', { list: 'comments', of: '1_7', base64: Buffer.from('{"id":nonsense}').toString('base64') });
  assert.deepEqual((await get('/1/feed', { limit: '3', fields: 'id' })).data, [{ id: '1_7' }, { id: 5, message: null }, { id: '1_6' }]);
  const bytes = async () => (await fetch(`${url}/1_7/comments?limit=1&access_token=page`)).text();
  assert.match(await bytes(), /^\{"data":\[\{"id":nonsense\}\],"paging"/);
  const [{ body }] = await in_batch(post, [{ method: 'GET', relative_url: '1_7/comments?limit=1' }]);
  assert.match(body, /\{"id":nonsense\}/);
  assert.equal((await get('/1_6/comments')).data.length, 0, 'elsewhere nothing was put in');
  assert.match((await control('POST /control/raw', { list: 'friends', item: 1 })).error, /list is one of/);
});

test('a user without the right sees no comments, and no error', async () => {
  const { get } = await simulate();
  assert.deepEqual(await get('/1_7/comments', {}, 'user'), { data: [] });
});

const in_batch = (post, elements, more = {}) => post('/v25.0/', { batch: JSON.stringify(elements), ...more });

test('a batch: each its own answer, each in the log and counted', async () => {
  const { post, control, sim } = await simulate();
  const answers = await in_batch(post, [
    { method: 'GET', relative_url: '1?fields=name' },
    { method: 'POST', relative_url: '1_1/comments', body: 'message=%D0%94%D0%B0' },
    { method: 'GET', relative_url: 'v24.0/77' },
    { method: 'GET', relative_url: 'me?access_token=user' },
  ], { include_headers: 'false' });
  assert.deepEqual(answers.map(({ code }) => code), [200, 200, 400, 404]);
  assert.deepEqual(JSON.parse(answers[0].body), { name: 'Страница', id: '1' });
  assert.equal(sim.world.comments.at(-1).message, 'Да');
  assert.equal('headers' in answers[0], false);
  const { items } = await control('GET /control/requests');
  assert.deepEqual(items.map(({ method, inner, outcome }) => [method, inner, outcome]), [
    ['POST /', false, 'ok'], ['GET /{page}', true, 'ok'], ['POST /{post}/comments', true, 'ok'], ['GET /{unknown}', true, 'error 100'],
    ['GET /{unknown}', true, 'error 803'],
  ]);
  const log = await control('GET /control/requests');
  assert.deepEqual([log.token_in_url, log.items.at(-1).token_in, /access_token=user/.test(JSON.stringify(log))], [false, 'body', false]);
});

test('a batch may be too long, run out of time, depend on itself, and fail in one place', async () => {
  const { post, control } = await simulate();
  const name = { method: 'GET', relative_url: '1' };
  assert.equal((await in_batch(post, Array(51).fill(name))).error.code, 100);
  assert.equal((await in_batch(post, 'no list')).error.code, 100);
  await control('POST /control/faults', { match: { method: 'POST /' }, do: 'error', code: 1 });
  assert.equal((await in_batch(post, [name])).error.code, 1, 'as a whole');
  await control('POST /control/faults', { match: { method: 'GET /{page}' }, do: 'error', code: 2 });
  assert.deepEqual((await in_batch(post, [name, name])).map(({ code }) => code), [503, 200]);
  const chained = [{ ...name, name: 'first' }, { ...name, relative_url: '77', name: 'bad' }, { ...name, depends_on: 'first' }, { ...name, depends_on: 'bad' }];
  assert.deepEqual((await in_batch(post, chained)).map((one) => one?.code ?? null), [null, 400, 200, null]);
  await control('POST /control/settings', { batch_answered: 1 });
  assert.deepEqual((await in_batch(post, [name, name])).map((one) => one?.code ?? null), [200, null]);
});
