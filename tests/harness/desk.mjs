// Short ways to where a test begins: a message that was found, one with a draft, one whose answer was let go.

import { randomUUID } from 'node:crypto';
import { words } from './story.mjs';

let written = 0;
/** Words that concern the administration and stand nowhere else. */
export const complaint = (about = 'Когда отремонтируют дорогу') => `${about} на улице Франко, дом ${++written}? Яма на яме, проехать невозможно`;

/**
 * A resident writes and the coordinator sees it.
 * @param {import('./world.mjs').World} world
 * @param {object} [comment] of the control interface; a complaint under the administration's post if not given
 * @returns {Promise<import('./story.mjs').Scene>}
 */
export async function found(world, comment = {}) {
  const earlier = (await world.vk.official_comments()).map(({ id }) => id);
  const item = await world.vk.comment({ under: words.under, author: words.resident, text: complaint(), ...comment });
  await world.reads_now();
  return { world, comment: item, earlier, incident: await (await world.person('coordinator')).finds(item.text.slice(0, 60)) };
}

/** Moves a scene on: who does what. */
export async function does(scene, login, action, fields) {
  const person = await scene.world.person(login);
  scene.incident = await person.act(scene.incident, action, { key: randomUUID(), ...fields });
  return scene;
}

/** A message with a draft that waits for the coordinator. */
export async function drafted(world, comment, text = words.answer) {
  const scene = await found(world, comment);
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  return does(scene, words.executor, 'submit', { text });
}

export const approves = (scene, fields) => does(scene, 'coordinator', 'approve', { draft: scene.incident.drafts.at(-1).version, ...fields });

/** Our words under the item that is answered, as the network has them. */
export const answers_to = ({ world, comment }) => world.vk.answers_to(comment);

/**
 * A daemon that looks at several networks; a resident writes in one of them, and the answer is drafted and let go.
 * @param {import('./network.mjs').Network} network
 * @param {{text: string}} written of its control interface
 */
export async function answered_in(world, network, written) {
  await world.start_daemon();
  await world.has_looked_around();
  const comment = await network.comment(written);
  const coordinator = await world.person('coordinator');
  let incident = await coordinator.finds(written.text.slice(0, 60));
  const [message] = incident.messages;
  const act = async (login, action, fields) => {
    incident = await (await world.person(login)).act(incident, action, { key: randomUUID(), ...fields });
  };
  await act('coordinator', 'route', { executor: words.executor });
  await act(words.executor, 'submit', { text: words.answer });
  await act('coordinator', 'approve', { draft: incident.drafts.at(-1).version });
  return { comment, message, incident, coordinator };
}
