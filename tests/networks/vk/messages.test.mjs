// Private messages of a community: who may be written to, nothing twice, what is read, and what events say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, texts } from './bench.mjs';

const world = {
  ...small_world, settings: { rate_limits: false },
  messages: [
    { group_id: 55, from_id: 1, text: 'Здравствуйте', age: '3h' },
    { group_id: 55, from_id: 1, from_group: true, text: 'Добрый день', age: '2h' },
    { group_id: 55, from_id: 2, text: 'Где приём?', age: '1h' },
    { group_id: 56, from_id: 1, text: 'Соседям', age: '1h' },
  ],
};
const answer = (changes) => ({ peer_id: 2, random_id: 11, message: 'В ратуше', ...changes });

test('dialogs: the latest first, unread and unanswered ones by themselves', async () => {
  const { get } = await simulate(world);
  const { count, unread_count, items, profiles } = await get('messages.getConversations', { extended: 1 }, 'community');
  assert.deepEqual([count, unread_count, profiles.map(({ id }) => id)], [2, 1, [2, 1]]);
  assert.deepEqual(items.map(({ conversation: { peer, unanswered, unread_count: fresh = 0, can_write }, last_message: { text, out } }) =>
    [peer.id, unanswered, fresh, can_write.allowed, text, out]), [[2, true, 1, true, 'Где приём?', 0], [1, false, 0, true, 'Добрый день', 1]]);
  assert.equal((await get('messages.getConversations', { filter: 'unanswered' }, 'community')).count, 1);
  assert.equal((await get('messages.getConversations', { count: 1, offset: 1 }, 'community')).items[0].conversation.peer.id, 1);
});

test('the history goes back in pages, and forward with rev', async () => {
  const { get, control } = await simulate(world);
  for (const text of ['Раз', 'Два', 'Три']) await control('POST /control/messages', { group_id: 55, from_id: 1, text });
  const history = (params) => get('messages.getHistory', { peer_id: 1, ...params }, 'community');
  assert.deepEqual(texts((await history({ count: 2 })).items), ['Три', 'Два']);
  assert.deepEqual(texts((await history({ count: 2, offset: 2 })).items), ['Раз', 'Добрый день']);
  assert.deepEqual(texts((await history({ rev: 1, count: 2 })).items), ['Здравствуйте', 'Добрый день']);
  assert.deepEqual(texts((await history({ start_message_id: 4, count: 1 })).items), ['Раз'], 'ids are counted for the community');
  assert.deepEqual(texts((await get('messages.getById', { message_ids: '1,3,99' }, 'community')).items), ['Здравствуйте', 'Где приём?']);
});

test('an answer goes once, whatever happens to its reply', async () => {
  const { get, control } = await simulate(world);
  const id = await get('messages.send', answer({ reply_to: 3 }), 'community');
  assert.equal(await get('messages.send', answer({ message: 'Другое' }), 'community'), id);
  const said = async () => texts((await control('GET /control/messages?group=55&person=2')).items);
  assert.deepEqual(await said(), ['Где приём?', 'В ратуше']);
  assert.equal(await get('messages.send', answer({ group_id: 55 }), 'user'), id, 'the sender is the community, by whichever token');
  assert.notEqual(await get('messages.send', answer({ random_id: 0 }), 'community'), id);
  assert.notEqual(await get('messages.send', answer({ random_id: 0 }), 'community'), id, 'nought marks nothing');
  assert.notEqual(await get('messages.send', answer({ peer_id: 1 }), 'community'), id, 'the same number for another person');
  const [message] = (await get('messages.getById', { message_ids: String(id) }, 'community')).items;
  assert.deepEqual([message.from_id, message.out, message.peer_id, message.random_id, message.reply_message.text], [-55, 1, 2, 11, 'Где приём?']);
  const { items: [, made] } = await control('GET /control/messages?group=55&person=2');
  assert.deepEqual([made.made_by.method, made.made_by.kind], ['messages.send', 'community']);
});

test('the number of an answer is remembered for ever, or as the setting says', async () => {
  const { get, code, control } = await simulate(world);
  const id = await get('messages.send', answer(), 'community');
  await control('POST /control/clock', { advance_seconds: 400 * 24 * 3600 });
  assert.equal(await get('messages.send', answer(), 'community'), id);
  await control('POST /control/settings', { random_id: 'error' });
  assert.equal(await code('messages.send', answer(), 'community'), 100);
  await control('POST /control/settings', { random_id: 'ignore' });
  assert.notEqual(await get('messages.send', answer(), 'community'), id);
  const mark = { peer_id: 2, message: 'По-старому', guid: 'g1' };
  assert.equal(await get('messages.send', mark, 'community') + 1, await get('messages.send', mark, 'community'));
  await control('POST /control/settings', { random_id: 'same' });
  assert.equal(await get('messages.send', { ...mark, guid: 'g2' }, 'community'), await get('messages.send', { ...mark, guid: 'g2' }, 'community'));
});

