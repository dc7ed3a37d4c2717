// Answering and moderating: what is written, where it lands, what the same guid does, what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, simulate, small_world, texts } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const thread = { owner_id: -55, post_id: 100 };

test('an answer to a reply lands in the thread of its root', async () => {
  const { get, control } = await simulate(calm);
  assert.deepEqual(await get('wall.createComment', { ...thread, from_group: 55, message: 'Сверху' }, 'community'), { comment_id: 105, parents_stack: [] });
  const answer = await get('wall.createComment', { ...thread, from_group: 55, reply_to_comment: 104, message: 'В ветке' }, 'community');
  assert.deepEqual(answer, { comment_id: 106, parents_stack: [101] });
  const { items } = await control('GET /control/comments?owner=-55&from=-55');
  assert.deepEqual(items.map(({ id, root_id, reply_to_comment, reply_to_user, text }) => [id, root_id, reply_to_comment, reply_to_user, text]),
    [[105, null, null, null, 'Сверху'], [106, 101, 104, 1, 'В ветке']]);
  assert.deepEqual(items[1].made_by, { via: 'api', method: 'wall.createComment', kind: 'community', guid: null, request: 2 });
});

test('from_group is a community id: one\'s own, not a flag and not another\'s', async () => {
  const { code, get, sim } = await simulate(calm);
  const answer = (from_group, token) => ({ ...thread, message: 'Ответ', ...(from_group !== undefined && { from_group }), token });
  assert.equal(await code('wall.createComment', answer(1), 'community'), 15);
  assert.equal(await code('wall.createComment', answer(56), 'community'), 15);
  const author = async (params, token) => sim.world.comment(-55, (await get('wall.createComment', params, token)).comment_id).from_id;
  assert.equal(await author(answer(undefined), 'community'), -55);
  assert.equal(await author(answer(55), 'user'), -55);
  assert.equal(await author(answer(0), 'user'), 3);
});

test('the same guid: the same id, an error, or a second comment', async () => {
  const { get, code, control } = await simulate(calm);
  const send = { ...thread, from_group: 55, message: 'Ответ', guid: 'a1' };
  const count = async () => (await control('GET /control/comments?owner=-55&from=-55')).items.length;
  assert.equal((await get('wall.createComment', send, 'community')).comment_id, 105);
  assert.equal((await get('wall.createComment', send, 'community')).comment_id, 105);
  assert.equal(await count(), 1);
  await control('POST /control/settings', { guid: 'error' });
  assert.equal(await code('wall.createComment', send, 'community'), 100);
  assert.equal(await count(), 1);
  await control('POST /control/settings', { guid: 'ignore' });
  assert.equal((await get('wall.createComment', send, 'community')).comment_id, 106);
  assert.equal(await count(), 2);
});

test('a guid is forgotten after its time, and belongs to its token', async () => {
  const { get, control } = await simulate(calm);
  const send = { ...thread, from_group: 55, message: 'Ответ', guid: 'a1' };
  await get('wall.createComment', send, 'community');
  assert.equal((await get('wall.createComment', send, 'user')).comment_id, 106);
  await control('POST /control/clock', { advance_seconds: 3601 });
  assert.equal((await get('wall.createComment', send, 'community')).comment_id, 107);
});

test('no answer where there may be none', async () => {
  const { code, control } = await simulate(calm);
  const send = (params) => code('wall.createComment', { ...thread, from_group: 55, message: 'Ответ', ...params }, 'community');
  assert.equal(await send({ message: ' ' }), 100);
  assert.equal(await send({ reply_to_comment: 999 }), 100);
  assert.equal(await send({ post_id: 999 }), 213);
  await control('DELETE /control/comments/-55_103');
  assert.equal(await send({ reply_to_comment: 103 }), 213);
  await control('POST /control/people', { id: 1, blocked: [55] });
  assert.equal(await send({ reply_to_comment: 101 }), 213);
  assert.equal(await send({ reply_to_comment: 102 }), undefined, 'another author has not blocked us');
  await control('POST /control/communities', { id: 56, groups_can_post: false });
  assert.equal(await send({ owner_id: -56 }), 213);
  await control('POST /control/communities', { id: 55, links_forbidden: true });
  assert.equal(await send({ message: 'См. https://example.org' }), 222);
  await control('PATCH /control/posts/-55_100', { comments_open: false });
  assert.equal(await send({}), 213);
});

