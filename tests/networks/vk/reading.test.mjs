// Walls, comments, threads, search and mentions as a reader meets them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, simulate, small_world, texts } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const thread = { owner_id: -55, post_id: 100 };

test('posts and comments of a wall share one counter', async () => {
  const { control } = await simulate(calm);
  const first = await control('POST /control/posts', { owner_id: -55, author: 'Анна Ветрова', text: 'Вопрос' });
  const second = await control('POST /control/comments', { ...thread, author: 'Олег Дубков', text: 'И у меня' });
  assert.deepEqual([first.id, second.id, second.comment.from_id], [105, 106, 3]);
  assert.equal((await control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'На другой стене' })).id, 101);
});

test('comments: roots on the top level, replies of all depths in the thread of their root', async () => {
  const { get } = await simulate(calm);
  const answer = await get('wall.getComments', { ...thread, thread_items_count: 10, preview_length: 0 });
  assert.deepEqual([answer.count, answer.current_level_count], [4, 2]);
  assert.deepEqual(ids(answer.items), [101, 103]);
  const [root] = answer.items;
  assert.deepEqual(root.parents_stack, []);
  assert.equal(root.thread.count, 2);
  const relations = ({ id, parents_stack, reply_to_comment, reply_to_user }) => [id, parents_stack, reply_to_comment, reply_to_user];
  assert.deepEqual(root.thread.items.map(relations), [[102, [101], 101, 1], [104, [101], 102, 2]]);
  const replies = await get('wall.getComments', { ...thread, comment_id: 101, sort: 'desc' });
  assert.deepEqual([replies.count, ids(replies.items)], [2, [104, 102]]);
});

test('a thread is embedded only as far as asked', async () => {
  const { get } = await simulate(calm);
  const [none] = (await get('wall.getComments', thread)).items;
  const [one] = (await get('wall.getComments', { ...thread, thread_items_count: 1 })).items;
  assert.deepEqual([none.thread.count, none.thread.items, ids(one.thread.items)], [2, [], [102]]);
});

test('author_replied and is_from_post_author speak of the author of the post, and only to 5.199', async () => {
  const { get } = await simulate(calm);
  await get('wall.createComment', { ...thread, reply_to_comment: 101, from_group: 55, message: 'Вывезли' }, 'community');
  const [root] = (await get('wall.getComments', { ...thread, thread_items_count: 10 })).items;
  assert.equal(root.thread.author_replied, true);
  assert.deepEqual(root.thread.items.map((reply) => reply.is_from_post_author), [false, false, true]);
  const [old] = (await get('wall.getComments', { ...thread, v: '5.131' })).items;
  assert.deepEqual(['author_replied' in old.thread, 'is_from_post_author' in old], [false, false]);
});

test('paging by offset, and around start_comment_id in both directions', async () => {
  const { get, control } = await simulate(calm);
  for (const n of [1, 2, 3, 4, 5])
    await control('POST /control/comments', { owner_id: -56, post_id: 100, from_id: 1, text: `${n}`, date: 1700000000 + n });
  const page = async (params) => texts((await get('wall.getComments', { owner_id: -56, post_id: 100, ...params })).items).join('');
  assert.equal(await page({ count: 2 }), '12');
  assert.equal(await page({ count: 2, offset: 4 }), '5');
  assert.equal(await page({ count: 2, offset: 5 }), '');
  assert.equal(await page({ count: 2, sort: 'desc' }), '54');
  assert.equal(await page({ count: 2, start_comment_id: 103 }), '34');
  assert.equal(await page({ count: 2, start_comment_id: 103, offset: -2 }), '12');
  assert.equal(await page({ count: 2, start_comment_id: 103, offset: 1, sort: 'desc' }), '21');
  const { items } = await get('wall.getComments', { owner_id: -56, post_id: 100, start_comment_id: 103, offset: -1, count: 2 });
  assert.deepEqual(items.map(({ real_offset }) => real_offset), [1, 2]);
});

test('ten comments unless asked otherwise, never more than a hundred', async () => {
  const { get, control } = await simulate(calm);
  for (let n = 0; n < 105; n++) await control('POST /control/comments', { owner_id: -56, post_id: 100, from_id: 1, text: 'и' });
  assert.equal((await get('wall.getComments', { owner_id: -56, post_id: 100 })).items.length, 10);
  assert.equal((await get('wall.getComments', { owner_id: -56, post_id: 100, count: 500 })).items.length, 100);
});

test('sort=smart puts the most liked first', async () => {
  const { get, control } = await simulate(calm);
  await control('PATCH /control/comments/-55_103', { likes: 5 });
  assert.deepEqual(ids((await get('wall.getComments', { ...thread, sort: 'smart' })).items), [103, 101]);
});