test('who may not be written to', async () => {
  const { code, get, control } = await simulate(world);
  let random_id = 100;
  const send = (params) => code('messages.send', answer({ random_id: ++random_id, ...params }), 'community');
  assert.equal(await send({ peer_id: 3 }), 901, 'he never wrote');
  await control('POST /control/dialogs', { group_id: 55, person_id: 3 });
  assert.equal(await send({ peer_id: 3 }), undefined, 'he allowed it');
  await control('POST /control/dialogs', { group_id: 55, person_id: 3, allowed: false });
  assert.equal(await send({ peer_id: 3 }), 901);
  assert.deepEqual(await get('messages.isMessagesFromGroupAllowed', { group_id: 55, user_id: 3 }, 'community'), { is_allowed: 0 });
  await control('POST /control/people', { id: 2, blocked: [55] });
  assert.equal(await send(), 900);
  await control('POST /control/people', { id: 2, blocked: [], messages_closed: true });
  assert.equal(await send(), 902);
  assert.deepEqual(await Promise.all([
    send({ peer_id: 99 }), send({ peer_id: 2000000001 }), send({ peer_id: -56 }), send({ message: '' }), send({ message: 'ы'.repeat(4097) }),
    code('messages.send', { peer_id: 1, message: 'Без номера' }, 'community'), code('messages.send', answer(), 'service'), code('messages.send', answer(), 'user'),
  ]), [936, 917, 932, 100, 914, 100, 28, 15]);
});

test('to several at once: each has his own fate', async () => {
  const { get } = await simulate(world);
  const results = await get('messages.send', { peer_ids: '1,3', random_id: 5, message: 'Всем' }, 'community');
  assert.deepEqual(results.map(({ peer_id, message_id, error }) => [peer_id, message_id > 0, error?.code]), [[1, true, undefined], [3, false, 901]]);
});

test('reading marks, answering too; an administrator does it with group_id', async () => {
  const { get, code, control } = await simulate(world);
  const unread = async () => (await get('messages.getConversations', { filter: 'unread' }, 'community')).count;
  assert.equal(await unread(), 1);
  assert.equal(await get('messages.markAsRead', { peer_id: 2, group_id: 55 }, 'user'), 1);
  assert.equal(await unread(), 0);
  await control('POST /control/messages', { group_id: 55, author: 'Пётр Лугин', text: 'Ау' });
  assert.equal(await unread(), 1);
  await get('messages.send', answer(), 'community');
  assert.equal(await unread(), 0);
  assert.equal(await code('messages.getHistory', { peer_id: 2, group_id: 56 }, 'user'), 15);
});

test('events: a new message wrapped, an answer bare, allowing and forbidding', async () => {
  const { get, control, url } = await simulate(world);
  const { key, ts } = await get('groups.getLongPollServer', { group_id: 55 }, 'community');
  await control('POST /control/messages', { group_id: 55, from_id: 1, text: 'Ответьте', attachments: [{ type: 'photo', photo: { text: 'яма' } }] });
  await get('messages.send', answer(), 'community');
  await control('POST /control/dialogs', { group_id: 55, person_id: 1, allowed: false });
  await control('POST /control/dialogs', { group_id: 55, person_id: 1 });
  const { updates } = await (await fetch(`${url}/longpoll/55?act=a_check&key=${key}&ts=${ts}&wait=1`)).json();
  assert.deepEqual(updates.map(({ type, object }) => [type, object.message?.text ?? object.text ?? object.user_id]),
    [['message_new', 'Ответьте'], ['message_reply', 'В ратуше'], ['message_deny', 1], ['message_allow', 1]]);
  const { message, client_info } = updates[0].object;
  assert.deepEqual([message.peer_id, message.from_id, message.out, message.attachments[0].type, typeof client_info.lang_id], [1, 1, 0, 'photo', 'number']);
});

test('texts with entities, if a test wants them', async () => {
  const { get, control } = await simulate(world);
  await control('POST /control/settings', { entities: true });
  await control('POST /control/messages', { group_id: 55, from_id: 1, text: 'a < b &\n"c"' });
  assert.equal((await get('messages.getHistory', { peer_id: 1, count: 1 }, 'community')).items[0].text, 'a &lt; b &amp;<br>&quot;c&quot;');
});
