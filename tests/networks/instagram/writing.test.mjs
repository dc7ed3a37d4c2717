// What is written: comments and replies, answers to mentions, hiding, deleting, comments switched off, private replies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, texts } from './bench.mjs';

test('a reply has an id and stands under the comment; a reply to a reply stands at the end of the same thread', async () => {
  const { done, code, ids, control } = await simulate();
  const { id } = await done(`POST /${ids.when}/replies`, { message: ' Вывезем\r\nзавтра ' });
  assert.deepEqual(await done(`GET /${id}`, { fields: 'parent_id,text,username,from{id,username,self_ig_scoped_id},user' }), {
    parent_id: ids.when, text: 'Вывезем\nзавтра', username: 'adm', from: { id: '20', username: 'adm', self_ig_scoped_id: '2020' }, user: { id: '20' }, id,
  });
  const deeper = await done(`POST /${ids.too}/replies`, { message: '@petr и вам' });
  assert.equal((await done(`GET /${deeper.id}`, { fields: 'parent_id' })).parent_id, ids.when);
  assert.deepEqual(texts(await done(`GET /${ids.when}/replies`)), ['У нас тоже', 'Вывезем\nзавтра', '@petr и вам']);
  const { items } = await control(`GET /control/comments?media=${ids.garbage}`);
  const last = items.at(-1);
  assert.deepEqual([last.account_id, last.answered_id, last.made_by.method, last.made_by.kind], ['20', ids.too, 'POST /{comment}/replies', 'page']);
  await control('POST /control/settings', { reply_to_reply: 'refused' });
  assert.deepEqual(await code(`POST /${ids.too}/replies`, { message: 'а' }), [100, undefined]);
});

test('a comment of one\'s own, with whichever token; fields with a write give what was written', async () => {
  const { done, ids } = await simulate();
  for (const token of ['page', 'user', 'system', 'instagram']) {
    const written = await done(`POST /${ids.garbage}/comments`, { message: `Машина вышла, ${token}`, fields: 'text,username' }, token);
    assert.deepEqual([written.text, written.username], [`Машина вышла, ${token}`, 'adm']);
  }
});

test('what a comment must have, and where none may be written', async () => {
  const { code, ids, control, done } = await simulate();
  const say = (message, where = `${ids.when}/replies`) => code(`POST /${where}`, { message }).then(([number]) => number);
  assert.deepEqual([await say('  '), await say('я'.repeat(2201)), await say('🌊'.repeat(2200))], [100, 100, undefined]);
  await done(`POST /${ids.when}`, { hide: true });
  assert.equal(await say('а'), 100, 'a hidden one');
  const { comment } = await control('POST /control/comments', { under: 'live', author: 'anna', text: 'Привет' });
  assert.equal(await say('а', `${comment.id}/replies`), 100, 'a broadcast');
  await done(`POST /${ids.garbage}`, { comment_enabled: 'false' });
  assert.deepEqual([await say('а', `${ids.secret}/replies`), await say('а', `${ids.garbage}/comments`)], [100, 100]);
  assert.equal((await done(`GET /${ids.garbage}`, { fields: 'is_comment_enabled' })).is_comment_enabled, false);
  await done(`POST /${ids.garbage}`, { comment_enabled: 'true' });
  assert.equal(await say('а', `${ids.garbage}/comments`), undefined);
  assert.equal(await say('а', `${ids.pit}/comments`), 100, 'not one\'s own media');
});

test('equal texts are two comments', async () => {
  const { done, ids } = await simulate();
  const ids_of = [await done(`POST /${ids.when}/replies`, { message: 'Да' }), await done(`POST /${ids.when}/replies`, { message: 'Да' })];
  assert.notEqual(ids_of[0].id, ids_of[1].id);
});

