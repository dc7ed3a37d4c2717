// The Bot API: the group's private messages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

async function bench() {
  const simulated = await simulate();
  const graph = async (request, body, token = 'bot', type = 'application/json;charset=utf-8') => {
    const [method, path] = request.split(' ');
    const url = new URL(`${simulated.url}/graph/me${path}`);
    url.searchParams.set('access_token', token);
    return fetch(url, { method, ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': type } }) });
  };
  return { ...simulated, raw: graph, graph: async (...all) => (await graph(...all)).json() };
}

test('it knows its group, its chats, and what was said in them', async () => {
  const { graph, raw } = await bench();
  assert.deepEqual(await graph('GET /info'), { name: 'Администрация', group_id: 'group:55' });
  const { chats: [chat] } = await graph('GET /chats');
  assert.match(chat.chat_id, /^chat:C/);
  const { messages: [message] } = await graph(`GET /messages/${chat.chat_id}`);
  assert.deepEqual([message.sender, message.recipient, message.message.text], [{ user_id: 'user:1', name: 'Анна Ветрова' }, { chat_id: chat.chat_id }, 'Куда обратиться?']);
  assert.match(await (await raw(`GET /messages/${encodeURIComponent(chat.chat_id)}`)).text(), /"seq":110000000000000\d{3},/);
});

test('an answer is sent, and is the newest', async () => {
  const { graph, control } = await bench();
  const { chats: [{ chat_id }] } = await graph('GET /chats');
  const answer = { recipient: { chat_id }, message: { text: 'В приёмную' } };
  const { success, message_id } = await graph(`POST /messages/${chat_id}`, answer);
  assert.deepEqual([success, message_id.startsWith('mid:')], [true, true]);
  const { messages } = await graph(`GET /messages/${chat_id}?count=1`);
  assert.deepEqual([messages.length, messages[0].message.text, messages[0].sender.user_id], [1, 'В приёмную', 'group:55']);
  await control('POST /control/messages', { group_id: '55', author: 'Пётр Лугин', text: 'А я?' });
  const { chats, marker } = await graph('GET /chats?count=1');
  assert.deepEqual([chats[0].participants['user:2'] > 0, (await graph(`GET /chats?count=1&marker=${marker}`)).chats[0].chat_id], [true, chat_id]);
  assert.deepEqual(await graph(`POST /messages/${chat_id}`, { recipient: { chat_id }, sender_action: 'mark_seen' }), { success: true });
});

test('refusals have the envelope of the API', async () => {
  const { graph, control } = await bench();
  const { chats: [{ chat_id }] } = await graph('GET /chats');
  const code = async (...all) => (await graph(...all)).error_code;
  const message = { recipient: { chat_id }, message: { text: 'т' } };
  assert.equal(await code('GET /info', undefined, 'admin'), 103);
  assert.equal(await code('GET /nothing'), 3);
  assert.equal(await code('GET /messages/chat:Cnone'), 705);
  assert.equal(await code('GET /chats?count=0'), 2001);
  assert.equal(await code(`POST /messages/${chat_id}`, message, 'bot', 'text/plain'), 2001);
  assert.equal(await code(`POST /messages/${chat_id}`, { recipient: { chat_id } }), 2001);
  await control('POST /control/faults', { match: { kind: 'bot' }, do: 'error', code: 2, when: 'after' });
  assert.equal(await code(`POST /messages/${chat_id}`, message), 2);
  assert.equal((await graph(`GET /messages/${chat_id}`)).messages.length, 2);
});
