// What a coordinator enters by hand becomes a message like any other.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { approves, does } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { text_of } from '../harness/person.mjs';
import { reaches, stands_once, words } from '../harness/story.mjs';

leaves_nothing_behind();

const heard = { text: 'В автобусе говорят: на улице Франко яма, когда отремонтируют дорогу?', author: 'Мария, пенсионерка', place: 'Разговор на остановке' };

in_town('a text with its author and place goes the whole way, and is placed by hand', async (world) => {
  const coordinator = await world.person('coordinator');
  const scene = { world, incident: await coordinator.enter(heard) };
  const { state, messages: [message] } = scene.incident;
  assert.deepEqual([state, message.kind, text_of(message), message.author], ['new', 'manual', heard.text, heard.author]);
  assert.ok(message.match.rules.length, 'the rules judge it as any other');
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  const { deliveries } = await reaches(scene, 'by_hand');
  assert.ok(deliveries[0].steps.length);
  await does(scene, 'coordinator', 'confirm_placed', { link: 'https://example.org/answer/1' });
  assert.equal(scene.incident.state, 'answered');
  assert.deepEqual(await world.vk.official_comments(), []);
});

in_town('a text that no rule would find is taken all the same', async (world) => {
  const { state, messages } = await (await world.person('coordinator')).enter({ ...heard, text: 'Спасибо за праздник' });
  assert.deepEqual([state, messages.length], ['new', 1]);
});

in_town('a link is read by the connector, and answered in its thread', { sources: ['own'] }, async (world) => {
  await world.has_looked_around();
  const comment = await world.vk.comment({ under: 'kot', author: 'Пётр Лугин', text: 'А двор на Франко кто подметёт?' });
  const coordinator = await world.person('coordinator');
  const incident = await coordinator.enter({ link: `https://vk.com/wall-55002_420?reply=${comment.id}` });
  const [message] = incident.messages;
  assert.deepEqual([text_of(message), message.author, message.kind], [comment.text, 'Пётр Лугин', 'comment']);
  const scene = { world, comment, incident, earlier: [] };
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  await reaches(scene, 'answered');
  const ours = await world.vk.official_comments(-55002);
  assert.deepEqual(ours.map(({ reply_to_comment }) => reply_to_comment), [comment.id]);
});

in_town('a link to what is already here leads to it and makes no second message', async (world) => {
  const text = 'Когда вывезут мусор с улицы Франко? Баки переполнены';
  const comment = await world.vk.comment({ under: words.under, author: words.resident, text });
  const coordinator = await world.person('coordinator');
  const first = await coordinator.finds(text);
  const link = `https://vk.com/wall-55001_120?reply=${comment.id}`;
  const again = await coordinator.enter({ link }).catch(({ status, body }) => ({ status, ...body.incident }));
  assert.equal(again.id, first.id);
  assert.equal((await coordinator.list()).incidents.length, 1);
});

in_town('what was entered by hand and is found later is not doubled', { sources: ['own', 'town'], every: '600s' }, async (world) => {
  await world.has_looked_around();
  const comment = await world.vk.comment({ under: 'kot', author: 'Пётр Лугин', text: 'Когда вывезут мусор с улицы Франко? Баки переполнены' });
  const coordinator = await world.person('coordinator');
  const { id } = await coordinator.enter({ link: `https://vk.com/wall-55002_420?reply=${comment.id}` });
  const later = await world.vk.comment({ under: 'kot', author: 'Анна Ветрова', text: 'А на улице Агурина когда вывезут мусор? Баки переполнены' });
  await world.daemon.wind(1_200_000);
  const found = await coordinator.finds(later.text);
  assert.deepEqual((await coordinator.list()).incidents.map((incident) => incident.id), [found.id, id]);
});

in_town('the same entry sent twice is one message', async (world) => {
  const coordinator = await world.person('coordinator');
  const key = randomUUID();
  const [first, second] = await Promise.all([coordinator.enter({ ...heard, key }), coordinator.enter({ ...heard, key })]);
  assert.equal(first.id, second.id);
  assert.equal((await coordinator.list()).incidents.length, 1);
});

in_town('what cannot be read or is missing is named', async (world) => {
  const coordinator = await world.person('coordinator');
  const gone = await world.vk.comment({ under: words.under, author: words.resident, text: 'Ура' });
  await world.vk.remove(gone);
  const attempts = [
    [{ link: 'https://example.org/post/1' }, 'link'],
    [{ link: 'javascript:alert(1)' }, 'link'],
    [{ link: `https://vk.com/wall-55001_120?reply=${gone.id}` }, 'link'],
    [{ link: 'https://vk.com/wall-55001_99999' }, 'link'],
    [{ text: '', author: 'А', place: 'Б' }, 'text'],
  ];
  for (const [entry, field] of attempts) {
    const outcome = await coordinator.enter(entry).catch((error) => error);
    assert.deepEqual([entry, outcome.status, outcome.field], [entry, 422, field]);
  }
  assert.deepEqual((await coordinator.list()).incidents, []);
});

in_town('an entry with its link by hand is answered exactly once like any other', async (world) => {
  const coordinator = await world.person('coordinator');
  const comment = await world.vk.comment({ under: words.under, author: words.resident, text: 'Спасибо за субботник' });
  const scene = { world, comment, earlier: [], incident: await coordinator.enter({ link: `https://vk.com/wall-55001_120?reply=${comment.id}` }) };
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  await reaches(scene, 'answered');
  await stands_once(scene);
});
