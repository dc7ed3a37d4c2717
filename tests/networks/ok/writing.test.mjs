// Answering: in one's own name and in the group's, to a comment, and every way of being refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, to_topic_100, topic_100 } from './bench.mjs';

const add = 'discussions.addDiscussionComment';
const hello = { ...to_topic_100, comment: 'Здравствуйте & спасибо = да\nвторая строка 🌳' };
const newest = async (get) => (await get('discussions.getComments', { ...topic_100, anchor: 'LAST', direction: 'BACKWARD', count: '1' })).comments[0];

test('an answer to a comment, signed by the group', async () => {
  const { get, sim, control } = await simulate();
  const question = sim.world.keyed('garbage');
  const id = await get(add, { ...hello, reply_to_comment_id: question.id, as_admin: 'true' });
  const comment = await newest(get);
  assert.deepEqual([comment.id, comment.text, comment.author_type, comment.author_id], [id, hello.comment, 'GROUP', '55']);
  assert.deepEqual([comment.reply_to_comment_id, comment.reply_to_name], [question.id, 'Анна Ветрова']);
  const { items } = await control('GET /control/requests');
  assert.equal(items.find(({ method }) => method === add).wrote, id);
});

test('without as_admin it is signed by the person whose session it is', async () => {
  const { get } = await simulate();
  await get(add, hello);
  const comment = await newest(get);
  assert.deepEqual([comment.author_id, comment.author_name, comment.author_type], ['3', 'Ольга Дубкова', undefined]);
});

test('only those who lead the group speak in its name; the setting closes or widens it', async () => {
  const { get, code, control } = await simulate();
  const as_group = { ...hello, as_admin: 'true' };
  assert.equal(await code(add, as_group, 'resident'), 50);
  await control('POST /control/groups', { id: '55', roles: { 1: 'MODERATOR' } });
  assert.equal(await code(add, as_group, 'resident'), undefined);

  await control('POST /control/groups', { id: '55', roles: { 3: 'ADMIN' } });
  await control('POST /control/settings', { as_admin: 'denied' });
  assert.equal(await code(add, as_group), 10);
  assert.equal(await code(add, hello), undefined, 'as a person one still may');

  await control('POST /control/settings', { as_admin: 'group_content' });
  await control('POST /control/tokens', { token: 'admin', scopes: ['VALUABLE_ACCESS'] });
  assert.equal(await code(add, as_group), 10);
  await control('POST /control/tokens', { token: 'admin', scopes: ['VALUABLE_ACCESS', 'GROUP_CONTENT'] });
  assert.equal(await code(add, as_group), undefined);

  await control('POST /control/settings', { as_admin: 'as_person' });
  await get(add, as_group);
  assert.equal((await newest(get)).author_id, '3');
});

test('the method itself may be closed, in three ways', async () => {
  const { code, control } = await simulate();
  for (const [add_comment, expected] of [['withdrawn', 3], ['forbidden', 10], ['permission', 200], ['open', undefined]]) {
    await control('POST /control/settings', { add_comment });
    assert.equal(await code(add, hello), expected, add_comment);
  }
});

test('what is answered is not known: an id, an object with it, the comment, or true', async () => {
  const { get, control } = await simulate();
  const answered = async (add_comment_reply) => {
    await control('POST /control/settings', { add_comment_reply });
    return get(add, hello);
  };
  assert.equal(typeof await answered('id'), 'string');
  assert.deepEqual(Object.keys(await answered('object')), ['id']);
  assert.equal((await answered('comment')).text, hello.comment);
  assert.equal(await answered('true'), true);
});

