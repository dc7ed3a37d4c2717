// Facebook beside VK: found there by polling and by events, answered there, once.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { answered_in } from '../harness/desk.mjs';
import { with_facebook } from '../harness/facebook.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { text_of } from '../harness/person.mjs';
import { words } from '../harness/story.mjs';

leaves_nothing_behind();

const plan = { idle: true, sources: ['own'], prepare: with_facebook };
const complaint = 'Третий день нет холодной воды на улице Панфилова, дом 9. Когда включите?';

const answered_in_facebook = async (world) =>
  answered_in(world, world.facebook, { post_id: (await world.facebook.own_post()).id, author: 'Анна Ветрова', text: complaint });

in_town('a comment in Facebook is found, and answered under it once', plan, async (world) => {
  const { comment, message, incident, coordinator } = await answered_in_facebook(world);
  assert.equal(text_of(message), complaint);
  assert.equal(message.network, 'facebook');
  const { deliveries } = await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.deepEqual(deliveries.map(({ state }) => state), ['sent']);
  assert.deepEqual((await world.facebook.answers_to(comment)).map(({ text }) => text), [words.answer]);
});

in_town('Facebook creates the comment and drops the connection: one comment stands', plan, async (world) => {
  await world.facebook.fault({ method: 'POST /{comment}/comments' }, { do: 'cut', when: 'after', times: 1 });
  const { comment, incident, coordinator } = await answered_in_facebook(world);
  await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.equal((await world.facebook.answers_to(comment)).length, 1);
});

in_town('an event is believed when it is signed, and its message comes once though polling brings it as well', { ...plan, prepare: async (world) => {
  await with_facebook(world);
  world.settings.source.find(({ id }) => id === 'facebook-page').every = '10m';
  world.config = world.configure(world.settings);
} }, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const hook = `${world.url}/hooks/facebook`;
  const shake = (token) => fetch(`${hook}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
  assert.equal(await (await shake(world.verify_token)).text(), '1158201444');
  assert.equal((await shake('guessed')).status, 403);

  const comment = await world.facebook.comment({ post_id: (await world.facebook.own_post()).id, author: 'Анна Ветрова', text: complaint });
  const value = {
    from: { id: comment.person_id, name: 'Анна Ветрова' }, item: 'comment', verb: 'add', post_id: `100200300_${comment.post_id}`,
    parent_id: `100200300_${comment.post_id}`, comment_id: `${comment.post_id}_${comment.id}`, created_time: comment.date, message: complaint,
  };
  const body = JSON.stringify({ object: 'page', entry: [{ id: '100200300', time: comment.date, changes: [{ field: 'feed', value }] }] });
  const send = (secret) => fetch(hook, { method: 'POST', body, headers: {
    'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  } });
  assert.equal((await send('a guess')).status, 403);
  assert.equal((await send('0123456789abcdef0123456789abcdef')).status, 200);
  const coordinator = await world.person('coordinator');
  await coordinator.finds(complaint.slice(0, 60));
  assert.equal((await send('0123456789abcdef0123456789abcdef')).status, 200);
  await world.daemon.wind(3600_000);
  await world.has_taken_in_all();
  assert.equal((await coordinator.list()).incidents.filter(({ excerpt }) => excerpt.includes(complaint.slice(0, 40))).length, 1);
});

in_town('where no events are expected nobody is let in', { idle: false, sources: ['own'] }, async (world) => {
  for (const account of ['vk', 'nobody'])
    assert.equal((await fetch(`${world.url}/hooks/${account}`, { method: 'POST', body: '{}' })).status, 404);
});
