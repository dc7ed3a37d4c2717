// What is read: no message is lost, none comes twice, and our own words are none.

import assert from 'node:assert/strict';
import { approves, complaint, drafted, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { text_of } from '../harness/person.mjs';
import { read_again, words } from '../harness/story.mjs';

leaves_nothing_behind();

const everything = async (world) => (await (await world.person('coordinator')).list('?limit=500')).incidents;
const times_of = (list, text) => list.filter(({ excerpt }) => excerpt.includes(text.slice(0, 50))).length;

in_town('the same page twice, overlapping, reordered, with its last item repeated: no message comes twice, none is lost', async (world) => {
  await world.has_looked_around();
  const pages = { method: ['wall.get', 'wall.getComments'] };
  const written = [];
  for (const trouble of [{ do: 'same_page' }, { do: 'overlap', by: 3 }, { do: 'reorder', seed: 7 }, { do: 'repeat' }]) {
    await world.vk.fault(pages, { ...trouble, times: 6 });
    for (let i = 0; i < 3; i++) {
      const to_post = { owner_id: -55002, author: 'Анна Ветрова', text: complaint() };
      written.push((await world.vk.post(to_post)).text);
      written.push((await world.vk.comment({ under: words.under, author: words.resident, text: complaint() })).text);
    }
    await read_again(world.vk, 4);
    await world.vk.no_faults();
  }
  await world.has_taken_in_all();
  const list = await everything(world);
  assert.deepEqual(written.filter((text) => times_of(list, text) !== 1), []);
});

in_town('a restart loses nothing and repeats nothing', async (world) => {
  await world.has_looked_around();
  const before = (await found(world)).incident;
  await world.daemon.stop();
  const meanwhile = await world.vk.comment({ under: words.under, author: 'Анна Ветрова', text: complaint() });
  await world.start_daemon();
  await (await world.person('coordinator')).finds(meanwhile.text);
  await world.has_taken_in_all();
  const list = await everything(world);
  assert.deepEqual([before.excerpt, meanwhile.text].map((text) => times_of(list, text)), [1, 1]);
});

in_town('a comment in a thread of another community is found, with the post above it', async (world) => {
  await world.has_looked_around();
  const question = await world.vk.comment({ under: 'kot', author: 'Пётр Лугин', text: 'Кот ладно, а когда мусор с улицы Франко вывезут?' });
  const { incident } = await found(world, { under: undefined, owner_id: -55002, post_id: 420, reply_to_comment: question.id, author: 'Анна Ветрова' });
  const [message] = incident.messages;
  assert.equal(message.kind, 'reply');
  const [post, ...below] = message.thread;
  assert.match(post.text, /Пропал кот/, 'the post above comes first');
  assert.ok(below.some(({ text }) => text === question.text), 'and the comment that is replied to');
  assert.deepEqual(message.thread.filter((item) => item.this).map(({ text }) => text), [text_of(message)]);
  assert.match(message.link, /wall-55002_420/);
});

in_town('more comments than one page holds are all read', async (world) => {
  await world.has_looked_around();
  const texts = [];
  for (let i = 0; i < 130; i++) {
    texts.push((await world.vk.comment({ under: 'kot', author: 'Анна Ветрова', text: i % 10 ? `Просто слова ${i}` : complaint() })).text);
  }
  const complaints = texts.filter((_text, i) => i % 10 === 0);
  const coordinator = await world.person('coordinator');
  for (const text of complaints) await coordinator.finds(text);
  await read_again(world.vk);
  const list = await everything(world);
  assert.deepEqual(complaints.filter((text) => times_of(list, text) !== 1), []);
});

in_town('a search finds what stands on a wall that nobody reads', { sources: ['own', 'search'] }, async (world) => {
  await world.has_looked_around();
  await world.vk.control('POST /control/communities', { id: 55003, name: 'Рыбаки низовья', screen_name: 'rybaki', residents_post: 'yes' });
  const text = 'Ахтубинск, куда смотрит администрация района? Дорога к причалу разбита, яма на яме';
  await world.vk.post({ owner_id: -55003, author: 'Пётр Лугин', text });
  const incident = await (await world.person('coordinator')).finds('Дорога к причалу');
  const [message] = incident.messages;
  assert.equal(text_of(message), text);
  assert.match(message.link, /wall-55003_\d+/);
  assert.equal(incident.source_title, 'Поиск по новостям');
});

in_town('what is found by two sources is one message', { sources: ['own', 'town', 'search'] }, async (world) => {
  await world.has_looked_around();
  const text = 'Ахтубинск! Администрация района, когда почините дорогу на Франко? Яма на яме';
  await world.vk.post({ owner_id: -55002, author: 'Пётр Лугин', text });
  await (await world.person('coordinator')).finds(text);
  await read_again(world.vk, 3, 'newsfeed.search');
  await world.has_taken_in_all();
  assert.equal(times_of(await everything(world), text), 1);
});

in_town('our own words are never a resident\'s message', async (world) => {
  await world.has_looked_around();
  const own = [
    { owner_id: -55001, from_id: -55001, text: 'Администрация Ахтубинского района: дорогу на улице Франко отремонтируют, яму засыплют' },
    { under: 'molodcy', from_id: -55001, text: 'Администрация района: мусор на улице Франко вывезут завтра' },
    { under: 'kot', from_id: -55001, text: 'Администрация района: яму у аптеки засыпят' },
  ];
  await world.vk.post(own[0]);
  await world.vk.comment(own[1]);
  await world.vk.comment(own[2]);
  const scene = await drafted(world, {}, 'Здравствуйте! Дорогу на улице Франко отремонтируют, администрация района проверит, яма будет засыпана.');
  await approves(scene);
  await (await world.person('coordinator')).sees(scene.incident.id, 'answered');
  await read_again(world.vk);
  await world.has_taken_in_all();
  const list = await everything(world);
  assert.deepEqual([...own, { text: scene.incident.answer.text }].map(({ text }) => times_of(list, text)), [0, 0, 0, 0]);
});

in_town('what does not concern us is left alone', async (world) => {
  await world.has_looked_around();
  const idle = ['Продам угловой диван, торг, самовывоз', 'С праздником, земляки! 🎉', 'Наши обыграли соседей 3:1! ⚽'];
  for (const text of idle) await world.vk.comment({ under: 'kot', author: 'Анна Ветрова', text });
  await world.has_taken_in_all();
  const list = await everything(world);
  assert.deepEqual(idle.map((text) => times_of(list, text)), [0, 0, 0]);
});

in_town('a reading that fails is repeated until it works', async (world) => {
  await world.has_looked_around();
  for (const trouble of [{ do: 'status', status: 502 }, { do: 'invalid_json' }, { do: 'cut' }, { do: 'half_body' }, { do: 'error', code: 10 }]) {
    await world.vk.fault({ method: '*' }, { ...trouble, times: 2 });
    const text = complaint();
    await world.vk.comment({ under: words.under, author: words.resident, text });
    await read_again(world.vk, 1);
    await world.vk.no_faults();
    await world.daemon.wind(600_000);
    await (await world.person('coordinator')).finds(text);
  }
});
