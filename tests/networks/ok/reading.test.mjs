// Reading: topics by both methods, comments by anchors in all directions, discussions of an account, people, groups, links.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, texts, topic_100 } from './bench.mjs';

const numbered = (count) => Array.from({ length: count }, (_, index) => ({ person_id: '1', age: `${count - index}m`, text: String(index + 1) }));
const long_world = {
  ...small_world, topics: [{ id: '100', group_id: '55', age: '9h', text: 'Тема', comments: numbered(7) }],
};
const said = ({ comments = [] }) => texts(comments).join(' ');

/** Pages from the first to the last, as the texts of their comments. */
async function all_pages(get, params) {
  const pages = [];
  let anchor = params.anchor;
  for (;;) {
    const page = await get('discussions.getComments', { ...topic_100, ...params, ...(anchor && { anchor }) });
    if (!page.comments?.length) return pages;
    pages.push(said(page));
    if (!page.has_more) return pages;
    anchor = page.anchor;
  }
}

test('topics come newest first, page by page, by mediatopic.getTopics and stream.get', async () => {
  const { get } = await simulate();
  const first = await get('mediatopic.getTopics', { gid: '55', count: 1 });
  assert.deepEqual(first.media_topics.map(({ id }) => id), ['101']);
  const second = await get('mediatopic.getTopics', { gid: '55', count: 1, anchor: first.anchor });
  assert.deepEqual(second.media_topics[0], {
    id: '100', created_ms: second.media_topics[0].created_ms, author_ref: 'group:55', owner_ref: 'group:55',
    media: [{ type: 'text', text: 'Вывоз мусора в субботу' }],
    discussion_summary: { discussion_id: '100', discussion_type: 'GROUP_TOPIC', comments_count: 3 },
    like_summary: { count: 0, self: false, like_id: 'like-100' }, reshare_summary: { count: 0 },
  });

  const feed = await get('stream.get', { gid: '55', patterns: 'POST', count: 2 });
  assert.deepEqual(feed.feeds.map(({ target_refs }) => target_refs[0]), ['media_topic:101', 'media_topic:100']);
  assert.match(feed.feeds[0].message, /\{media_topic:101\}/);
  assert.deepEqual(feed.entities.media_topics.map(({ id }) => id), ['101', '100']);
  const beyond = await get('stream.get', { gid: '55', count: 2, anchor: feed.anchor });
  assert.equal('feeds' in beyond, false, 'an empty list is left out');
  assert.equal(beyond.anchor, feed.anchor, 'an anchor comes all the same');
});

test('mediatopic.getByIds counts comments; it needs media_limit for several, and leaves out what is gone', async () => {
  const { get, code, control } = await simulate();
  assert.equal(await code('mediatopic.getByIds', { topic_ids: '100,101' }), 100);
  assert.equal(await code('mediatopic.getByIds', { topic_ids: '100', media_limit: '4' }), 100);
  await control('DELETE /control/topics/101');
  await control('PATCH /control/topics/100', { unlisted_comments: 5 });
  const { media_topics } = await get('mediatopic.getByIds', { topic_ids: '100,101', media_limit: '1', fields: 'media_topic.id,media_topic.discussion_summary' });
  assert.deepEqual(media_topics, [{ id: '100', discussion_summary: { discussion_id: '100', discussion_type: 'GROUP_TOPIC', comments_count: 8 } }]);

  const media = [{ type: 'photo' }, { type: 'link', url: 'https://example.org' }];
  await control('PATCH /control/topics/100', { media });
  const types = async (more) => (await get('mediatopic.getByIds', { topic_ids: '100', ...more })).media_topics[0].media.map(({ type }) => type);
  assert.deepEqual([await types({ media_limit: '2' }), await types({})], [['text', 'photo'], ['text', 'photo', 'link']]);
});

test('a comment has its author, its moment in both spellings, and whom it answers', async () => {
  const { get, sim } = await simulate();
  sim.world.add_comment({ topic_id: '100', person_id: '3', as_group: true, text: 'Сделаем', created_ms: 1767214800000 }, {});
  const { comments, entities } = await get('discussions.getComments', { ...topic_100, anchor: 'LAST', direction: 'BACKWARD', count: '100' });
  const [, answer, question] = comments;
  assert.equal(answer.reply_to_comment_id, question.id);
  assert.deepEqual([answer.reply_to_id, answer.reply_to_name, answer.author_name], ['1', 'Анна Ветрова', 'Пётр Лугин']);
  assert.match(Buffer.from(question.id, 'base64').toString(), new RegExp(`^${question.date_ms}:-\\d+:${question.date_ms}:100:1$`));
  const official = comments.find(({ author_type }) => author_type === 'GROUP');
  assert.deepEqual([official.author_id, official.author_ref, official.author_name, official.date], ['55', 'group:55', 'Администрация', '2026-01-01 00:00:00']);
  assert.equal('author_type' in question, false);
  assert.deepEqual(entities.users.map(({ uid }) => uid).sort(), ['1', '2']);
});

