// The events of a community: what comes, when, and the failures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };

async function listening(world = calm) {
  const bench = await simulate(world);
  const { server, key, ts } = await bench.get('groups.getLongPollServer', { group_id: 55 }, 'community');
  const check = async (params) => {
    const query = new URLSearchParams({ act: 'a_check', key, wait: '0', ...params });
    return (await fetch(`${server}?${query}`)).json();
  };
  return { ...bench, check, ts };
}

test('what happens on the wall comes as events, own answers too', async () => {
  const { control, get, check, ts } = await listening();
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Когда?', reply_to_comment: 103 });
  await get('wall.createComment', { owner_id: -55, post_id: 100, from_group: 55, message: 'Скоро' }, 'community');
  await control('PATCH /control/comments/-55_105', { text: 'Когда же?' });
  await control('DELETE /control/comments/-55_105');
  await control('POST /control/comments/-55_105/restore');
  await control('POST /control/posts', { owner_id: -55, from_id: 1, text: 'Запись' });
  await control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'На чужой стене' });
  const { updates, ts: next } = await check({ ts });
  assert.deepEqual(updates.map(({ type, object }) => [type, object.id, object.text]), [
    ['wall_reply_new', 105, 'Когда?'], ['wall_reply_new', 106, 'Скоро'], ['wall_reply_edit', 105, 'Когда же?'],
    ['wall_reply_delete', 105, undefined], ['wall_reply_restore', 105, 'Когда же?'], ['wall_post_new', 107, 'Запись']]);
  const [{ group_id, event_id, v, object }, own, , deleted] = updates;
  assert.deepEqual([group_id, v, object.post_owner_id, object.parents_stack, object.reply_to_user], [55, '5.199', -55, [103], 2]);
  assert.match(event_id, /^[0-9a-f]{40}$/);
  assert.equal(new Set(updates.map((update) => update.event_id)).size, updates.length);
  assert.equal(own.object.from_id, -55);
  assert.deepEqual(deleted.object, { owner_id: -55, id: 105, deleter_id: 1, post_id: 100 });
  assert.deepEqual(await check({ ts: next }), { ts: next, updates: [] });
});

test('a waiting reader is answered as soon as something happens, and without ts from now on', async () => {
  const { control, check } = await listening();
  const waiting = check({ wait: '20', mode: '202', version: '19' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Ау' });
  const told = Date.now();
  assert.equal((await waiting).updates[0].object.text, 'Ау');
  assert.ok(Date.now() - told < 5000, 'not only when the wait is over');
});

test('failures: on order, by a bad key, by a ts that is too old', async () => {
  const { control, check, ts, get } = await listening();
  for (const fail of [1, 4]) {
    await control('POST /control/longpoll', { group_id: 55, fail });
    assert.deepEqual(await check({ ts }), fail === 1 ? { failed: 1, ts: Number(ts) } : { failed: 4 });
  }
  await control('POST /control/longpoll', { group_id: 55, fail: 2 });
  assert.deepEqual(await check({ ts }), { failed: 2 });
  assert.deepEqual(await check({ ts }), { failed: 2 }, 'the old key stays bad');
  const { key } = await get('groups.getLongPollServer', { group_id: 55 }, 'community');
  assert.deepEqual((await check({ ts, key })).updates, []);
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Ау' });
  await control('POST /control/longpoll', { group_id: 55, forget: true });
  assert.deepEqual(await check({ ts, key }), { failed: 1, ts: Number(ts) + 1 });
});

test('a reader that waits learns of an ordered failure', async () => {
  const { control, check, ts } = await listening();
  const waiting = check({ ts, wait: '20' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await control('POST /control/longpoll', { group_id: 55, fail: 3 });
  assert.deepEqual(await waiting, { failed: 3 });
});

test('only so many events are kept', async () => {
  const { control, check, ts } = await listening({ ...calm, settings: { ...calm.settings, long_poll_kept: 2 } });
  for (const text of ['1', '2', '3']) await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text });
  assert.equal((await check({ ts })).failed, 1);
  assert.equal((await check({ ts: Number(ts) + 1 })).updates.length, 2);
});

test('events are switched by kind, and the whole of it off', async () => {
  const { control, check, ts, get, code } = await listening();
  assert.equal(await get('groups.setLongPollSettings', { group_id: 55, wall_reply_new: 0 }, 'community'), 1);
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Ау' });
  assert.deepEqual((await check({ ts })).updates, []);
  await get('groups.setLongPollSettings', { group_id: 55, enabled: 0 }, 'community');
  assert.equal(await code('groups.getLongPollServer', { group_id: 55 }, 'community'), 100);
  assert.equal(await code('groups.getLongPollServer', { group_id: 56 }, 'community'), 15);
});

test('any event can be told, and a scheduled post names its old id', async () => {
  const { control, check, ts, get, sim } = await listening();
  await control('POST /control/longpoll', { group_id: 55, event: { type: 'message_new', object: { message: { text: 'Здравствуйте' } } } });
  const { post_id } = await get('wall.post', { owner_id: -55, message: 'Завтра', publish_date: sim.world.clock.now() + 60 }, 'user');
  await control('POST /control/clock', { advance_seconds: 61 });
  const { updates } = await check({ ts });
  assert.deepEqual(updates.map(({ type, object }) => [type, object.postponed_id]), [['message_new', undefined], ['wall_post_new', post_id]]);
});

test('a reset lets waiting readers go, with keys that are no longer good', async () => {
  const { control, check, ts } = await listening();
  const waiting = check({ ts, wait: '20' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const asked = Date.now();
  await control('POST /control/reset');
  assert.deepEqual(await waiting, { ts, updates: [] });
  assert.ok(Date.now() - asked < 5000);
  assert.deepEqual(await check({ ts }), { failed: 2 });
});
