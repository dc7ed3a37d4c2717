// The main job as a table of steps: found, routed, drafted, returned with a remark, reworked, approved, placed.
// The demo, the whole-daemon tests and the fault tests all play this one table. A step may be played again after the
// daemon was killed in its midst: it names the version and the key of the first time.

import assert from 'node:assert/strict';
import { text_of } from './person.mjs';
import { email } from './settings.mjs';
import { until } from './until.mjs';

export const words = {
  under: 'adm-subbotnik',
  resident: 'Виктор Ерикин',
  comment: 'Субботник дело хорошее, но на Чаплыгина у дома 12 мусор вторую неделю не вывозят. Когда вывезут?',
  excerpt: 'на Чаплыгина у дома 12',
  executor: 'utilities',
  draft: 'Мусор вывезут.',
  remarks: 'Назовите день и кто вывезет.',
  answer: 'Здравствуйте! Контейнеры на улице Чаплыгина, 12 вывезут в пятницу до 12:00, работу проверит Управление ЖКХ.',
};

/**
 * What the steps share.
 * @typedef {object} Scene
 * @property {import('./world.mjs').World} world
 * @property {any} [comment] as the network has it
 * @property {any} [incident] as it was last seen
 * @property {number[]} [earlier] official comments that stood before
 */

/** @type {{says: string, play: (scene: Scene) => Promise<unknown>}[]} */
export const story = [
  { says: 'a resident writes a comment under the administration\'s post', play: write_comment },
  { says: 'found: the message is before the coordinator, with the words that matched', play: find },
  { says: 'a letter tells the coordinator', play: ({ world }) => world.mail.letter(email('coordinator'), /Чаплыгина/) },
  { says: 'routed: the executor has it', play: route },
  { says: 'drafted: the executor submits a draft', play: (scene) => submit(scene, words.draft, 1) },
  { says: 'returned: the coordinator wants more of it', play: give_back },
  { says: 'a letter tells the executor what to mend', play: ({ world }) => world.mail.letter(email(words.executor), /Назовите день/) },
  { says: 'reworked: the executor submits a second draft', play: (scene) => submit(scene, words.answer, 2) },
  { says: 'approved: the coordinator lets it go', play: approve },
  { says: 'placed: the incident is answered', play: see_it_answered },
  { says: 'the answer stands in the right thread, once', play: stands_once },
  { says: 'the history tells it all', play: history_is_whole },
];

/**
 * @param {Scene} scene
 * @param {{around?: (play: () => Promise<unknown>, step: {says: string}) => Promise<unknown>, steps?: typeof story}} [how] `around` wraps each step
 */
export async function play(scene, { around = (step) => step(), steps = story } = {}) {
  for (const step of steps) {
    await around(() => step.play(scene), step);
  }
  return scene;
}

/** The steps up to and without the one that begins so. */
export const before = (beginning) => story.slice(0, story.findIndex(({ says }) => says.startsWith(beginning)));
export const from = (beginning) => story.slice(story.findIndex(({ says }) => says.startsWith(beginning)));

// ---- the steps

async function write_comment(scene) {
  const { vk } = scene.world;
  scene.earlier ??= (await vk.official_comments()).map(({ id }) => id);
  scene.comment ??= await vk.comment({ under: words.under, author: words.resident, text: words.comment });
}

async function find(scene) {
  const coordinator = await scene.world.person('coordinator');
  scene.incident = await coordinator.finds(words.excerpt);
  const { state, messages: [message], suggestions } = scene.incident;
  assert.equal(state, 'new');
  assert.equal(text_of(message), words.comment);
  assert.equal(message.author, words.resident);
  assert.ok(message.text.some(({ t, rules }) => rules?.length && /мусор/i.test(t)), 'the word «мусор» is marked');
  assert.ok(message.thread.some(({ own, text }) => own && /субботник/.test(text)), 'the post above is shown as our own');
  assert.ok(suggestions.some(({ executor }) => executor === words.executor), 'the unit for housing is suggested');
}

async function act(scene, login, action, fields) {
  const person = await scene.world.person(login);
  const key = `${scene.incident.id}-${action}-${scene.incident.version}`;
  scene.incident = await person.act(scene.incident, action, { key, ...fields });
}

async function route(scene) {
  await act(scene, 'coordinator', 'route', { executor: words.executor, note: 'Прошу ответить по существу' });
  assert.equal(scene.incident.state, 'assigned');
  const executor = await scene.world.person(words.executor);
  assert.ok((await executor.list()).incidents.some(({ id }) => id === scene.incident.id), 'the executor sees it in his list');
}

async function submit(scene, text, count) {
  await act(scene, words.executor, 'submit', { text });
  assert.equal(scene.incident.state, 'submitted');
  assert.deepEqual(scene.incident.drafts.map((draft) => draft.text).slice(count - 1), [text]);
}

async function give_back(scene) {
  await act(scene, 'coordinator', 'return', { remarks: words.remarks });
  assert.equal(scene.incident.state, 'returned');
  assert.equal(scene.incident.drafts[0].returned.remarks, words.remarks);
  assert.equal(scene.incident.returns, 1);
}

async function approve(scene) {
  await act(scene, 'coordinator', 'approve', { draft: scene.incident.drafts.at(-1).version });
  assert.ok(['placing', 'answered'].includes(scene.incident.state), `it is being placed, not ${scene.incident.state}`);
  assert.equal(scene.incident.answer.text, words.answer);
}

async function see_it_answered(scene) {
  const coordinator = await scene.world.person('coordinator');
  scene.incident = await coordinator.sees(scene.incident.id, 'answered', { within: 30_000 });
  const states = scene.incident.deliveries.map(({ state }) => state);
  assert.deepEqual(states, ['sent']);
  assert.ok(scene.incident.deliveries[0].link, 'the delivery names where it stands');
}

/** What the network has is compared, not what the daemon believes. */
export async function stands_once({ world, comment, earlier }) {
  const ours = (await world.vk.official_comments(comment.owner_id)).filter(({ id }) => !earlier.includes(id));
  const places = ours.map(({ post_id, reply_to_comment, text }) => ({ post_id, reply_to_comment, right: text.includes(words.answer) }));
  assert.deepEqual(places, [{ post_id: comment.post_id, reply_to_comment: comment.id, right: true }]);
}

async function history_is_whole(scene) {
  const told = () => scene.incident.history.map(({ action }) => action).filter((action) => steps_of_history.includes(action));
  assert.deepEqual(told(), steps_of_history);
  assert.ok(scene.incident.history.every(({ at, title }) => at && title), 'each entry has its time and its words');
  assert.equal(scene.incident.drafts.length, 2, 'both versions of the draft are kept');
}
const steps_of_history = ['route', 'submit', 'return', 'submit', 'approve', 'sent'];

/** Waits for the incident to be in a state, or in one of several. */
export async function reaches(scene, states, how) {
  const coordinator = await scene.world.person('coordinator');
  scene.incident = await coordinator.sees(scene.incident.id, states, how);
  return scene.incident;
}

/** Until two more whole readings of the walls have passed: what was to happen by them has happened. */
export async function read_again(vk, times = 2, method = 'wall.get') {
  const already = await vk.calls(method);
  await until(`${method} is called ${times} times more`, async () => await vk.calls(method) >= already + times);
}
