// What is written: replies and edits, hiding, deleting, likes, posts and their times, photos, private replies.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, texts } from './bench.mjs';

const jpeg = new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])], { type: 'image/jpeg' });

test('a reply has an id and stands under the comment; a reply to a reply stands under the top one', async () => {
  const { done, ids, control } = await simulate();
  const { id } = await done(`POST /${ids.when}/comments`, { message: ' Вывезем\r\nзавтра ' });
  assert.deepEqual(await done(`GET /${id}`, { fields: 'parent{id},message,from{id}' }), {
    parent: { id: ids.when }, message: 'Вывезем\nзавтра', from: { id: '10' }, id,
  });
  const deeper = await done(`POST /${ids.too}/comments`, { message: 'И вам' });
  assert.equal((await done(`GET /${deeper.id}`, { fields: 'parent' })).parent.id, ids.when);
  await control('POST /control/settings', { reply_parent: 'answered' });
  assert.equal((await done(`GET /${deeper.id}`, { fields: 'parent' })).parent.id, ids.too);
  const { items } = await control(`GET /control/comments?post=${ids.garbage}`);
  const last = items.at(-1);
  assert.deepEqual([last.by_page, last.answered_id, last.made_by.method, last.made_by.kind], [true, ids.too, 'POST /{comment}/comments', 'page']);
  const { items: requests } = await control(`GET /control/requests?method=${encodeURIComponent('POST /{comment}/comments')}`);
  assert.deepEqual(requests.map(({ wrote }) => wrote), [id, deeper.id]);
});

test('POST to a comment with a message edits it, which is not a reply; and only one\'s own', async () => {
  const { done, code, ids } = await simulate();
  const { id } = await done(`POST /${ids.when}/comments`, { message: 'Завтра' });
  assert.deepEqual(await done(`POST /${id}`, { message: 'Сегодня' }), { success: true });
  assert.equal((await done(`GET /${id}`)).message, 'Сегодня');
  assert.deepEqual(await code(`POST /${ids.when}`, { message: 'Ответ не туда' }), [200, undefined]);
});

test('fields with a write give what was written', async () => {
  const { done, ids } = await simulate();
  const written = await done(`POST /${ids.when}/comments`, { message: 'Да', fields: 'id,message,parent{id}' });
  assert.deepEqual([written.message, written.parent.id], ['Да', ids.when]);
});

test('what a comment must have, and where none may be written', async () => {
  const { code, ids, control } = await simulate();
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { message: '  ' }), [100, undefined]);
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { attachment_id: '5' }), [100, undefined]);
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { attachment_url: 'https://example.org/a.jpg' }), [undefined, undefined]);
  await control('POST /control/settings', { comment_length: 3 });
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { message: 'много' }), [100, undefined]);
  await control(`PATCH /control/posts/${ids.garbage}`, { comments_open: false });
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { message: 'а' }), [200, undefined]);
  await control(`DELETE /control/comments/${ids.when}`);
  assert.deepEqual(await code(`POST /${ids.when}/comments`, { message: 'а' }), [100, 33]);
});

test('two equal texts are two comments, or a duplicate', async () => {
  const { code, ids, control } = await simulate();
  const say = (where = ids.when) => code(`POST /${where}/comments`, { message: 'Передано' }).then(([number]) => number);
  assert.deepEqual([await say(), await say()], [undefined, undefined]);
  await control('POST /control/settings', { duplicates: 'refused' });
  assert.deepEqual([await say(), await say(ids.thanks)], [506, undefined], 'elsewhere it is none');
  await control('POST /control/clock', { advance_seconds: 600 });
  assert.equal(await say(), undefined);
});

test('hiding, showing, deleting, liking', async () => {
  const { done, code, ids } = await simulate();
  const state = () => done(`GET /${ids.thanks}`, { fields: 'is_hidden,like_count,user_likes' });
  await done(`POST /${ids.thanks}`, { is_hidden: true });
  await done(`POST /${ids.thanks}/likes`);
  assert.deepEqual(await state(), { is_hidden: true, like_count: 1, user_likes: true, id: ids.thanks });
  await done(`POST /${ids.thanks}`, { is_hidden: 'false' });
  await done(`DELETE /${ids.thanks}/likes`);
  assert.deepEqual(await state(), { is_hidden: false, like_count: 0, user_likes: false, id: ids.thanks });
  assert.deepEqual(await done(`DELETE /${ids.thanks}`), { success: true });
  assert.deepEqual(await code(`DELETE /${ids.thanks}`), [100, 33]);
  const { id } = await done(`POST /${ids.when}/comments`, { message: 'Своё' });
  assert.deepEqual(await code(`POST /${id}`, { is_hidden: true }), [200, undefined]);
});

