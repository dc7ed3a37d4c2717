// Two more clients of others: vk-call, VK's own of old, sends a form without Content-Type and keeps its ts through an expired key;
// node-vk-bot-api begins its long poll without ts and calls everything through execute.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, texts } from './bench.mjs';
import { bot_api, bot_client, missing, vk_call, vk_call_client } from './clients.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const no_call = missing(vk_call, 'vk-call');
const no_bot = missing(bot_api, 'node-vk-bot-api');
const thread = { owner_id: -55, post_id: 100 };

/** When the first reader has been told where the long poll is; what happens from then on reaches him. */
function long_poll_opened({ sim: { long_poll } }) {
  return new Promise((resolve) => {
    const { open } = long_poll;
    long_poll.open = (group_id) => {
      resolve();
      return open.call(long_poll, group_id);
    };
  });
}

test('vk-call pages through comments, answers, and finds its answer', { skip: no_call }, async () => {
  const bench = await simulate(calm);
  for (let number = 0; number < 11; number++) await bench.control('POST /control/comments', { ...thread, from_id: 1, text: `Вопрос ${number}` });
  const [reader, writer] = [vk_call_client(bench, 'service'), vk_call_client(bench, 'community')];
  const read = async () => {
    const found = [];
    for (let offset = 0; ; offset += 5) {
      const { items } = await reader.call('wall.getComments', { ...thread, offset, count: 5, preview_length: 0 });
      if (!items.length) return texts(found);
      found.push(...items);
    }
  };
  const before = await read();
  assert.deepEqual([before.length, before.at(-1)], [13, 'Вопрос 10']);
  await writer.call('wall.createComment', { ...thread, from_group: 55, message: 'Всем отвечаем & благодарим = да' });
  assert.deepEqual(await read(), [...before, 'Всем отвечаем & благодарим = да']);
});

test('vk-call brings errors back at once, and pairs those of a chain', { skip: no_call }, async () => {
  const bench = await simulate(calm);
  const vk = vk_call_client(bench, 'user');
  await bench.control('POST /control/faults', { match: {}, do: 'error', code: 6 });
  await assert.rejects(vk.call('users.get', {}), { type: 6 });
  const chain = vk.chain();
  const first = chain.append('wall.get', { owner_id: -55 });
  const second = chain.append('wall.get', { owner_id: -99 }).catch(({ type }) => type);
  const third = chain.append('users.get', { user_ids: '1' });
  await chain.done();
  assert.deepEqual([(await first).count, await second, (await third)[0].first_name], [1, 15, 'Анна']);
});

test('vk-call hears events through a lost history and an expired key, and loses none', { skip: no_call }, async () => {
  const bench = await simulate(calm);
  const opened = long_poll_opened(bench);
  const { sink, abort } = vk_call_client(bench, 'community').persistentLongpoll();
  const heard = [];
  let told = () => {};
  sink.on('data', (updates) => {
    heard.push(...updates.map(({ type, object }) => `${type} ${object.text}`));
    told();
  });
  const until = (count) => new Promise((resolve) => {
    told = () => heard.length >= count && resolve();
    told();
  });
  const write = (text) => bench.control('POST /control/comments', { ...thread, from_id: 1, text });
  await opened;
  await write('Раз');
  await until(1);
  await bench.control('POST /control/longpoll', { group_id: 55, fail: 1 });
  await write('Два');
  await until(2);
  await bench.control('POST /control/longpoll', { group_id: 55, fail: 2 });
  await write('Три');
  await until(3);
  assert.deepEqual(heard, ['wall_reply_new Раз', 'wall_reply_new Два', 'wall_reply_new Три']);
  abort();
  await write('ends the last waiting request');
});

test('node-vk-bot-api hears a private message and answers it through execute', { skip: no_bot }, async () => {
  const bench = await simulate(calm);
  const bot = bot_client(bench, 'community');
  const answered = new Promise((resolve, reject) => {
    bot.command('приём', (context) => context.reply('В ратуше, по средам').then(resolve, reject));
  });
  await new Promise((resolve) => bot.startPolling(resolve));
  await bench.control('POST /control/messages', { group_id: 55, from_id: 1, text: 'Приём когда?' });
  const id = await answered;
  const { items } = await bench.control('GET /control/messages?group=55&person=1');
  assert.deepEqual([texts(items), items.at(-1).id, items.at(-1).made_by.method], [['Приём когда?', 'В ратуше, по средам'], id, 'messages.send']);
  await assert.rejects(bot.sendMessage(3, 'Незваный'), ({ response }) => response.error_code === 901);
});
