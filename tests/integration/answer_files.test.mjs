// Photos and documents that go with an answer: placed with it by the network that can, by hand where it cannot, refused while the
// draft is being written where it never will.

import assert from 'node:assert/strict';
import { answers_to, approves, does, found } from '../harness/desk.mjs';
import { with_facebook } from '../harness/facebook.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { reaches, words } from '../harness/story.mjs';
import { with_user_token } from '../harness/vk.mjs';

leaves_nothing_behind();

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const files = { 'двор.png': ['image/png', png], 'план.pdf': ['application/pdf', Buffer.from('%PDF-1.4\n%%EOF\n')], 'двор.mp4': ['video/mp4', Buffer.from('....ftypmp42')] };

/** @param {string} name one of `files` */
async function brings(world, name, login = words.executor) {
  const [type, bytes] = files[name];
  const person = await world.person(login);
  const kept = await person.request('POST', `/api/files?name=${encodeURIComponent(name)}`, { text: bytes, headers: { 'content-type': type } });
  assert.equal(kept.status, 200, kept.text);
  return kept.json;
}

/** A message whose draft has these files. */
async function drafted_with(world, ...names) {
  const scene = await found(world);
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  const brought = [];
  for (const name of names) brought.push(await brings(world, name));
  return does(scene, words.executor, 'submit', { text: words.answer, files: brought });
}
const types = (comment) => comment.attachments.map(({ type }) => type);

in_town('an answer stands once, with its photo and its document', { sources: ['own'], prepare: with_user_token }, async (world) => {
  await world.vk.settings({ guid: 'ignore' });
  const scene = await drafted_with(world, 'двор.png', 'план.pdf');
  assert.deepEqual(scene.incident.drafts[0].files.map(({ name, material }) => [name, material]), [['двор.png', 'photo'], ['план.pdf', 'document']]);
  await world.vk.fault({ method: 'wall.createComment' }, { do: 'cut', when: 'after', times: 1 });
  await approves(scene);
  await reaches(scene, 'answered', { within: 60_000 });
  const standing = await answers_to(scene);
  assert.equal(standing.length, 1);
  assert.deepEqual(types(standing[0]).sort(), ['doc', 'photo']);
  assert.ok(standing[0].text.endsWith(words.answer), standing[0].text);  // VK puts the name of the resident before it
});

in_town('the coordinator takes a file away and puts another', { sources: ['own'] }, async (world) => {
  const scene = await drafted_with(world, 'двор.png');
  await approves(scene, { files: [await brings(world, 'план.pdf', 'coordinator')] });
  await reaches(scene, 'answered');
  assert.equal(scene.incident.answer.edited, true);
  assert.deepEqual(scene.incident.answer.files.map(({ name }) => name), ['план.pdf']);
  const [standing] = await answers_to(scene);
  assert.deepEqual(types(standing), ['doc']);
});

in_town('a video is put to the answer by a person, who gets it with the words', { sources: ['own'] }, async (world) => {
  const scene = await drafted_with(world, 'двор.mp4');
  await approves(scene);
  await reaches(scene, 'by_hand');
  const [delivery] = scene.incident.deliveries;
  assert.match(delivery.steps.join(' '), /двор\.mp4/);
  const got = await (await world.person('coordinator')).request('GET', `/api/files/${delivery.files[0].id}`);
  assert.equal(got.text, files['двор.mp4'][1].toString());
  assert.deepEqual(await answers_to(scene), []);
  await does(scene, 'coordinator', 'confirm_placed', { link: 'https://vk.com/wall-55001_7?reply=99' });
  assert.equal(scene.incident.state, 'answered');
});

in_town('what the network never takes is refused while the draft is written, and the draft is not lost', { idle: true, sources: ['own'], prepare: with_facebook }, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const post = (await world.facebook.official_posts()).find(({ published, scheduled_at }) => published !== false && !scheduled_at);
  await world.facebook.comment({ post_id: post.id, author: 'Анна Ветрова', text: 'На улице Панфилова, дом 9 нет света. Когда включите?' });
  const scene = { world, incident: await (await world.person('coordinator')).finds('На улице Панфилова') };
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  const plan = await brings(world, 'план.pdf');
  await assert.rejects(does(scene, words.executor, 'submit', { text: words.answer, files: [plan] }), { status: 422, field: 'files', message: /документ/ });
  const photo = await brings(world, 'двор.png');
  await does(scene, words.executor, 'submit', { text: words.answer, files: [photo] });
  await approves(scene);
  await reaches(scene, 'answered', { within: 60_000 });
  const [standing, ...more] = (await world.facebook.official_comments()).filter(({ text }) => text === words.answer);
  assert.deepEqual(more, []);
  assert.ok(standing.attachment, JSON.stringify(standing));
});
