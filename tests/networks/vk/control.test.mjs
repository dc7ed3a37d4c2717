// The control interface: what a test can see and change.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, simulate, small_world } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const thread = { owner_id: -55, post_id: 100 };

test('authors by name are found or made; places by key', async () => {
  const { control } = await simulate(calm);
  await control('POST /control/posts', { owner_id: -56, author: 'Пётр Лугин', text: 'Яма', key: 'yama' });
  const { comment } = await control('POST /control/comments', { under: 'yama', author: 'Зоя Новая', text: 'Да', key: 'da' });
  const reply = await control('POST /control/comments', { under: 'da', author: 'Зоя Новая', text: 'И ещё' });
  assert.deepEqual([reply.comment.root_id, reply.comment.post_id, reply.comment.from_id], [comment.id, comment.post_id, comment.from_id]);
  const { people } = await control('GET /control/state');
  assert.deepEqual(people.filter(({ id }) => id === comment.from_id).map(({ first_name, last_name }) => [first_name, last_name]), [['Зоя', 'Новая']]);
});

test('comments at a past date stand in their place', async () => {
  const { control, get } = await simulate(calm);
  await control('POST /control/comments', { ...thread, from_id: 1, text: 'Раньше всех', age: '1d' });
  assert.deepEqual(ids((await get('wall.getComments', thread)).items), [105, 101, 103]);
});

test('the clock moves dates, and stands still when frozen', async () => {
  const { control, get } = await simulate(calm);
  const set = await control('POST /control/clock', { now: 1800000000, frozen: true });
  assert.deepEqual([set.now, set.frozen], [1800000000, true]);
  assert.equal(await get('utils.getServerTime'), 1800000000);
  const { comment } = await control('POST /control/comments', { ...thread, from_id: 1, text: 'Сейчас' });
  assert.equal(comment.date, 1800000000);
  assert.equal((await control('POST /control/clock', { advance_seconds: 90 })).now, 1800000090);
  const { now: free, frozen } = await control('POST /control/clock', { offset_seconds: 0, frozen: false });
  assert.deepEqual([frozen, Math.abs(free - Date.now() / 1000) < 3], [false, true]);
});

test('raw items are served as they are, in their place in the list', async () => {
  const { control, get, url } = await simulate(calm);
  await control('POST /control/raw', { list: 'comments', ...thread, position: 1, item: { id: 'seven', text: null } });
  await control('POST /control/raw', { list: 'thread', ...thread, comment_id: 101, json: '{"id": 1e400}' });
  await control('POST /control/raw', { list: 'wall', owner_id: -56, base64: Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString('base64') });
  const { items, count } = await get('wall.getComments', thread);
  assert.deepEqual([count, items.map(({ id }) => id)], [5, [101, 'seven', 103]]);
  const body = async (path) => Buffer.from(await (await fetch(`${url}/method/${path}&v=5.199&access_token=service`)).arrayBuffer());
  assert.ok((await body('wall.getComments?owner_id=-55&post_id=100&comment_id=101')).includes('{"id": 1e400}'));
  assert.ok((await body('wall.get?owner_id=-56')).includes(Buffer.from([0x22, 0xff, 0xfe, 0x22])));
  assert.deepEqual(await control('DELETE /control/raw'), { removed: 3 });
  assert.equal((await get('wall.getComments', thread)).count, 4);
});

test('an item may be served badly and still be answered', async () => {
  const { control, get } = await simulate(calm);
  await control('PATCH /control/comments/-55_103', { serve: { set: { date: 'вчера', attachments: {} }, drop: ['text', 'from_id'] } });
  const [, item] = (await get('wall.getComments', thread)).items;
  assert.deepEqual([item.date, item.attachments, 'text' in item, 'from_id' in item], ['вчера', {}, false, false]);
  assert.equal((await get('wall.createComment', { ...thread, reply_to_comment: 103, message: 'Ответ' }, 'community')).parents_stack[0], 103);
});

test('the log names requests without their tokens and remembers a token in an address for ever', async () => {
  const { control, get, url } = await simulate(calm);
  await get('wall.getComments', thread);
  assert.equal((await control('GET /control/requests')).token_in_url, false);
  await fetch(`${url}/method/utils.getServerTime?v=5.199&access_token=service`);
  const log = await control('GET /control/requests');
  assert.deepEqual(log.items.map(({ n, method, kind, http, token_in, token_in_url, outcome }) => [n, method, kind, http, token_in, token_in_url, outcome]), [
    [1, 'wall.getComments', 'service', 'POST', 'header', false, 'ok'], [2, 'utils.getServerTime', 'service', 'GET', 'url', true, 'ok']]);
  assert.deepEqual(log.items[0].params, { v: '5.199', owner_id: '-55', post_id: '100' });
  assert.deepEqual(log.by_method['wall.getComments'], { calls: 1, ok: 1, errors: {} });
  assert.equal(JSON.stringify(log.items).includes('"service"'), true);
  assert.equal(JSON.stringify(log).includes('access_token'), false);
  assert.equal((await control('GET /control/requests?after=1')).items.length, 1);
  assert.equal((await control('GET /control/requests?method=wall.getComments')).items.length, 1);
  await control('DELETE /control/requests');
  assert.equal((await control('GET /control/requests')).total, 0);
});

