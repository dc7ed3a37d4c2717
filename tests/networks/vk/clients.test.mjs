// vk-io, a client others have written for the real VK, works with the simulator unchanged: only its address and agent are set.

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, test } from 'node:test';
import { simulate, small_world } from './bench.mjs';

const { VK, CallbackService } = await import('vk-io').catch(() => ({}));
const skip = VK ? false : 'skipped: vk-io is not installed';
const calm = { ...small_world, settings: { rate_limits: false } };

function client({ url }, token, more = {}) {
  const agent = new Agent({ keepAlive: true });
  after(() => agent.destroy());
  return new VK({ token, apiBaseUrl: `${url}/method`, agent, apiLimit: 20, language: 'ru', apiRetryLimit: 0, pollingGroupId: 55, ...more });
}

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
  const callbackService = new CallbackService();
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