test('comments are read from either end, and onward from an anchor', async () => {
  const { get } = await simulate(long_world);
  assert.deepEqual(await all_pages(get, { anchor: 'LAST', direction: 'BACKWARD', count: '3' }), ['7 6 5', '4 3 2', '1']);
  assert.deepEqual(await all_pages(get, { anchor: 'FIRST', direction: 'FORWARD', count: '3' }), ['3 2 1', '6 5 4', '7']);
  assert.deepEqual(await all_pages(get, { count: '4' }), ['7 6 5 4', '3 2 1'], 'newest first unless told otherwise');
  const empty = await get('discussions.getComments', { ...topic_100, anchor: 'FIRST', direction: 'BACKWARD' });
  assert.deepEqual([empty.comments, empty.has_more], [undefined, false]);
});

test('AROUND takes both sides, UNREAD begins where the account stopped reading', async () => {
  const { get, control } = await simulate(long_world);
  const first = await get('discussions.getComments', { ...topic_100, anchor: 'FIRST', direction: 'FORWARD', count: '4' });
  const around = await get('discussions.getComments', { ...topic_100, anchor: first.anchor, direction: 'AROUND', count: '4' });
  assert.equal(said(around), '5 4 3 2');
  assert.equal(await get('discussions.markAsRead', topic_100), true);
  const unread = async () => said(await get('discussions.getComments', { ...topic_100, anchor: 'UNREAD' }));
  assert.equal(await unread(), '');
  await control('POST /control/clock', { advance_seconds: 2 });
  await control('POST /control/comments', { topic_id: '100', author: 'Пётр Лугин', text: 'новый' });
  assert.equal(await unread(), 'новый');
});

test('an anchor holds while others write and delete, for its own list only, and not beyond a reset', async () => {
  const { get, code, control, sim } = await simulate(long_world);
  const first = await get('discussions.getComments', { ...topic_100, anchor: 'LAST', direction: 'BACKWARD', count: '3' });
  await control('POST /control/comments', { topic_id: '100', author: 'Пётр Лугин', text: 'новый' });
  await control(`DELETE /control/comments/${encodeURIComponent(first.comments[2].id)}`);
  const onward = { ...topic_100, anchor: first.anchor, direction: 'BACKWARD', count: '3' };
  assert.equal(said(await get('discussions.getComments', onward)), '4 3 2');
  assert.equal(await code('mediatopic.getTopics', { gid: '55', anchor: first.anchor }), 100);
  assert.equal(await code('discussions.getComments', { ...topic_100, anchor: 'nonsense' }), 100);
  sim.reset();
  assert.equal(await code('discussions.getComments', onward), 100);
});

test('deleted comments are listed on request only; an answer still names the deleted one', async () => {
  const { get, control, sim } = await simulate();
  const { id } = sim.world.keyed('garbage');
  await control(`DELETE /control/comments/${encodeURIComponent(id)}`);
  const { comments } = await get('discussions.getComments', topic_100);
  assert.deepEqual(texts(comments), ['Спасибо', 'У нас тоже не вывозят']);
  assert.equal(comments[1].reply_to_comment_id, id);
  const whole = await get('discussions.getComments', { ...topic_100, includeRemoved: 'true' });
  assert.deepEqual(whole.comments.map(({ type }) => type), ['ACTIVE_MESSAGE', 'ACTIVE_MESSAGE', 'REMOVED_MESSAGE']);
  await control(`POST /control/comments/${encodeURIComponent(id)}/restore`);
  assert.equal((await get('discussions.getComments', topic_100)).comments.length, 3);
});