test('a token in the address is seen even when the header has it too', async () => {
  const { control, url } = await simulate(calm);
  await fetch(`${url}/method/utils.getServerTime?v=5.199&access_token=service`, { headers: { Authorization: 'Bearer service' } });
  const { token_in_url, items: [entry] } = await control('GET /control/requests');
  assert.deepEqual([token_in_url, entry.token_in, entry.token_in_url], [true, 'header', true]);
});

test('oddities of numbers, flags and entities', async () => {
  const { control, get, post } = await simulate(calm);
  await control('POST /control/settings', { numbers: 'float', flags: 'booleans', entities: true });
  await control('PATCH /control/comments/-55_103', { text: 'a < 12 & "b"' });
  const body = await (await post('wall.getComments', thread)).text();
  assert.match(body, /"id":103\.0,/);
  assert.ok(body.includes('a &lt; 12 &amp; &quot;b&quot;'));
  assert.equal((await get('wall.get', { owner_id: -55 })).items[0].comments.can_post, true);
  await control('POST /control/settings', { flags: 'numbers' });
  assert.equal((await get('wall.getComments', thread)).can_post, 1);
});

test('a reset brings back the beginning, or another world', async () => {
  const { control, get } = await simulate(calm);
  await control('DELETE /control/comments/-55_101');
  await control('POST /control/faults', { do: 'error', code: 1, times: 0 });
  await control('POST /control/clock', { offset_seconds: 9999 });
  await control('POST /control/reset');
  assert.equal((await get('wall.getComments', thread)).count, 4);
  assert.equal((await control('GET /control/clock')).offset_seconds, 0);
  assert.equal((await control('GET /control/requests')).total, 1);
  await control('POST /control/reset', { world: 'akhtubinsk' });
  const { communities } = await control('GET /control/state');
  assert.deepEqual(ids(communities), [55001, 55002]);
  await control('POST /control/reset', { world: small_world });
  assert.deepEqual(ids((await control('GET /control/state')).communities), [55, 56]);
});

test('mistakes are answered with what is wrong', async () => {
  const { url, control } = await simulate(calm);
  const status = async (method, path, body) => (await fetch(url + path, { method, body })).status;
  assert.equal(await status('GET', '/control/nothing'), 404);
  assert.equal(await status('PUT', '/control/posts'), 405);
  assert.equal(await status('POST', '/control/posts', '[1]'), 400);
  assert.equal(await status('PATCH', '/control/comments/-55_999', '{}'), 404);
  for (const [request, body, words] of [
    ['POST /control/posts', { owner_id: -99, text: 'x' }, /no wall/],
    ['POST /control/comments', { ...thread, text: 'x' }, /from_id or author/],
    ['POST /control/comments', { ...thread, from_id: 1, text: 5 }, /"serve"/],
    ['POST /control/comments', { ...thread, from_id: 1, text: 'x', age: 'вчера' }, /age is like/],
    ['POST /control/comments', { ...thread, from_id: 1, text: 'x', id: 101 }, /taken/],
    ['POST /control/settings', { guid: 'maybe' }, /guid takes/],
    ['POST /control/settings', { colour: 1 }, /unknown setting/],
    ['POST /control/tokens', { token: 'x', kind: 'group' }, /kind/],
    ['POST /control/cells', { method: 'wall.look', kind: 'user', allow: true }, /no method/],
    ['POST /control/raw', { list: 'walls', item: 1 }, /list is one of/],
  ]) assert.match((await control(request, body)).error, words, request);
});

test('a reset also takes back what was changed inside a community', async () => {
  const [first, ...others] = small_world.communities;
  const { control, get } = await simulate({ ...calm, communities: [{ ...first, long_poll: { enabled: true, events: { wall_reply_new: true } } }, ...others] });
  const heard = async () => (await get('groups.getLongPollSettings', { group_id: first.id }, 'community')).events.wall_reply_new;
  await get('groups.setLongPollSettings', { group_id: first.id, wall_reply_new: 0 }, 'community');
  assert.equal(await heard(), 0);
  await control('POST /control/reset');
  assert.equal(await heard(), 1);
});

test('a refresh token works once and brings the next', async () => {
  const { url, control, code } = await simulate(calm);
  await control('POST /control/tokens', { token: 'person', kind: 'user', user_id: 1, refresh_token: 'first', device_id: 'd1', expires_in: 3600 });
  const refresh = async (refresh_token, device_id = 'd1') => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: '1', device_id, state: 's' });
    return (await fetch(`${url}/oauth2/auth`, { method: 'POST', body })).json();
  };
  assert.equal((await refresh('first', 'other')).error, 'invalid_grant');
  const next = await refresh('first');
  assert.deepEqual([next.user_id, next.expires_in, next.token_type, next.state], [1, 3600, 'Bearer', 's']);
  assert.equal(await code('users.get', {}, next.access_token), undefined);
  assert.equal(await code('users.get', {}, 'person'), 5);
  assert.equal((await refresh('first')).error, 'invalid_grant');
  assert.equal((await refresh(next.refresh_token)).user_id, 1);
});