test('long texts are cut unless preview_length is 0', async () => {
  const { get, control } = await simulate(calm);
  await control('PATCH /control/comments/-55_103', { text: 'я'.repeat(300) });
  const text = async (params) => (await get('wall.getComments', { ...thread, ...params })).items[1].text;
  assert.equal(await text({}), `${'я'.repeat(90)}…`);
  assert.equal((await text({ preview_length: 0 })).length, 300);
});

test('a deleted root with replies stays as a stub, one without vanishes; a setting changes that', async () => {
  const { get, control } = await simulate(calm);
  await control('DELETE /control/comments/-55_101');
  await control('DELETE /control/comments/-55_103');
  const read = () => get('wall.getComments', { ...thread, thread_items_count: 10 });
  const { count, items } = await read();
  assert.deepEqual([count, ids(items)], [2, [101]]);
  assert.deepEqual(Object.keys(items[0]).sort(), ['date', 'deleted', 'id', 'parents_stack', 'thread']);
  assert.equal(items[0].thread.count, 2);
  await control('POST /control/settings', { deleted_comments: 'always_stub' });
  assert.deepEqual(ids((await read()).items), [101, 103]);
  await control('POST /control/settings', { deleted_comments: 'vanish' });
  assert.deepEqual((await read()).items, []);
});

test('the extended form brings people, and communities under positive ids', async () => {
  const { get, control } = await simulate(calm);
  await control('POST /control/people', { id: 2, deactivated: 'deleted' });
  const { profiles, groups } = await get('wall.getComments', { ...thread, extended: 1, thread_items_count: 10 });
  const shown = profiles.map(({ id, first_name, deactivated }) => [id, first_name, deactivated]).sort();
  assert.deepEqual(shown, [[1, 'Анна', undefined], [2, 'DELETED', 'deleted']]);
  assert.deepEqual(ids(groups), [55]);
});

test('hidden comments and comments of a deleted post are 212', async () => {
  const { code, control } = await simulate(calm);
  await control('PATCH /control/posts/-55_100', { comments_hidden: true });
  await control('DELETE /control/posts/-56_100');
  assert.equal(await code('wall.getComments', thread), 212);
  assert.equal(await code('wall.getComments', { owner_id: -56, post_id: 100 }), 212);
});

test('a wall: newest first, the pinned post before all, by filter and by short name', async () => {
  const { get, control } = await simulate(calm);
  await control('POST /control/posts', { owner_id: -55, from_id: 1, text: 'старая', age: '9h', pinned: true });
  await control('POST /control/posts', { owner_id: -55, from_id: 1, text: 'новая', age: '1h' });
  const wall = async (params) => texts((await get('wall.get', params)).items);
  assert.deepEqual(await wall({ domain: 'adm' }), ['старая', 'новая', 'Вывоз мусора в субботу']);
  assert.deepEqual(await wall({ owner_id: -55, filter: 'owner' }), ['Вывоз мусора в субботу']);
  assert.deepEqual(await wall({ owner_id: -55, filter: 'others', count: 1, offset: 1 }), ['старая']);
});

test('counters of a post count the living comments of all levels', async () => {
  const { get, control } = await simulate(calm);
  const count = async () => (await get('wall.getById', { posts: '-55_100' })).items[0].comments.count;
  assert.equal(await count(), 4);
  await control('DELETE /control/comments/-55_104');
  assert.equal(await count(), 3);
});

test('wall.getById: an array for 5.131, an object for 5.199; the deleted are absent or flagged', async () => {
  const { get, control } = await simulate(calm);
  const both = { posts: '-55_100,-56_100,-55_999' };
  assert.deepEqual(ids(await get('wall.getById', { ...both, v: '5.131' })), [100, 100]);
  await control('DELETE /control/posts/-56_100');
  assert.equal((await get('wall.getById', both)).items.length, 1);
  await control('POST /control/settings', { deleted_posts: 'flag' });
  assert.equal((await get('wall.getById', both)).items[1].is_deleted, true);
});

test('groups.getById: an array for 5.131, an object for 5.199, oneself without ids', async () => {
  const { get } = await simulate(calm);
  assert.deepEqual(ids(await get('groups.getById', { group_ids: '55,sosedi', v: '5.131' })), [55, 56]);
  assert.deepEqual(ids((await get('groups.getById', {}, 'community')).groups), [55]);
});

