// Odnoklassniki beside VK: found there, answered there, once; and by hand where OK does not let us.

import assert from 'node:assert/strict';
import { answered_in } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { with_ok } from '../harness/ok.mjs';
import { text_of } from '../harness/person.mjs';
import { read_again, words } from '../harness/story.mjs';

leaves_nothing_behind();

const plan = { idle: true, sources: ['own'], prepare: with_ok };
const complaint = 'Третий день нет холодной воды на улице Панфилова, дом 7. Когда включите?';

/** A resident writes in OK; the answer is drafted and let go. */
const answered_in_ok = (world) => answered_in(world, world.ok, { under: 'adm-voda', author: 'Анна Ветрова', text: complaint });

in_town('a comment in Odnoklassniki is found, and answered in its thread once', plan, async (world) => {
  const { comment, message, incident, coordinator } = await answered_in_ok(world);
  assert.equal(text_of(message), complaint);
  assert.deepEqual([message.network, message.author], ['ok', 'Анна Ветрова']);
  const { deliveries } = await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.deepEqual(deliveries.map(({ state }) => state), ['sent']);
  await world.daemon.wind(3600_000);
  await read_again(world.ok, 2, 'mediatopic.getTopics');
  const answers = await world.ok.answers_to(comment);
  assert.deepEqual(answers.map(({ text, topic_id }) => [text, topic_id]), [[words.answer, comment.topic_id]]);
  assert.equal((await coordinator.list()).incidents.filter(({ excerpt }) => excerpt.includes(words.answer.slice(0, 40))).length, 0, 'our own words are no message');
});

in_town('where Odnoklassniki does not let us answer, a person gets the text and the steps', plan, async (world) => {
  await world.ok.settings({ add_comment: 'withdrawn' });
  const { comment, incident, coordinator } = await answered_in_ok(world);
  const { deliveries: [delivery] } = await coordinator.sees(incident.id, 'by_hand', { within: 60_000 });
  assert.equal(delivery.state, 'by_hand');
  assert.equal(delivery.text, words.answer);
  assert.ok(delivery.steps.length >= 3);
  assert.deepEqual(await world.ok.answers_to(comment), []);
});

in_town('Odnoklassniki creates the comment and drops the connection: one comment stands', plan, async (world) => {
  await world.ok.fault({ method: 'discussions.addDiscussionComment' }, { do: 'cut', when: 'after', times: 1 });
  const { comment, incident, coordinator } = await answered_in_ok(world);
  await coordinator.sees(incident.id, 'answered', { within: 60_000 });
  assert.equal((await world.ok.answers_to(comment)).length, 1);
  assert.equal(await world.ok.calls('discussions.addDiscussionComment'), 1);
});
