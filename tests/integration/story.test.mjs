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

in_town('the live feed tells each change to those whom it concerns', async (world) => {
  await world.has_looked_around();
  const [coordinator, executor, stranger] = await Promise.all(['coordinator', words.executor, 'education'].map((login) => world.person(login)));
  const feeds = await Promise.all([coordinator, executor, stranger].map((person) => person.listens()));
  const { incident } = await play({ world });
  const [told, told_executor, told_stranger] = feeds;
  await Promise.all([told, told_executor].map((feed) => feed.until('answered', ({ data }) => data?.id === incident.id && data.state === 'answered')));
  assert.match(told.type, /^text\/event-stream/);
  assert.deepEqual(told.states_of(incident.id), ['new', 'assigned', 'submitted', 'returned', 'submitted', 'placing', 'answered']);
  assert.deepEqual(told_executor.states_of(incident.id), ['assigned', 'submitted', 'returned', 'submitted', 'placing', 'answered']);
  assert.deepEqual(told_stranger.states_of(incident.id), [], 'another unit is told nothing');
  await Promise.all(feeds.map((feed) => feed.close()));
});

in_town('letters tell of a new message and of a returned draft, once each, in readable Russian', async (world) => {
  await world.has_looked_around();
  const { incident } = await play({ world });
  const letters = { news: world.mail.to(email('coordinator')), returned: world.mail.to(email(words.executor)) };
  assert.equal(letters.news.filter(({ text }) => /Чаплыгина/.test(text)).length, 1);
  assert.equal(letters.returned.filter(({ text }) => text.includes(words.remarks)).length, 1);
  for (const letter of world.mail.letters) {
    assert.deepEqual(faults_of(letter), [], letter.subject);
    assert.match(letter.subject, /[а-яё]{3}/i);
    assert.equal(letter.from, 'otklik@akhtuba.test');
  }
  const news = letters.news.find(({ text }) => /Чаплыгина/.test(text));
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
