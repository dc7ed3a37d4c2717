// The control interface: what a test tells the world, and what it is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

test('media and comments by whoever, with keys, ages and labels', async () => {
  const { control } = await simulate();
  const { id, media } = await control('POST /control/media', { author: 'Новый Человек', text: 'Где автобус? #Автобус', key: 'bus', concerns: true, age: '5m' });
  assert.deepEqual([media.account_id, media.made_by, media.concerns], [null, { via: 'control' }, true]);
  const { comment } = await control('POST /control/comments', { under: 'bus', as_account: '20', text: 'Едет', age: '1m' });
  assert.deepEqual([comment.media_id, comment.account_id, comment.person_id], [id, '20', null]);
  const own = await control('POST /control/comments', { under: 'garbage', as_account: true, text: 'Вывезем' });
  assert.equal(own.comment.account_id, '20');
  const reply = await control('POST /control/comments', { media_id: id, reply_to: comment.id, person_id: '1', text: 'Спасибо' });
  assert.equal(reply.comment.parent_id, comment.id);
  assert.equal((await control(`GET /control/comments?media=${id}`)).items.length, 2);
  assert.deepEqual((await control('GET /control/media?person=1')).items.map(({ key }) => key), ['old', 'tagged']);
  await control(`DELETE /control/comments/${comment.id}`);
  assert.equal((await control(`POST /control/comments/${comment.id}/restore`)).comment.deleted, false);
  await control(`PATCH /control/media/${id}`, { text: 'Где автобус? #маршрут4' });
  const state = await control('GET /control/state');
  assert.equal(state.people.at(-1).username, 'novyy_chelovek');
  assert.deepEqual(state.hashtags.map(({ name }) => name), ['город', 'автобус', 'маршрут4']);
});

test('what is wrong is told', async () => {
  const { control } = await simulate();
  const cases = [
    ['POST /control/media', { account_id: '77', text: 'а' }, /no account 77/], ['POST /control/media', { account_id: '20', text: 5 }, /text is a string/],
    ['POST /control/media', { account_id: '20', id: '17890000000000121' }, /is taken/], ['POST /control/media', { person_id: '77' }, /no person 77/],
    ['POST /control/comments', { media_id: '5', author: 'А', text: 'а' }, /no media 5/], ['POST /control/comments', { under: 'nothing', text: 'а' }, /has the key/],
    ['POST /control/comments', { under: 'cat', text: 'а' }, /needs an account/], ['POST /control/comments', { under: 'cat', author: ' ', text: 'а' }, /needs a name/],
    ['POST /control/comments', { under: 'cat', author: 'А', text: 'а', age: 'вчера' }, /age is like/], ['PATCH /control/comments/1', {}, /no 1/],
    ['PATCH /control/containers/1', {}, /no 1/], ['POST /control/accounts', { id: '22', page_id: '77' }, /no page 77/], ['POST /control/accounts', { id: 'x' }, /digits/],
    ['POST /control/tokens', { token: 'p', kind: 'page' }, /page_id/], ['POST /control/tokens', { token: 'p', kind: 'instagram' }, /account_id/],
    ['POST /control/tokens', { kind: 'user' }, /its text/], ['POST /control/tokens', { token: 't', kind: 'group' }, /has a kind/],
    ['POST /control/settings', { weather: 1 }, /unknown setting/], ['POST /control/messages', { account_id: '20', text: 'а' }, /no person/],
  ];
  for (const [request, body, words] of cases) assert.match((await control(request, body)).error, words, request);
});

test('the state, the table, and a reset', async () => {
  const { control, sim } = await simulate();
  const state = await control('GET /control/state');
  for (const name of ['now', 'settings', 'accounts', 'pages', 'people', 'apps', 'tokens', 'media', 'comments', 'containers', 'hashtags', 'searches', 'conversations', 'faults', 'raw'])
    assert.ok(name in state, name);
  assert.ok((await control('GET /control/')).requests.includes('POST /control/webhooks/release'));
  await control('POST /control/media', { account_id: '20', text: 'Лишнее' });
  sim.world.accounts.get('20').subscribed['900'].push('messages');
  await control('POST /control/reset');
  assert.deepEqual(sim.world.accounts.get('20').subscribed, { 900: ['comments', 'mentions'] }, 'nothing of it comes back with the description');
  assert.equal([...sim.world.media.values()].some(({ text }) => text === 'Лишнее'), false);
  await control('POST /control/reset', { world: 'akhtubinsk' });
  assert.ok((await control('GET /control/state')).accounts.some(({ username }) => username === 'adm_akhtuba'));
});