test('every refusal of a comment', async () => {
  const { code, control, sim } = await simulate();
  const gone = sim.world.keyed('garbage').id;
  await control(`DELETE /control/comments/${encodeURIComponent(gone)}`);
  await control('POST /control/settings', { censored: 'бранное' });
  const cases = [
    [{ comment: '' }, 100], [{ comment: '  ' }, 100], [{ comment: 'я'.repeat(3001) }, 100], [{ comment: 'слово Бранное!' }, 454],
    [{ entityId: '999' }, 106], [{ entityType: 'TOPIC' }, 100], [{ entityId: '' }, 100], [{ entityType: 'GROUP_PHOTO' }, 106],
    [{ reply_to_comment_id: 'nonsense' }, 700], [{ reply_to_comment_id: gone }, 702], [{ as_admin: 'maybe' }, 100],
    [{ comment: 'я'.repeat(3000) }, undefined],
  ];
  for (const [changed, expected] of cases) assert.equal(await code(add, { ...hello, ...changed }), expected, JSON.stringify(changed).slice(0, 80));
  const { comment, ...wordless } = hello;
  assert.equal(await code(add, wordless), 100);
  await control('POST /control/groups', { id: '55', roles: { 1: 'BLOCKED' } });
  assert.equal(await code(add, hello, 'resident'), 456);
  await control('PATCH /control/topics/100', { comments_open: false });
  assert.equal(await code(add, hello), 456);
  await control('DELETE /control/topics/100');
  assert.equal(await code(add, hello), 300);
});

test('two equal texts in a row: taken, or refused as flood for a while', async () => {
  const { code, control } = await simulate();
  await control('POST /control/clock', { frozen: true });
  assert.deepEqual([await code(add, hello), await code(add, hello)], [undefined, undefined]);
  await control('POST /control/settings', { equal_text: 'flood' });
  assert.equal(await code(add, hello), 8);
  assert.equal(await code(add, { ...hello, comment: 'другое' }), undefined);
  assert.equal(await code(add, hello), undefined, 'not in a row');
  await control('POST /control/clock', { advance_seconds: 61 });
  assert.equal(await code(add, hello), undefined);
});

test('one edits what is one’s own and for a time; the leaders delete anything', async () => {
  const { get, code, control, sim } = await simulate();
  const theirs = { ...topic_100, comment_id: sim.world.keyed('garbage').id };
  const mine = { ...topic_100, comment_id: await get(add, hello) };
  assert.equal(await get('discussions.editDiscussionComment', { ...mine, comment: 'Исправлено' }), true);
  assert.equal((await get('discussions.getComment', mine)).comment.text, 'Исправлено');
  assert.equal(await code('discussions.editDiscussionComment', { ...theirs, comment: 'Нет' }), 10);
  await control('POST /control/clock', { advance_seconds: 86401 });
  assert.equal(await code('discussions.editDiscussionComment', { ...mine, comment: 'Поздно' }), 704);
  assert.equal(await code('discussions.deleteDiscussionComment', mine, 'resident'), 10);
  assert.equal(await get('discussions.deleteDiscussionComment', theirs), true);
  assert.equal(await code('discussions.getComment', theirs), 702);
});

test('a topic in the name of the group', async () => {
  const { get, code } = await simulate();
  const attachment = (text) => JSON.stringify({ media: [{ type: 'text', text }], onBehalfOfGroup: 'true', disableComments: 'true' });
  const id = await get('mediatopic.post', { type: 'GROUP_THEME', gid: '55', attachment: attachment('Новость') });
  assert.equal(typeof id, 'string');
  const { media_topics } = await get('mediatopic.getTopics', { gid: '55', count: '1' });
  assert.deepEqual([media_topics[0].id, media_topics[0].media[0].text, media_topics[0].author_ref], [id, 'Новость', 'group:55']);
  assert.equal(await code(add, { ...hello, entityId: id }), 456, 'its comments are closed');
  assert.equal(await code('mediatopic.post', { type: 'GROUP_THEME', gid: '55', attachment: attachment('Нет') }, 'resident'), 50);
  assert.equal(await code('mediatopic.post', { type: 'GROUP_THEME', gid: '55', attachment: '{' }), 100);
  assert.deepEqual(await get('mediatopic.deleteTopic', { delete_id: id }), { restore_id: id, success: true });
});