test('comments are closed and opened by the wall\'s owner', async () => {
  const { get, code } = await simulate(calm);
  assert.equal(await get('wall.closeComments', thread, 'community'), 1);
  assert.equal((await get('wall.get', { owner_id: -55 })).items[0].comments.can_post, 0);
  assert.equal(await code('wall.createComment', { ...thread, message: 'Ответ' }, 'community'), 213);
  assert.equal(await get('wall.openComments', thread, 'community'), 1);
  assert.equal(await code('wall.createComment', { ...thread, message: 'Ответ' }, 'community'), undefined);
  assert.equal(await code('wall.closeComments', { owner_id: -56, post_id: 100 }, 'community'), 15);
});

test('editing, deleting and restoring are for users: one\'s own words, and what stands on one\'s own wall', async () => {
  const { get, code, control, sim } = await simulate(calm);
  await control('POST /control/tokens', { token: 'anna', kind: 'user', user_id: 1 });
  const anna = { owner_id: -55, comment_id: 101 };
  assert.equal(await get('wall.editComment', { ...anna, message: 'Когда же?' }, 'anna'), 1);
  assert.equal(sim.world.comment(-55, 101).text, 'Когда же?');
  assert.equal(await code('wall.editComment', { ...anna, message: 'Не моё' }, 'user'), 211);
  assert.equal(await code('wall.deleteComment', { owner_id: -55, comment_id: 103 }, 'anna'), 211);
  assert.equal(await get('wall.deleteComment', anna, 'user'), 1, 'the wall\'s administrator may');
  assert.equal(await code('wall.deleteComment', anna, 'user'), 104);
  assert.equal(await get('wall.restoreComment', anna, 'user'), 1);
  assert.equal(await code('wall.restoreComment', anna, 'user'), 243);
  assert.equal(await code('wall.getComment', { owner_id: -55, comment_id: 101 }, 'user'), undefined);
});

test('news: on the own wall, suggested, forbidden, twice with one guid', async () => {
  const { get, code, control } = await simulate(calm);
  const news = { owner_id: -55, from_group: 1, message: 'Новость', guid: 'n1' };
  assert.deepEqual(await get('wall.post', news, 'user'), { post_id: 105 });
  assert.deepEqual(await get('wall.post', news, 'user'), { post_id: 105 });
  assert.equal((await get('wall.get', { owner_id: -55 })).items[0].from_id, -55);
  await control('POST /control/communities', { id: 56, residents_post: 'suggest' });
  const suggested = { owner_id: -56, message: 'Предлагаю' };
  await get('wall.post', suggested, 'user');
  assert.deepEqual(texts((await get('wall.get', { owner_id: -56 })).items), ['Пропал кот']);
  await control('POST /control/communities', { id: 56, residents_post: 'no' });
  assert.equal(await code('wall.post', suggested, 'user'), 214);
  assert.equal(await code('wall.post', { ...news, guid: '', attachments: 'https://a.example,https://b.example' }, 'user'), 100);
});

test('a scheduled post appears in its time under a new id', async () => {
  const { get, code, control, sim } = await simulate(calm);
  const in_an_hour = sim.world.clock.now() + 3600;
  const { post_id } = await get('wall.post', { owner_id: -55, from_group: 1, message: 'Завтра праздник', publish_date: in_an_hour }, 'user');
  assert.deepEqual(ids((await get('wall.get', { owner_id: -55, filter: 'postponed' }, 'user')).items), [post_id]);
  assert.equal((await get('wall.get', { owner_id: -55 })).count, 1);
  await control('POST /control/clock', { advance_seconds: 3601 });
  const { items } = await get('wall.get', { owner_id: -55 });
  assert.deepEqual([items[0].text, items[0].id], ['Завтра праздник', post_id + 1]);
  assert.equal(await code('wall.post', { owner_id: -55, message: 'Поздно', publish_date: 1 }, 'user'), 214);
});

test('an edited post says so, a deleted one is gone', async () => {
  const { get, code } = await simulate(calm);
  const post = { owner_id: -55, post_id: 100 };
  await get('wall.edit', { ...post, message: 'Вывоз в воскресенье' }, 'user');
  const [{ text, edited }] = (await get('wall.get', { owner_id: -55 })).items;
  assert.deepEqual([text, typeof edited], ['Вывоз в воскресенье', 'number']);
  assert.equal(await get('wall.delete', post, 'user'), 1);
  assert.equal(await code('wall.delete', post, 'user'), 104);
  assert.equal((await get('wall.get', { owner_id: -55 })).count, 0);
});

test('a text is kept trimmed, with mentions in brackets', async () => {
  const { get, sim } = await simulate(calm);
  const { comment_id } = await get('wall.createComment', { ...thread, message: ' @lugin (Пётр), *club55 (Мы), @nobody (Кто)\r\nответ \n' }, 'community');
  assert.equal(sim.world.comment(-55, comment_id).text, '[id2|Пётр], [club55|Мы], @nobody (Кто)\nответ');
});