test('only the fields that were asked for, and an unknown one is 220', async () => {
  const { get, call } = await simulate();
  const { comments, entities } = await get('discussions.getComments', { ...topic_100, fields: 'comment.TEXT,comment.DATE' });
  assert.deepEqual(Object.keys(comments[0]).sort(), ['date', 'date_ms', 'id', 'text']);
  assert.deepEqual(entities, {});
  const with_users = await get('discussions.getComments', { ...topic_100, fields: 'comment.*,user.NAME' });
  assert.deepEqual(with_users.entities.users[0], { uid: '2', name: 'Пётр Лугин' });
  const refused = await call('discussions.getComments', { ...topic_100, fields: 'comment.TEXT,comment.COLOUR' });
  assert.deepEqual([refused.error_code, refused.error_data], [220, 'comment.COLOUR']);
  assert.deepEqual(Object.keys((await get('group.getInfo', { uids: '55', fields: 'PIC_AVATAR,theme.*' }))[0]), ['uid', 'picAvatar']);
});

test('a discussion says whether one may speak as the group; one that is gone is an empty object', async () => {
  const { get, code, control } = await simulate();
  const { discussion } = await get('discussions.get', topic_100);
  assert.deepEqual([discussion.comment_as_admin_allowed, discussion.total_comments_count, discussion.owner_uid], [true, 3, '55']);
  assert.equal((await get('discussions.get', topic_100, 'resident')).discussion.comment_as_admin_allowed, false);
  await control('DELETE /control/topics/100');
  assert.deepEqual(await get('discussions.get', topic_100), {});
  assert.equal(await code('discussions.getComments', topic_100), 300);
  assert.equal(await code('discussions.getComments', { ...topic_100, discussionId: '999' }), 106);
});

test('discussions of an account: of its groups, and its own; the last movement first', async () => {
  const { get, code, control } = await simulate();
  const listed = async (category, token) => ((await get('discussions.getList', { category }, token)).discussions ?? []).map(({ object_id }) => object_id);
  assert.deepEqual(await listed('GROUP', 'resident'), ['200', '100', '101']);
  assert.deepEqual(await listed('MY', 'resident'), ['100']);
  assert.deepEqual(await listed('GROUP', 'admin'), ['100', '101']);
  await control('POST /control/comments', { topic_id: '101', author: 'Пётр Лугин', text: 'Во сколько?' });
  assert.deepEqual(await listed('GROUP', 'admin'), ['101', '100']);
  const { discussions, anchor } = await get('discussions.getList', { count: '1' });
  assert.equal(discussions[0].new_comments_count, 1);
  assert.equal((await get('discussions.getList', { count: '1', anchor })).discussions[0].object_id, '100');
  assert.equal(await code('discussions.getList', { category: 'ALL' }), 100);
  assert.deepEqual((await get('discussions.getList', { types: 'GROUP_PHOTO' })).discussions, undefined);
});

test('the old list goes by offset', async () => {
  const { get } = await simulate(long_world);
  const page = await get('discussions.getDiscussionComments', { entityId: '100', entityType: 'GROUP_TOPIC', offset: '2', count: '2' });
  assert.equal(said(page), '5 4');
  assert.equal(await get('discussions.getDiscussionCommentsCount', { entityId: '100', entityType: 'GROUP_TOPIC' }), 7);
});

test('people, groups, links', async () => {
  const { get, url: address } = await simulate();
  assert.deepEqual((await get('users.getInfo', { uids: '2,777,1', fields: 'UID,LAST_NAME' }, null)), [{ uid: '2', last_name: 'Лугин' }, { uid: '1', last_name: 'Ветрова' }]);
  assert.equal((await get('users.getCurrentUser')).name, 'Ольга Дубкова');
  assert.equal((await get('group.getInfo', { uids: '55', fields: 'NAME' }, null))[0].name, 'Администрация');
  assert.equal((await get('group.getInfo', { uids: '55', fields: 'PIC_AVATAR' }, null))[0].picAvatar, `${address}/picture/55.png`);
  assert.deepEqual(await get('group.getUserGroupsByIds', { group_id: '55', uids: '3,2' }), [{ userId: '3', status: 'ADMIN' }]);
  assert.deepEqual((await get('group.getUserGroupsV2', { uid: '2' })).groups, [{ groupId: '56', userId: '2', status: 'ADMIN' }]);
  assert.equal((await get('group.getUserGroupsV2', { uid: '777' })).groups, null);
  for (const url of ['https://ok.ru/adm', 'https://ok.ru/group/55', 'ok.ru/group/55/topic/100', 'https://m.ok.ru/adm/topic/100?x=1'])
    assert.deepEqual(await get('url.getInfo', { url }, null), { objectId: 55, objectIdStr: '55', type: 'GROUP' }, url);
  assert.equal((await get('url.getInfo', { url: 'https://ok.ru/profile/2' })).type, 'PROFILE');
  assert.equal((await get('url.getInfo', { url: 'https://ok.ru/nobody' })).type, 'UNKNOWN');
});
