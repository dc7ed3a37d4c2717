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

test('a time in the past, too far ahead, or taken is refused with 214', async () => {
  const { get, code, sim } = await simulate(calm);
  const now = sim.world.clock.now();
  const schedule = (publish_date, message = 'Праздник') => code('wall.post', { owner_id: -55, from_group: 1, message, publish_date }, 'user');
  assert.deepEqual([await schedule(now), await schedule(now - 5), await schedule(now + 367 * 24 * 3600)], [214, 214, 214]);
  const minute = (Math.floor(now / 60) + 60) * 60;
  assert.equal(await schedule(minute), undefined);
  assert.equal(await schedule(minute + 30, 'В ту же минуту'), 214);
  assert.equal(await schedule(minute + 60, 'В следующую'), undefined);
  const [first] = (await get('wall.get', { owner_id: -55, filter: 'postponed' }, 'user')).items.filter(({ date }) => date === minute);
  const move = (publish_date) => code('wall.edit', { owner_id: -55, post_id: first.id, message: 'Перенос', publish_date }, 'user');
  assert.deepEqual([await move(minute + 60), await move(minute + 30), await move(now - 1)], [214, undefined, 214]);
});

test('several scheduled posts appear in their order, with the ids they had, and the event says so', async () => {
  const { get, control, sim, url } = await simulate(calm);
  const now = sim.world.clock.now();
  const schedule = async (message, ahead) => (await get('wall.post', { owner_id: -55, from_group: 1, message, publish_date: now + ahead, guid: message }, 'user')).post_id;
  const [late, early] = [await schedule('Поздняя', 7200), await schedule('Ранняя', 3600)];
  assert.equal(await schedule('Поздняя', 7200), late, 'once by its guid');
  const { key, ts } = await get('groups.getLongPollServer', { group_id: 55 }, 'community');
  await control('POST /control/clock', { advance_seconds: 8000 });
  const { items } = await get('wall.get', { owner_id: -55, count: 2 });
  assert.deepEqual(items.map(({ text, date, id, postponed_id }) => [text, date, id, postponed_id]),
    [['Поздняя', now + 7200, late + 3, late], ['Ранняя', now + 3600, late + 2, early]]);
  const { updates } = await (await fetch(`${url}/longpoll/55?act=a_check&key=${key}&ts=${ts}&wait=1`)).json();
  assert.deepEqual(updates.map(({ type, object }) => [type, object.id, object.postponed_id]), [['wall_post_new', late + 2, early], ['wall_post_new', late + 3, late]]);
});

test('a community\'s key writes, edits and deletes posts where a cell lets it', async () => {
  const { get, code, control } = await simulate(calm);
  const news = { owner_id: -55, from_group: 1, message: 'Новость ключом', guid: 'k1' };
  assert.equal(await code('wall.post', news, 'community'), 27);
  for (const method of ['wall.post', 'wall.edit', 'wall.delete']) await control('POST /control/cells', { method, kind: 'community', allow: true });
  const { post_id } = await get('wall.post', news, 'community');
  assert.equal((await get('wall.post', news, 'community')).post_id, post_id);
  assert.equal((await get('wall.getById', { posts: `-55_${post_id}` })).items[0].from_id, -55);
  assert.equal(await code('wall.post', { ...news, owner_id: -56, guid: 'k2' }, 'community'), 214);
  await get('wall.edit', { owner_id: -55, post_id, message: 'Исправлено' }, 'community');
  assert.equal(await get('wall.delete', { owner_id: -55, post_id }, 'community'), 1);
});

test('so many posts a day, if a test wants a limit', async () => {
  const { code, control } = await simulate(calm);
  await control('POST /control/settings', { posts_per_day: 2 });
  const post = (message) => code('wall.post', { owner_id: -55, from_group: 1, message }, 'user');
  assert.deepEqual([await post('1'), await post('2'), await post('3')], [undefined, undefined, 214]);
  await control('POST /control/clock', { advance_seconds: 24 * 3600 + 1 });
  assert.equal(await post('4'), undefined);
});

test('a person\'s token: its rights, its end by the simulated clock, its renewal', async () => {
  const { get, code, control, url } = await simulate(calm);
  await control('POST /control/tokens', {
    token: 'person', kind: 'user', user_id: 3, administers: [55], permissions: ['wall'], expires_in: 3600,
    refresh_token: 'refresh', device_id: 'd1', client_id: '5',
  });
  assert.equal(await get('account.getAppPermissions', {}, 'person'), 8192);
  assert.equal(await code('photos.getWallUploadServer', { group_id: 55 }, 'person'), 15);
  await control('POST /control/clock', { advance_seconds: 3600 });
  assert.equal(await code('users.get', {}, 'person'), 5);
  const refresh = async (form) => (await fetch(`${url}/oauth2/auth`, { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', ...form }) })).json();
  const good = { refresh_token: 'refresh', client_id: '5', device_id: 'd1', state: 's' };
  assert.equal((await refresh({ ...good, device_id: 'd2' })).error, 'invalid_grant');
  assert.equal((await refresh({ ...good, client_id: undefined })).error, 'invalid_grant');
  const { access_token, refresh_token, state } = await refresh(good);
  assert.deepEqual([state, (await get('users.get', {}, access_token))[0].id, refresh_token === 'refresh'], ['s', 3, false]);
  assert.equal((await refresh(good)).error, 'invalid_grant', 'a refresh token works once');
  assert.ok((await refresh({ ...good, refresh_token })).access_token, 'the device stays the same');
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