test('where the page is tagged it reads and answers, but does not rule', async () => {
  const { done, code, ids, control } = await simulate();
  const { comment } = await control('POST /control/comments', { under: 'tag', author: 'Анна Ветрова', text: 'И на Чаплыгина' });
  const { data } = await done('GET /10/feed', { fields: 'message,comments{message,from}' });
  assert.equal(data[0].comments.data[0].from.name, 'Анна Ветрова');
  const { id } = await done(`POST /${comment.id}/comments`, { message: 'Передано' });
  for (const request of [`DELETE /${comment.id}`, `DELETE /${ids.tag}`, `POST /${ids.tag}`]) assert.deepEqual(await code(request), [200, undefined], request);
  assert.deepEqual(await code(`POST /${comment.id}`, { is_hidden: true }), [200, undefined]);
  assert.deepEqual(await done(`DELETE /${id}`), { success: true });
});

test('posts: at once, later, never; changed and taken back', async () => {
  const { done, code, sim, control } = await simulate();
  await control('POST /control/clock', { frozen: true });
  const now = sim.world.clock.now();
  const { id } = await done('POST /10/feed', { message: 'Ярмарка', link: 'https://example.org/' });
  assert.equal((await done(`GET /${id}`, { fields: 'status_type,attachments{type,url}' })).attachments.data[0].url, 'https://example.org/');
  await done(`POST /${id}`, { message: 'Ярмарка в субботу', is_pinned: true });
  assert.equal((await done(`GET /${id}`)).message, 'Ярмарка в субботу');
  assert.deepEqual(await done(`DELETE /${id}`), { success: true });
  assert.deepEqual(await code(`GET /${id}`), [100, 33]);
  const later = { message: 'Позже', published: false };
  const at = async (seconds, more) => (await code('POST /10/feed', { ...later, scheduled_publish_time: now + seconds, ...more }))[0];
  assert.deepEqual([await at(599), await at(600), await at(30 * 86400), await at(30 * 86400 + 1)], [100, undefined, undefined, 100]);
  assert.equal(await at(700, { published: true }), 100);
  assert.equal(await at(0, { scheduled_publish_time: new Date((now + 700) * 1000).toISOString() }), undefined);
  assert.deepEqual(await code('POST /10/feed', {}), [100, undefined]);
  await control('POST /control/settings', { schedule_days: 75 });
  assert.equal(await at(75 * 86400), undefined);
  const times = async (edge) => (await done(`GET /10/${edge}`, { fields: 'scheduled_publish_time' })).data.map((one) => one.scheduled_publish_time);
  assert.deepEqual([(await times('scheduled_posts')).at(-1), (await times('published_posts'))[0]], [now + 600, undefined]);
  await control('POST /control/clock', { advance_seconds: 600 });
  assert.equal(texts(await done('GET /10/published_posts'))[0], 'Позже');
  assert.equal((await times('published_posts'))[0], undefined, 'its time is over');
});

test('a post of the page can be published before its time', async () => {
  const { done } = await simulate();
  const { id } = await done('POST /10/feed', { message: 'Черновик', published: false });
  await done(`POST /${id}`, { is_published: true });
  assert.equal(texts(await done('GET /10/published_posts'))[0], 'Черновик');
});

async function upload(url, fields, file) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set('source', file, 'a.jpg');
  return (await fetch(`${url}/v25.0/10/photos`, { method: 'POST', headers: { Authorization: 'Bearer page' }, body })).json();
}

test('photos: a file or an address; unpublished ones make a post together, once', async () => {
  const { url, done, code, sim } = await simulate();
  const alone = await upload(url, { caption: 'Площадь' }, jpeg);
  assert.equal((await done(`GET /${alone.post_id}`, { fields: 'status_type,message,attachments{media_type}' })).attachments.data[0].media_type, 'photo');
  assert.equal(sim.world.photos.get(alone.id).bytes, 7);
  const first = await upload(url, { published: 'false' }, jpeg);
  const second = await done('POST /10/photos', { url: 'https://example.org/b.jpg', published: false });
  assert.equal(first.post_id, undefined);
  const attached_media = [{ media_fbid: first.id }, { media_fbid: second.id }];
  const { id } = await done('POST /10/feed', { message: 'Две', attached_media });
  const { attachments } = await done(`GET /${id}`, { fields: 'attachments{media_type,subattachments}' });
  assert.deepEqual([attachments.data[0].media_type, attachments.data[0].subattachments.data.length], ['album', 2]);
  assert.deepEqual(await code('POST /10/feed', { message: 'Снова', attached_media }), [100, undefined]);
  const bracketed = await done('POST /10/photos', { url: 'https://example.org/c.jpg', published: false });
  assert.match((await done('POST /10/feed', { 'attached_media[0]': { media_fbid: bracketed.id } })).id, /^10_/);
});