test('hiding and showing; one\'s own comments are always shown', async () => {
  const { done, code, ids, control } = await simulate();
  const hidden = async (id) => (await done(`GET /${id}`, { fields: 'hidden' })).hidden;
  await done(`POST /${ids.when}`, { hide: 'true' });
  assert.equal(await hidden(ids.when), true);
  await done(`POST /${ids.when}`, { hide: 'false' });
  assert.equal(await hidden(ids.when), false);
  const { id } = await done(`POST /${ids.when}/replies`, { message: 'Своё' });
  assert.deepEqual(await done(`POST /${id}`, { hide: true }), { success: true });
  assert.equal(await hidden(id), false);
  await control('POST /control/settings', { hide_own: 'refused' });
  assert.deepEqual(await code(`POST /${id}`, { hide: true }), [200, undefined]);
  await control('POST /control/settings', { hide_own: 'hidden' });
  await done(`POST /${id}`, { hide: true });
  assert.equal(await hidden(id), true);
});

test('deleting comments and media', async () => {
  const { done, code, ids } = await simulate();
  assert.deepEqual(await done(`DELETE /${ids.too}`), { success: true });
  assert.deepEqual(await code(`DELETE /${ids.too}`), [100, 33]);
  assert.deepEqual(await done(`DELETE /${ids.garbage}`), { success: true });
  assert.deepEqual(await code(`GET /${ids.when}`), [100, 33]);
});

test('an answer to a mention, under the caption or the comment; there the account speaks but does not rule', async () => {
  const { done, code, ids, sim, control } = await simulate();
  const answer = (params) => code('POST /20/mentions', { message: 'Засыплем', ...params }).then(([number]) => number);
  const { id } = await done('POST /20/mentions', { media_id: ids.cat, comment_id: ids.call, message: 'Передали соседям' });
  const { media_id, parent_id, account_id } = sim.world.comments.get(id);
  assert.deepEqual([media_id, parent_id, account_id], [ids.cat, ids.call, '20']);
  assert.equal(await answer({ media_id: ids.pit }), undefined);
  assert.equal(await answer({ media_id: ids.tagged }), 100, 'tagged in the picture only');
  assert.equal(await answer({ media_id: ids.closed }), 100, 'private');
  assert.equal(await answer({ media_id: ids.pit, comment_id: ids.ours }), 100, 'not mentioned');
  assert.equal(await answer({ media_id: ids.pit, comment_id: ids.call }), 100, 'stands elsewhere');
  assert.equal((await done(`GET /${id}`, { fields: 'text' })).text, 'Передали соседям');
  assert.deepEqual(await code(`DELETE /${id}`), [10, undefined]);
  await control('POST /control/settings', { own_elsewhere: 'refused' });
  assert.deepEqual(await code(`GET /${id}`), [100, 33]);
});

test('a private reply: once, within seven days, to somebody who is there, so many an hour', async () => {
  const { done, code, control, ids } = await simulate();
  const reply = (recipient, path = '/10/messages', token = 'page') => code(`POST ${path}`, { recipient, message: { text: 'Пришлите адрес' } }, token).then(([number]) => number);
  const sent = await done('POST /10/messages', { recipient: { comment_id: ids.when }, message: { text: 'Пришлите адрес' } });
  assert.deepEqual([sent.recipient_id, typeof sent.message_id], ['1', 'string']);
  assert.equal(await reply({ comment_id: ids.when }), 10900);
  await control('POST /control/settings', { private_replies_per_hour: 1 });
  assert.equal(await reply({ comment_id: ids.too }), 613);
  await control('POST /control/settings', { private_replies_per_hour: 750 });
  await control('POST /control/people', { id: '2', unavailable: true });
  assert.equal(await reply({ comment_id: ids.too }), 551);
  assert.equal(await reply({ comment_id: ids.secret }, '/20/messages', 'instagram'), undefined, 'with the other login through the account');
  assert.deepEqual([await reply({ comment_id: ids.call }), await reply({ comment_id: '5' })], [10903, 10903]);
  assert.deepEqual([await reply({}), await reply({ id: '2' }), await reply({ id: '1' })], [100, 100, undefined]);
  await control('POST /control/clock', { advance_seconds: 7 * 24 * 3600 });
  assert.deepEqual([await reply({ comment_id: ids.too }), await reply({ id: '1' })], [10903, 10]);
});
