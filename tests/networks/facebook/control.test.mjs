// The control interface: what a test tells the world, and what it is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

test('posts and comments by whoever, with keys, ages and labels', async () => {
  const { control } = await simulate();
  const author = 'Новый Человек';
  const { id, post } = await control('POST /control/posts', { page_id: '10', author, text: 'Где автобус?', key: 'bus', concerns: true });
  assert.deepEqual([post.by_page, post.made_by, post.concerns], [false, { via: 'control' }, true]);
  const { comment } = await control('POST /control/comments', { under: 'bus', as_page: true, text: 'Едет', age: '1m' });
  assert.deepEqual([comment.post_id, comment.by_page, comment.page_id], [id, true, '10']);
  const reply = await control('POST /control/comments', { post_id: id, reply_to: comment.id, person_id: '1', text: 'Спасибо' });
  assert.equal(reply.comment.parent_id, comment.id);
  assert.equal((await control(`GET /control/comments?post=${id}`)).items.length, 2);
  assert.equal((await control('GET /control/posts?person=1')).items[0].text, 'Яма на Жуковского');
  await control(`DELETE /control/comments/${comment.id}`);
  assert.equal((await control(`POST /control/comments/${comment.id}/restore`)).comment.deleted, false);
  assert.equal((await control('POST /control/ratings', { page_id: '10', author, text: 'Хорошо' })).rating.recommendation_type, 'positive');
});

test('what is wrong is told', async () => {
  const { control } = await simulate();
  const cases = [
    ['POST /control/posts', { page_id: '77', text: 'а' }, /no page 77/], ['POST /control/posts', { page_id: '10', text: 5 }, /text is a string/],
    ['POST /control/comments', { post_id: '10_1', author: 'А', text: 'а' }, /no post 10_1/], ['POST /control/comments', { under: 'nothing', text: 'а' }, /has the key/],
    ['POST /control/comments', { under: 'cat', text: 'а' }, /needs person_id/], ['POST /control/comments', { under: 'cat', author: ' ', text: 'а' }, /needs a name/],
    ['POST /control/comments', { under: 'cat', author: 'А', text: 'а', age: 'вчера' }, /age is like/], ['PATCH /control/comments/1_1', {}, /no 1_1/],
    ['POST /control/people', { id: 'x' }, /digits/], ['POST /control/tokens', { token: 'p', kind: 'page' }, /page_id/], ['POST /control/tokens', { kind: 'user' }, /its text/],
    ['POST /control/tokens', { token: 't', kind: 'group' }, /has a kind/], ['POST /control/tokens', { token: 't', app_id: '1' }, /no application/],
    ['POST /control/apps', { id: '5' }, /secret/], ['POST /control/settings', { weather: 1 }, /unknown setting/], ['POST /control/limits', {}, /id and percent/],
    ['DELETE /control/tokens/nobody', undefined, /no such token/], ['DELETE /control/webhooks/5', undefined, /no delivery/],
  ];
  for (const [request, body, words] of cases) assert.match((await control(request, body)).error, words, request);
});

test('the state, the table, and a reset', async () => {
  const { control, sim } = await simulate();
  const state = await control('GET /control/state');
  for (const name of ['now', 'settings', 'pages', 'people', 'apps', 'tokens', 'posts', 'comments', 'photos', 'ratings', 'conversations', 'faults', 'raw'])
    assert.ok(name in state, name);
  assert.ok((await control('GET /control/')).requests.includes('POST /control/webhooks/release'));
  await control('POST /control/posts', { page_id: '10', author: 'Анна Ветрова', text: 'Лишнее' });
  sim.world.pages.get('10').subscribed['900'].push('ratings');
  await control('POST /control/reset');
  assert.deepEqual(sim.world.pages.get('10').subscribed, { 900: ['feed', 'mention'] }, 'nothing of it comes back with the description');
  assert.equal([...sim.world.posts.values()].some(({ text }) => text === 'Лишнее'), false);
  await control('POST /control/reset', { world: 'akhtubinsk' });
  assert.ok((await control('GET /control/state')).pages.some(({ id }) => id === '100200300'));
});
