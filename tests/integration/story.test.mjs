// The main job in the real daemon, against a simulated VK, a real Redis and a real mail server.

import assert from 'node:assert/strict';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { faults_of } from '../harness/mail.mjs';
import { email } from '../harness/settings.mjs';
import { play, read_again, stands_once, words } from '../harness/story.mjs';

leaves_nothing_behind();

in_town('a comment is found, routed, drafted, returned, reworked, approved and placed exactly once', async (world) => {
  await world.has_looked_around();
  const scene = await play({ world });
  await read_again(world.vk);
  await stands_once(scene);
});

in_town('the live feed tells each change', async (world) => {
  await world.has_looked_around();
  const people = await Promise.all(['coordinator', words.executor].map((login) => world.person(login)));
  const feeds = await Promise.all(people.map((person) => person.listens()));
  const { incident } = await play({ world });
  const way = ['assigned', 'submitted', 'returned', 'submitted', 'placing', 'answered'];
  for (const feed of feeds) {
    assert.match(feed.type, /^text\/event-stream/);
    await feed.until('answered', ({ data }) => data?.id === incident.id && data.state === 'answered');
    assert.deepEqual(feed.states_of(incident.id).slice(-way.length), way);
    await feed.close();
  }
  assert.equal(feeds[0].states_of(incident.id)[0], 'new', 'the coordinator is told of a new one');
});

in_town('letters tell of a new message and of a returned draft, once each, in readable Russian', async (world) => {
  await world.has_looked_around();
  const { incident } = await play({ world });
  const letters = { news: world.mail.to(email('coordinator')), returned: world.mail.to(email(words.executor)) };
  assert.equal(letters.news.filter(({ subject }) => /новое сообщение/i.test(subject)).length, 1);
  assert.equal(letters.returned.filter(({ text }) => text.includes(words.remarks)).length, 1);
  for (const letter of world.mail.letters) {
    assert.deepEqual(faults_of(letter), [], letter.subject);
    assert.match(letter.subject, /[а-яё]{3}/i);
    assert.equal(letter.from, 'otklik@akhtuba.test');
  }
  const news = letters.news.find(({ subject }) => /новое сообщение/i.test(subject));
  assert.match(news.text, /Чаплыгина/);
  assert.ok(news.text.includes(`${world.url}/`), 'the letter leads to the console');
  assert.match(news.text, new RegExp(`\\b${incident.id}\\b`));
});

in_town('who did what is told in order, with names and roles', async (world) => {
  await world.has_looked_around();
  const { incident } = await play({ world });
  const people = incident.history.filter(({ action }) => ['route', 'submit', 'return', 'approve'].includes(action)).map(({ who, role }) => [who, role]);
  const coordinator = ['Светлана Алексеевна', 'coordinator'];
  const executor = [(await world.person(words.executor)).me.name, 'executor'];
  assert.deepEqual(people, [coordinator, executor, coordinator, executor, coordinator]);
  const times = incident.history.map(({ at }) => at);
  assert.deepEqual(times, [...times].sort((a, b) => a - b));
});

in_town('the programs may be stopped and started in the midst of the story', async (world) => {
  await world.has_looked_around();
  const scene = await play({ world }, { around: async (step, { says }) => { await step(); if (/^(routed|returned)/.test(says)) await world.restart(); } });
  await stands_once(scene);
});