test('screen names: a hit, a miss as an empty list, or as 104', async () => {
  const { get, code, control } = await simulate(calm);
  assert.deepEqual(await get('utils.resolveScreenName', { screen_name: 'adm' }), { type: 'page', object_id: 55, group_id: 55 });
  assert.deepEqual(await get('utils.resolveScreenName', { screen_name: 'lugin' }), { type: 'user', object_id: 2 });
  assert.deepEqual(await get('utils.resolveScreenName', { screen_name: 'nobody' }), []);
  await control('POST /control/settings', { screen_name_miss: 'error' });
  assert.equal(await code('utils.resolveScreenName', { screen_name: 'nobody' }), 104);
});

test('search finds words in any form, posts and comments, of the last day, newest first', async () => {
  const { get, control } = await simulate(calm);
  const found = async (params) => (await get('newsfeed.search', params)).items.map(({ owner_id, id, post_type }) => `${post_type} ${owner_id}_${id}`);
  assert.deepEqual(await found({ q: 'мусором' }), ['reply -55_101', 'post -55_100']);
  assert.deepEqual(await found({ q: '"мусор на Чаплыгина"' }), ['reply -55_101']);
  await control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'Мусор на берегу', age: '2d' });
  assert.equal((await found({ q: 'мусор' })).length, 2);
  assert.equal((await found({ q: 'мусор', start_time: 1 })).length, 3);
  await control('POST /control/settings', { search_replies: false });
  assert.deepEqual(await found({ q: 'мусор' }), ['post -55_100']);
  await control('PATCH /control/posts/-55_100', { searchable: false });
  assert.deepEqual(await found({ q: 'мусор' }), []);
});

test('search lags behind when told to', async () => {
  const { get, control } = await simulate(calm);
  await control('POST /control/settings', { search_lag_seconds: 600 });
  await control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'Прорвало трубу' });
  assert.equal((await get('newsfeed.search', { q: 'трубу' })).items.length, 0);
  await control('POST /control/clock', { advance_seconds: 601 });
  assert.equal((await get('newsfeed.search', { q: 'трубу' })).items.length, 1);
});

test('search goes on by next_from, undisturbed by what comes in front, and ends without it', async () => {
  const { get, control } = await simulate(calm);
  for (const n of [1, 2, 3]) await control('POST /control/posts', { owner_id: -56, from_id: 1, text: `труба ${n}`, age: `${n}m` });
  const first = await get('newsfeed.search', { q: 'труба', count: 2 });
  await control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'труба 0' });
  const second = await get('newsfeed.search', { q: 'труба', count: 2, start_from: first.next_from });
  assert.deepEqual([texts(first.items), texts(second.items)], [['труба 1', 'труба 2'], ['труба 3']]);
  assert.equal('next_from' in second, false);
});

test('mentions of a person or a community, with the wall in to_id', async () => {
  const { get, control } = await simulate(calm);
  await control('POST /control/comments', { owner_id: -56, post_id: 100, from_id: 1, text: '[club55|Мэрия], вопрос' });
  const { count, items: [mention] } = await get('newsfeed.getMentions', { owner_id: -55 }, 'user');
  assert.deepEqual([count, mention.to_id, mention.owner_id, mention.post_type, mention.post_id], [1, -56, -56, 'reply', 100]);
  const old = await get('newsfeed.getMentions', { owner_id: -55, v: '5.131' }, 'user');
  assert.equal('owner_id' in old.items[0], false);
  assert.equal((await get('newsfeed.getMentions', {}, 'user')).count, 0);
});

test('discussions', async () => {
  const { get } = await simulate(calm);
  const { items: [topic] } = await get('board.getTopics', { group_id: 55, preview: 2 });
  assert.deepEqual([topic.title, topic.comments, topic.last_comment], ['Вопросы', 2, 'Когда?']);
  assert.deepEqual(texts((await get('board.getComments', { group_id: 55, topic_id: 1, sort: 'desc', count: 1 })).items), ['Когда?']);
});

test('a repost carries its origin, as deep as asked', async () => {
  const { get, control } = await simulate(calm);
  const copy_history = [{ id: 7, owner_id: -56, from_id: -56, date: 1, text: 'Ближняя' }, { id: 8, owner_id: 1, from_id: 1, date: 1, text: 'Дальняя' }];
  const { id } = await control('POST /control/posts', { owner_id: -55, from_id: 1, copy_history });
  const read = async (params) => (await get('wall.getById', { posts: `-55_${id}`, ...params })).items[0];
  assert.deepEqual([(await read()).text, texts((await read()).copy_history)], ['', ['Ближняя', 'Дальняя']]);
  assert.deepEqual(texts((await read({ copy_history_depth: 1 })).copy_history), ['Ближняя']);
});
