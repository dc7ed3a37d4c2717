// Instagram beside VK: found there, answered under the comment, once.

import assert from 'node:assert/strict';
import { answered_in } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { with_instagram } from '../harness/instagram.mjs';
import { text_of } from '../harness/person.mjs';
import { words } from '../harness/story.mjs';

leaves_nothing_behind();

const plan = { idle: true, sources: ['own'], prepare: with_instagram };
const complaint = 'Третий день нет холодной воды на улице Панфилова, дом 11. Когда включите?';

const answered_in_instagram = (world, under) => answered_in(world, world.instagram, { under, author: 'anna_vetrova', text: complaint });
const answers_to = async (world, comment) => (await world.instagram.answers_to(comment)).filter(({ text }) => text.includes(words.answer));

in_town('a reply in Instagram is found, and answered in its thread once, with the author named', plan, async (world) => {
  const { comment, message, incident, coordinator } = await answered_in_instagram(world, 'skver-poliv');
  assert.equal(text_of(message), complaint);
  assert.equal(message.network, 'instagram');
  const { deliveries } = await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.deepEqual(deliveries.map(({ state }) => state), ['sent']);
  assert.deepEqual((await answers_to(world, comment)).map(({ text }) => text), [`@anna_vetrova ${words.answer}`]);
});

in_town('Instagram creates the reply and drops the connection: one reply stands', plan, async (world) => {
  await world.instagram.fault({ method: 'POST /{comment}/replies' }, { do: 'cut', when: 'after', times: 1 });
  const { comment, incident, coordinator } = await answered_in_instagram(world, 'adm-skver');
  await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.equal((await answers_to(world, comment)).length, 1);
});
