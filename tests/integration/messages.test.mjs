// What residents write to the administration in private, and what a network tells at once: found, and answered where it was
// written, once.

import assert from 'node:assert/strict';
import { complaint, does, approves } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { with_ok } from '../harness/ok.mjs';
import { reaches, words } from '../harness/story.mjs';

leaves_nothing_behind();

const resident = 'Виктор Ерикин';

/** The conversation in VK. */
const vk_messages = { id: 'vk-messages', account: 'vk', kind: 'messages', target: '-55001', title: 'Личные сообщения', local: true, every: '1s' };
const with_vk_messages = { sources: ['own'], settings: (all) => { all.source.push(vk_messages); } };
const writes_in_vk = async (world, text) => (await world.vk.control('POST /control/messages', { group_id: 55001, author: resident, text })).message;
const answers_in_vk = async (world) => (await world.vk.control('GET /control/messages?group=55001')).items.filter(({ out, from_id }) => out || from_id < 0);

/** Routed, drafted and let go. */
async function answered(world, text) {
  const scene = { world, incident: await (await world.person('coordinator')).finds(text.slice(0, 60)) };
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  await reaches(scene, 'answered', { within: 60_000 });
  return scene;
}

in_town('a private message in VK is found and answered in the conversation, once', with_vk_messages, async (world) => {
  await world.has_looked_around();
  const before = (await answers_in_vk(world)).length;
  const text = complaint();
  await writes_in_vk(world, text);
  await answered(world, text);
  const ours = (await answers_in_vk(world)).slice(before);
  assert.deepEqual(ours.map((m) => m.text), [words.answer]);
  assert.equal((await world.vk.official_comments()).length, 0, 'nothing of it is in public');
});

in_town('VK takes the private answer and drops the connection: one stands', with_vk_messages, async (world) => {
  await world.has_looked_around();
  await world.vk.settings({ random_id: 'ignore' });  // nothing may rest on it
  await world.vk.fault({ method: 'messages.send' }, { do: 'cut', when: 'after', times: 1 });
  const before = (await answers_in_vk(world)).length;
  const text = complaint();
  await writes_in_vk(world, text);
  await answered(world, text);
  assert.deepEqual((await world.vk.faults()).map(({ hits }) => hits), [1]);
  assert.deepEqual((await answers_in_vk(world)).slice(before).map((m) => m.text), [words.answer]);
});

in_town('what VK tells at once is found though its wall is hardly ever read, and comes once', {
  sources: ['own'], every: '600s',
  settings: (all) => { all.source.push({ id: 'vk-events', account: 'vk', kind: 'events', target: '-55001', title: 'События', local: true }); },
}, async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const comment = await world.vk.comment({ under: words.under, author: resident, text: complaint() });
  const { id } = await coordinator.finds(comment.text.slice(0, 60), { within: 30_000 });
  await world.daemon.wind(3600_000);  // now the wall brings it as well
  await world.has_taken_in_all();
  const same = (await coordinator.list()).incidents.filter(({ excerpt }) => excerpt.includes(comment.text.slice(0, 60)));
  assert.deepEqual(same.map((i) => i.id), [id]);
});

in_town('a private message in Odnoklassniki is found and answered in its chat, once', { sources: ['own'], idle: true, prepare: async (world) => {
  await with_ok(world);
  world.write('ok-bot', 'bot-demo\n');
  world.settings.account.find(({ id }) => id === 'ok').bot_token_file = 'ok-bot';
  world.settings.source.push({ id: 'ok-messages', account: 'ok', kind: 'messages', target: '70000005155001', title: 'Сообщения группе', local: true, every: '5s' });
  world.config = world.configure(world.settings);
} }, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const text = complaint();
  await world.ok.control('POST /control/messages', { group_id: '70000005155001', author: 'Валентина Рогозина', text });
  await world.ok.fault({ method: 'POST /graph/*' }, { do: 'cut', when: 'after', times: 1 });
  await answered(world, text);
  const { chats } = await world.ok.control('GET /control/state');
  assert.deepEqual((await world.ok.faults()).map(({ hits }) => hits), [1]);
  const ours = chats.flatMap(({ messages }) => messages).filter((m) => m.text === words.answer);
  assert.equal(ours.length, 1, JSON.stringify(chats.at(-1)));
});
