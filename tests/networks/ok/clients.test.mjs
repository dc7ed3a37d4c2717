// ok.ru signs, reads, writes and pages; what it sees is what was written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { application, simulate, texts, to_topic_100, topic_100 } from './bench.mjs';
import { missing, ok_client } from './clients.mjs';

const skip = missing;
const reading = { method: 'discussions.getComments', ...topic_100 };

/** All comments of the topic, in pages, as the sheet of the network says to read them: until nothing more is there. */
async function read_all(call, http, count) {
  const found = [];
  let pages = 0;
  for (let anchor; ;) {
    const page = await call(http, { ...reading, count, direction: 'BACKWARD', ...(anchor && { anchor }) });
    if (!page.comments?.length) break;
    found.push(...page.comments);
    pages++;
    if (page.has_more === false || !page.anchor) break;
    anchor = page.anchor;
  }
  return { found: found.sort((a, b) => a.date_ms - b.date_ms), pages };
}

test('ok.ru pages through comments by POST and by GET, and sees all that was written', { skip }, async () => {
  const bench = await simulate();
  for (let number = 0; number < 11; number++)
    await bench.control('POST /control/comments', { topic_id: '100', person_id: '1', text: `Вопрос ${number} & ещё = да`, age: `${60 - number}m` });
  const call = ok_client(bench, 'admin');
  const written = texts((await bench.control('GET /control/comments?topic=100')).items).sort();
  for (const http of ['post', 'get']) {
    const { found, pages } = await read_all(call, http, 5);
    assert.deepEqual([texts(found).sort(), pages], [written, 3], http);
  }
});

test('ok.ru answers as the group, edits and deletes', { skip }, async () => {
  const bench = await simulate();
  const call = ok_client(bench, 'admin');
  const { found: [first] } = await read_all(call, 'post', 100);
  const id = await call('post', {
    method: 'discussions.addDiscussionComment', ...to_topic_100, comment: 'Здравствуйте & спасибо = да', reply_to_comment_id: first.id, as_admin: 'true',
  });
  const written = async () => (await bench.control('GET /control/comments?topic=100')).items.find((comment) => comment.id === id);
  const { text, by_group, reply_to } = await written();
  assert.deepEqual([text, by_group, reply_to], ['Здравствуйте & спасибо = да', true, first.id]);
  const seen = (await read_all(call, 'post', 100)).found.find((comment) => comment.id === id);
  assert.deepEqual([seen.text, seen.reply_to_comment_id], ['Здравствуйте & спасибо = да', first.id]);
  await call('post', { method: 'discussions.editDiscussionComment', ...topic_100, comment_id: id, comment: 'Исправлено: ёж' });
  assert.equal((await written()).text, 'Исправлено: ёж');
  await call('post', { method: 'discussions.deleteDiscussionComment', ...topic_100, comment_id: id });
  assert.equal((await written()).deleted, true);
});

test('ok.ru publishes a topic and reads it in the stream', { skip }, async () => {
  const call = ok_client(await simulate(), 'admin');
  const attachment = JSON.stringify({ media: [{ type: 'text', text: 'Горячая вода: пятница' }], onBehalfOfGroup: 'true' });
  const id = await call('post', { method: 'mediatopic.post', type: 'GROUP_THEME', gid: '55', attachment });
  const { media_topics } = await call('post', { method: 'mediatopic.getTopics', gid: '55', count: 1 });
  assert.deepEqual([media_topics[0].id, media_topics[0].media[0].text], [id, 'Горячая вода: пятница']);
});

test('ok.ru gets an address for a picture and posts it in a topic and under a comment; it has no multipart of its own', { skip }, async () => {
  const bench = await simulate();
  await bench.control('POST /control/tokens', {
    token: 'photos', application: application.key, person_id: '3', scopes: ['VALUABLE_ACCESS', 'GROUP_CONTENT', 'PHOTO_CONTENT'],
  });
  const call = ok_client(bench, 'photos');
  const picture = png_of(30, 20);
  const sent = async () => {
    const { photo_ids: [id], upload_url } = await call('post', { method: 'photosV2.getUploadUrl', gid: '55', count: 1 });
    return { type: 'photo', list: [{ id: (await upload(upload_url, 'pic1', picture, 'площадь.png')).photos[id].token }] };
  };
  const attachment = JSON.stringify({ media: [{ type: 'text', text: 'Площадь' }, await sent()], onBehalfOfGroup: 'true' });
  const topic_id = await call('post', { method: 'mediatopic.post', type: 'GROUP_THEME', gid: '55', attachment });
  const comment = { method: 'discussions.addDiscussionComment', entityId: topic_id, entityType: 'GROUP_TOPIC', comment: 'И так' };
  await call('post', { ...comment, attachments: JSON.stringify([await sent()]) });
  const { entities: { group_photos: [in_topic] } } = await call('post', { method: 'mediatopic.getByIds', topic_ids: topic_id });
  const { entities: { group_photos: [in_comment] } } = await call('post', { ...reading, discussionId: topic_id });
  for (const { pic_max } of [in_topic, in_comment]) assert.deepEqual(Buffer.from(await (await fetch(pic_max)).arrayBuffer()), picture);
  await assert.rejects(call('post', { method: 'mediatopic.post', type: 'GROUP_THEME', gid: '55', attachment }), { error_code: 121 }, 'the token is spent');
  const { photo_ids: [photo_id], upload_url } = await call('post', { method: 'photosV2.getUploadUrl' });
  const { photos: { [photo_id]: { token } } } = await upload(upload_url, 'pic1', picture, 'площадь.png');
  const { photos: [{ status }] } = await call('post', { method: 'photosV2.commit', photo_id, token });
  assert.equal(status, 'SUCCESS');
});

test('ok.ru brings errors back, and goes on with a refreshed session', { skip }, async () => {
  const bench = await simulate();
  const call = ok_client(bench, 'admin');
  const code = async (params) => (await call('post', params).catch((error) => error)).error_code;
  assert.equal(await code({ method: 'no.such' }), 3);
  assert.equal(await code({ ...reading, discussionId: '999' }), 106);
  await bench.control('POST /control/tokens', { token: 'admin', expires_in: -1 });
  assert.equal(await code(reading), 102);
  const { access_token } = await call.refresh('refresh');
  const renewed = ok_client(bench, access_token);
  assert.equal(await renewed('post', { method: 'users.getLoggedInUser' }), '3');
  assert.equal(await code(reading), undefined, 'the options of the client are for the whole process');
});