test('photos that are none, that are gone, and comments at a photo', async () => {
  const { url, done, code, control } = await simulate();
  assert.equal((await upload(url, {})).error.code, 324);
  assert.equal((await upload(url, {}, new Blob(['<svg/>']))).error.code, 100);
  const lost = await upload(url, { published: 'false' }, jpeg);
  await control('POST /control/clock', { advance_seconds: 24 * 3600 });
  assert.deepEqual(await code('POST /10/feed', { attached_media: [{ media_fbid: lost.id }] }), [100, undefined]);
  const kept = await upload(url, {}, jpeg);
  const { id } = await done(`POST /${kept.id}/comments`, { message: 'К снимку' });
  assert.equal((await done(`GET /${kept.post_id}/comments`)).data[0].id, id);
  assert.equal((await done(`GET /${kept.id}_${id.split('_')[1]}`)).message, 'К снимку', 'the prefix may be the photo');
});

test('photos of a scheduled post wait with it', async () => {
  const { done, sim, control } = await simulate();
  const photo = await done('POST /10/photos', { url: 'https://example.org/a.jpg', published: false });
  const scheduled_publish_time = sim.world.clock.now() + 30 * 3600;
  const { id } = await done('POST /10/feed', { published: false, scheduled_publish_time, attached_media: [{ media_fbid: photo.id }] });
  await control('POST /control/clock', { advance_seconds: 31 * 3600 });
  const post = await done(`GET /${id}`, { fields: 'is_published,attachments{target}' });
  assert.deepEqual([post.is_published, post.attachments.data[0].target.id], [true, photo.id]);
  assert.equal((await done(`GET /${photo.id}`)).id, photo.id);
});

test('a private reply: once, within seven days, to somebody who is there', async () => {
  const { done, code, control, ids } = await simulate();
  const reply = (recipient) => code('POST /10/messages', { recipient, message: { text: 'Пришлите адрес' } }).then(([number]) => number);
  assert.equal((await done(`GET /${ids.when}`, { fields: 'can_reply_privately' })).can_reply_privately, true);
  const sent = await done('POST /10/messages', { recipient: { comment_id: ids.when }, message: { text: 'Пришлите адрес' } });
  assert.deepEqual([sent.recipient_id, typeof sent.message_id], ['1', 'string']);
  assert.equal((await done(`GET /${ids.when}`, { fields: 'can_reply_privately' })).can_reply_privately, false);
  assert.equal(await reply({ comment_id: ids.when }), 10900);
  assert.equal(await reply({ post_id: ids.visitor }), undefined);
  await control('POST /control/people', { id: '2', unavailable: true });
  assert.equal(await reply({ comment_id: ids.too }), 551);
  await control('POST /control/clock', { advance_seconds: 7 * 24 * 3600 });
  assert.equal(await reply({ comment_id: ids.thanks }), 10903);
  assert.equal(await reply({ comment_id: '1_1' }), 10903);
  await control('POST /control/clock', { frozen: true });
  for (const [seconds, expected, can] of [[7 * 86400, 10903, false], [7 * 86400 - 1, undefined, true]]) {
    const { id } = await control('POST /control/comments', { under: 'garbage', author: 'Анна Ветрова', text: 'Срок', age: `${seconds}s` });
    assert.equal((await done(`GET /${id}`, { fields: 'can_reply_privately' })).can_reply_privately, can);
    assert.equal(await reply({ comment_id: id }), expected);
  }
  assert.deepEqual([await reply({}), await reply({ id: '4' }), await reply({ id: '1' })], [100, 100, 10]);
  const { data: [thread] } = await done('GET /10/conversations', { user_id: '1', fields: 'messages{message}' });
  assert.equal(thread.messages.data[0].message, 'Пришлите адрес');
});
