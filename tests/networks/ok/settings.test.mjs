// Where the sheet of facts is uncertain, both outcomes can be had.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, texts, topic_100, to_topic_100 } from './bench.mjs';

async function bench() {
  const simulated = await simulate();
  return { ...simulated, set: (settings) => simulated.control('POST /control/settings', settings) };
}

test('the order of a page, and the end at which reading begins', async () => {
  const { get, set } = await bench();
  const read = async (more) => texts((await get('discussions.getComments', { ...topic_100, ...more })).comments).map((text) => text[0]).join('');
  assert.equal(await read(), 'СУК');
  await set({ comment_order: 'oldest_first' });
  assert.deepEqual([await read(), await read({ count: '2' })], ['КУС', 'УС']);
  await set({ comment_start: 'oldest' });
  assert.equal(await read({ count: '2' }), 'КУ');
  await set({ comment_order: 'as_read' });
  assert.deepEqual([await read({ anchor: 'LAST', direction: 'BACKWARD' }), await read({ anchor: 'FIRST', direction: 'FORWARD' })], ['СУК', 'КУС']);
});

test('has_more and the last anchor may be there or not', async () => {
  const { get, set } = await bench();
  const said = async (count) => {
    const { has_more, anchor } = await get('discussions.getComments', { ...topic_100, count });
    return [has_more, anchor !== undefined];
  };
  assert.deepEqual([await said('2'), await said('3')], [[true, true], [false, true]]);
  await set({ has_more: 'when_true', last_anchor: false });
  assert.deepEqual([await said('2'), await said('3')], [[true, true], [undefined, false]]);
  await set({ has_more: 'never' });
  assert.deepEqual(await said('2'), [undefined, true]);
});

test('an empty list is absent, empty, or null', async () => {
  const { get, set } = await bench();
  const read = async () => (await get('discussions.getComments', { discussionId: '101', discussionType: 'GROUP_TOPIC' })).comments;
  assert.equal(await read(), undefined);
  await set({ empty_lists: 'empty' });
  assert.deepEqual(await read(), []);
  await set({ empty_lists: 'null' });
  assert.equal(await read(), null);
});

test('dates in one spelling or both', async () => {
  const { get, set } = await bench();
  const spelled = async () => {
    const { date, date_ms } = (await get('discussions.getComments', topic_100)).comments[0];
    return [typeof date, typeof date_ms];
  };
  assert.deepEqual(await spelled(), ['string', 'number']);
  await set({ comment_dates: 'date' });
  assert.deepEqual(await spelled(), ['string', 'undefined']);
  await set({ comment_dates: 'date_ms' });
  assert.deepEqual(await spelled(), ['undefined', 'number']);
});

test('ids are strings or numbers; a text that looks like one stays a text', async () => {
  const { get, set, control } = await bench();
  await control('POST /control/comments', { topic_id: '100', author: 'Анна Ветрова', text: '"id":"5"' });
  const read = async () => (await get('discussions.getComments', topic_100)).comments[0];
  assert.equal((await read()).author_id, '1');
  await set({ ids: 'numbers' });
  const { author_id, text, id } = await read();
  assert.deepEqual([author_id, text, typeof id], [1, '"id":"5"', 'string']);
});

test('a list may reach fewer comments than the site counts', async () => {
  const { get, set } = await bench();
  await set({ comments_reached: 2 });
  const { comments, has_more } = await get('discussions.getComments', topic_100);
  assert.deepEqual([comments.length, has_more], [2, false]);
  assert.equal((await get('discussions.get', topic_100)).discussion.total_comments_count, 3);
});

test('topics without anchors, and a stream that says when it ends', async () => {
  const { get, set } = await bench();
  const first = await get('mediatopic.getTopics', { gid: '55', count: '1' });
  await set({ get_topics_anchor: false, stream_end: 'nothing' });
  const again = await get('mediatopic.getTopics', { gid: '55', count: '1', anchor: first.anchor });
  assert.deepEqual([again.media_topics[0].id, again.anchor, again.has_more], ['101', undefined, undefined]);
  assert.equal('anchor' in (await get('stream.get', { gid: '55' })), false);
});

test('a few more: groups, links, lost topics, long texts', async () => {
  const { get, code, set, control } = await bench();
  await set({ group_info: 'groups', url_miss: 'error', topic_gone: 106, comment_length: 5, comment_length_error: 601 });
  assert.equal((await get('group.getInfo', { uids: '55' })).groups[0].uid, '55');
  assert.equal(await code('url.getInfo', { url: 'https://ok.ru/nobody' }), 300);
  assert.equal(await code('discussions.addDiscussionComment', { ...to_topic_100, comment: 'шесть!' }), 601);
  await control('DELETE /control/topics/100');
  assert.equal(await code('discussions.getComments', topic_100), 106);
  await set({ unknown_fields: 'ignored' });
  assert.deepEqual(await get('group.getInfo', { uids: '55', fields: 'NAME,COLOUR' }), { groups: [{ uid: '55', name: 'Администрация' }] });
  assert.match((await set({ weather: 'fine' })).error, /unknown setting/);
  assert.match((await set({ as_admin: 'maybe' })).error, /takes role, /);
});
