// What stands in the network is looked at before anything is placed, and what cannot be placed goes to a person.

import assert from 'node:assert/strict';
import { answers_to, approves, complaint, does, drafted } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { reaches, read_again, stands_once, words } from '../harness/story.mjs';

leaves_nothing_behind();

/** Between the draft and the approval something happens in the network: nothing is placed, and it is said why. */
const stops = [
  ['was deleted by its author', ({ world, comment }) => world.vk.remove(comment)],
  ['stands under a post that was deleted', ({ world, comment }) => world.vk.remove({ owner_id: comment.owner_id, id: comment.post_id }, 'posts')],
  ['stands where comments were closed', ({ world, comment }) => world.vk.edit({ owner_id: comment.owner_id, id: comment.post_id }, { comments_open: false }, 'posts')],
  ['was edited since', ({ world, comment }) => world.vk.edit(comment, { text: 'Спасибо, уже вывезли!' })],
];
for (const [what, happens] of stops) {
  in_town(`nothing is placed under a comment that ${what}`, async (world) => {
    const scene = await drafted(world);
    await happens(scene);
    await approves(scene);
    const { deliveries, actions } = await reaches(scene, 'stopped');
    assert.equal(deliveries.length, 1);
    assert.ok(['stopped', 'refused'].includes(deliveries[0].state), deliveries[0].state);
    assert.match(deliveries[0].reason, /[а-яё]{3}/i, 'it is said why, in Russian');
    assert.ok(actions.some(({ id }) => id === 'confirm_placed') && actions.some(({ id }) => id === 'return'), 'the coordinator can act');
    await read_again(world.vk);
    assert.deepEqual((await world.vk.official_comments()).filter(({ id }) => !scene.earlier.includes(id)), []);
  });
}

in_town('an answer that a colleague gave by hand stops ours', async (world) => {
  const scene = await drafted(world);
  const by_hand = await world.vk.comment({ owner_id: -55001, post_id: 120, reply_to_comment: scene.comment.id, from_id: -55001, text: 'Уже вывезли, спасибо!' });
  await approves(scene);
  const { deliveries } = await reaches(scene, 'stopped');
  assert.deepEqual(deliveries.map(({ state }) => state), ['stopped']);
  await read_again(world.vk);
  assert.deepEqual((await answers_to(scene)).map(({ id }) => id), [by_hand.id]);
  const link = `https://vk.com/wall-55001_120?reply=${by_hand.id}`;
  await does(scene, 'coordinator', 'confirm_placed', { link });
  assert.equal(scene.incident.state, 'answered');
  await read_again(world.vk);
  assert.deepEqual((await answers_to(scene)).map(({ id }) => id), [by_hand.id]);
});

in_town('comments that are opened again let the coordinator place the answer', async (world) => {
  const scene = await drafted(world);
  const post = { owner_id: -55001, id: 120 };
  await world.vk.edit(post, { comments_open: false }, 'posts');
  await approves(scene);
  await reaches(scene, 'stopped');
  await world.vk.edit(post, { comments_open: true }, 'posts');
  await does(scene, 'coordinator', 'place_again');
  await reaches(scene, 'answered');
  await stands_once(scene);
});

in_town('a refusal of the network stops the answer, and it is placed when the coordinator says so', async (world) => {
  const scene = await drafted(world);
  await world.vk.fault({ method: 'wall.createComment' }, { do: 'error', code: 213 });
  await approves(scene);
  const { deliveries } = await reaches(scene, 'stopped');
  assert.ok(['refused', 'stopped'].includes(deliveries.at(-1).state));
  assert.ok(deliveries.at(-1).reason);
  assert.deepEqual(await answers_to(scene), []);
  await does(scene, 'coordinator', 'place_again');
  await reaches(scene, 'answered');
  await stands_once(scene);
});

in_town('an edited message is answered all the same when the coordinator, being told, says so', async (world) => {
  const scene = await drafted(world);
  await world.vk.edit(scene.comment, { text: `${scene.comment.text} И фонарь не горит.` });
  await approves(scene);
  await reaches(scene, 'stopped');
  await does(scene, 'coordinator', 'place_again');
  await reaches(scene, 'answered');
  await stands_once(scene);
});

in_town('a stopped answer can go back to the executor', async (world) => {
  const scene = await drafted(world, {}, 'Первый ответ');
  await world.vk.edit(scene.comment, { text: 'И ещё: фонарь не горит на улице Франко, почините' });
  await approves(scene);
  await reaches(scene, 'stopped');
  await does(scene, 'coordinator', 'return', { remarks: 'Житель дописал про фонарь' });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  await reaches(scene, 'answered');
  await stands_once(scene);
});

const without_community_token = (settings) => { delete settings.account[0].community_token_file; };

in_town('without a token for answers a person places the answer and confirms it', { settings: without_community_token }, async (world) => {
  const scene = await drafted(world);
  await approves(scene);
  const { deliveries: [delivery] } = await reaches(scene, 'by_hand');
  assert.equal(delivery.state, 'by_hand');
  assert.equal(delivery.text, words.answer);
  assert.ok(delivery.steps.length && delivery.steps.every((step) => /[а-яё]{3}/i.test(step)), 'steps in Russian');
  await assert.rejects((await world.person('coordinator')).act(scene.incident, 'confirm_placed', { link: '' }), ({ status, field }) => status === 422 && field === 'link');
  const placed = await world.vk.comment({ owner_id: -55001, post_id: 120, reply_to_comment: scene.comment.id, from_id: -55001, text: words.answer });
  await does(scene, 'coordinator', 'confirm_placed', { link: `https://vk.com/wall-55001_120?reply=${placed.id}` });
  assert.equal(scene.incident.state, 'answered');
  await world.has_taken_in_all();
  await stands_once(scene);
});

in_town('a reply deep in a thread is answered there', async (world) => {
  const root = await world.vk.comment({ under: 'kot', author: 'Анна Ветрова', text: 'Кстати о дворах' });
  const scene = await drafted(world, { under: undefined, owner_id: -55002, post_id: 420, reply_to_comment: root.id });
  await approves(scene);
  await reaches(scene, 'answered');
  const [answer, ...more] = await answers_to_owner(scene);
  assert.deepEqual(more, []);
  assert.deepEqual([answer.post_id, answer.reply_to_comment, answer.root_id], [420, scene.comment.id, root.id]);
});

in_town('a resident\'s post is answered by a comment under it', async (world) => {
  const post = await world.vk.post({ owner_id: -55002, author: 'Пётр Лугин', text: complaint() });
  const incident = await (await world.person('coordinator')).finds(post.text);
  const scene = { world, comment: post, incident, earlier: [] };
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await approves(scene);
  await reaches(scene, 'answered');
  const ours = await answers_to_owner(scene);
  assert.deepEqual(ours.map(({ post_id, reply_to_comment }) => [post_id, reply_to_comment]), [[post.id, null]]);
});
/** On another community's wall we are its guest: our comments there are from us. */
const answers_to_owner = ({ world }) => world.vk.official_comments(-55002);

in_town('two answers to one thread stand each under its own comment', async (world) => {
  const scenes = [await drafted(world), await drafted(world)];
  await Promise.all(scenes.map((scene) => approves(scene)));
  for (const scene of scenes) {
    await reaches(scene, 'answered');
    assert.equal((await answers_to(scene)).length, 1);
  }
});
