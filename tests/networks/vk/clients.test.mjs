// vk-io, a client others have written for the real VK, works with the simulator unchanged: only its address and agent are set.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { png_of } from '../shared/upload_bench.mjs';
import { simulate, small_world, texts } from './bench.mjs';
import { missing, vk_io, vk_io_client as client } from './clients.mjs';

const skip = missing(vk_io, 'vk-io');
const calm = { ...small_world, settings: { rate_limits: false } };

test('vk-io reads a thread and answers in it', { skip }, async () => {
  const bench = await simulate(calm);
  const reader = client(bench, 'service');
  const writer = client(bench, 'community');
  const { items, profiles } = await reader.api.wall.getComments({
    owner_id: -55, post_id: 100, thread_items_count: 10, extended: 1, preview_length: 0,
  });
  assert.deepEqual([items[0].text, profiles[0].first_name], ['Когда вывезут мусор на Чаплыгина?', 'Анна']);
  const answer = await writer.api.wall.createComment({
    owner_id: -55, post_id: 100, from_group: 55, reply_to_comment: 104, message: 'Вывезем завтра', guid: 'g1',
  });
  assert.deepEqual(answer, { comment_id: 105, parents_stack: [101] });
  assert.equal((await writer.api.groups.getById({})).groups[0].name, 'Администрация');
});

test('vk-io sees errors', { skip }, async () => {
  const { api } = client(await simulate(calm), 'community');
  await assert.rejects(api.wall.get({ owner_id: -55 }), { code: 27 });
});

test('vk-io in too great a hurry gets 6, waits for the second to pass, and is served', { skip }, async () => {
  const bench = await simulate();
  const { api } = client(bench, 'service');
  await bench.control('POST /control/clock', { frozen: true });
  const times = await Promise.all([1, 2, 3, 4].map(() => api.utils.getServerTime({})));
  assert.equal(new Set(times).size, 1);
  const { items } = await bench.control('GET /control/requests');
  assert.deepEqual(items.map(({ outcome }) => outcome), ['ok', 'ok', 'ok', 'error 6', 'ok']);
});

test('vk-io passes a captcha', { skip }, async () => {
  const bench = await simulate(calm);
  const callbackService = new vk_io.CallbackService();
  callbackService.onCaptcha((payload, retry) => retry('passed'));
  const vk = client(bench, 'community', { callbackService });
  await bench.control('POST /control/faults', { match: { method: 'wall.createComment' }, do: 'captcha', times: 0 });
  const { comment_id } = await vk.api.wall.createComment({ owner_id: -55, post_id: 100, from_group: 55, message: 'Ответ' });
  assert.equal(comment_id, 105);
});

test('vk-io pairs the results of execute with their errors', { skip }, async () => {
  const { api } = client(await simulate(calm), 'user');
  const { response, errors } = await api.execute({ code: 'return [API.wall.get({"owner_id":-55}),API.wall.get({"owner_id":-99})];' });
  assert.deepEqual([response[0].count, response[1], errors.map(({ method, code }) => [method, code])], [1, false, [['wall.get', 15]]]);
});

test('vk-io hears events by long poll, through failures', { skip }, async () => {
  const bench = await simulate(calm);
  const { updates } = client(bench, 'community');
  const heard = [];
  let told = () => {};
  updates.on('comment', (context) => {
    heard.push([context.subTypes.at(-1), context.id, context.text]);
    told();
  });
  const next = (count) => new Promise((resolve) => {
    told = () => heard.length >= count && resolve();
    told();
  });
  await updates.startPolling();
  await bench.control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Раз' });
  await next(1);
  await bench.control('POST /control/longpoll', { group_id: 55, fail: 1 });
  await bench.control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'Два' });
  await next(2);
  assert.deepEqual(heard, [['wall_reply_new', 105, 'Раз'], ['wall_reply_new', 106, 'Два']]);
  updates.stop();
  await bench.control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: 1, text: 'ends the last waiting request' });
});

test('vk-io pages through a wall with its own walker, and sees what was written', { skip }, async () => {
  const bench = await simulate(calm);
  const written = Array.from({ length: 23 }, (_, number) => `Запись ${number}`);
  for (const text of written) await bench.control('POST /control/posts', { owner_id: -56, from_id: 1, text });
  const { api } = client(bench, 'service');
  const read = [];
  for await (const chunk of vk_io.createCollectIterator({ api, method: 'wall.get', params: { owner_id: -56 }, countPerRequest: 5 })) read.push(...chunk.items);
  assert.deepEqual(texts(read), [...written.reverse(), 'Пропал кот']);
});

test('vk-io uploads a photo and a document and posts them', { skip }, async () => {
  const bench = await simulate(calm);
  await bench.control('POST /control/tokens', { token: 'keys', kind: 'community', group_id: 55, permissions: ['docs', 'photos', 'messages', 'wall'] });
  const { api, upload } = client(bench, 'user');
  const picture = png_of(30, 20);
  const file = { value: picture, filename: 'площадь.png', contentType: 'image/png' };
  const photo = await upload.wallPhoto({ group_id: 55, source: file });
  const { post_id } = await api.wall.post({ owner_id: -55, from_group: 1, message: 'Площадь', attachments: String(photo) });
  const { items: [post] } = await api.wall.getById({ posts: `-55_${post_id}` });
  const { url } = post.attachments[0].photo.sizes.at(-1);
  assert.deepEqual(Buffer.from(await (await fetch(url)).arrayBuffer()), picture);
  const keyed = client(bench, 'keys');
  const doc = await keyed.upload.wallDocument({ group_id: 55, source: { value: Buffer.from('%PDF'), filename: 'план.pdf' } });
  const { comment_id } = await keyed.api.wall.createComment({ owner_id: -55, post_id, attachments: String(doc) });
  assert.equal(bench.sim.world.comment(-55, comment_id).attachments[0].type, 'doc');
  const sent = await keyed.upload.messagePhoto({ peer_id: 1, source: file });
  assert.deepEqual([sent.ownerId, sent.largeSizeUrl?.length > 0], [-55, true]);
});

test('vk-io hears a private message and answers it', { skip }, async () => {
  const bench = await simulate(calm);
  const vk = client(bench, 'community');
  const heard = new Promise((resolve) => vk.updates.on('message_new', resolve));
  await vk.updates.startPolling();
  await bench.control('POST /control/messages', { group_id: 55, from_id: 1, text: 'Где приём?' });
  const context = await heard;
  assert.deepEqual([context.text, context.senderId, context.isUser, context.isInbox], ['Где приём?', 1, true, true]);
  const sent = await context.reply('В ратуше');
  assert.deepEqual([sent.peerId, sent.conversationMessageId], [1, 2]);
  await vk.updates.stop();
  const { items } = await vk.api.messages.getHistory({ peer_id: 1 });
  assert.deepEqual(texts(items), ['В ратуше', 'Где приём?']);
  await assert.rejects(vk.api.messages.send({ peer_id: 3, random_id: 1, message: 'Незваный' }), { code: 901 });
  await bench.control('POST /control/messages', { group_id: 55, from_id: 1, text: 'ends the last waiting request' });
});
