// What subscribers of a page are told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriber } from '../graph/bench.mjs';
import { app, app_token, simulate } from './bench.mjs';

async function bench() {
  const simulated = await simulate();
  const { done, control } = simulated;
  const heard = await subscriber();
  const wish = { object: 'page', callback_url: heard.url, verify_token: 'geheim', fields: 'feed,mention', include_values: true };
  await done(`POST /${app.id}/subscriptions`, wish, app_token);
  const told = async () => {
    await control('GET /control/webhooks');
    const deliveries = heard.got.splice(0).map(({ body }) => JSON.parse(body));
    const entries = deliveries.flatMap(({ object, entry }) => entry.map((one) => ({ object, ...one })));
    return entries.flatMap(({ object, id, changes }) => changes.map(({ field, value }) => ({ object, id, field, ...value })));
  };
  return { ...simulated, told };
}

test('the life of a comment, and one\'s own reply', async () => {
  const { control, done, ids, told } = await bench();
  const { comment: { id, created_at } } = await control('POST /control/comments', { under: 'when', author: 'Пётр Лугин', text: 'Так и стоит' });
  const [added] = await told();
  assert.deepEqual({ ...added, post: undefined }, {
    object: 'page', id: '10', field: 'feed', from: { id: '2', name: 'Пётр Лугин' }, item: 'comment', verb: 'add', comment_id: id, post_id: ids.garbage,
    parent_id: ids.when, created_time: created_at, message: 'Так и стоит', post: undefined,
  });
  assert.equal(added.post.id, ids.garbage);
  for (const text of ['Вывезли', 'Вывезли']) await control(`PATCH /control/comments/${id}`, { text });
  await done(`POST /${id}`, { is_hidden: true });
  await done(`POST /${id}`, { is_hidden: false });
  await done(`DELETE /${id}`);
  assert.deepEqual((await told()).map(({ verb, message }) => [verb, message]), [
    ['edited', 'Вывезли'], ['hide', 'Вывезли'], ['unhide', 'Вывезли'], ['remove', undefined],
  ]);
  const own = await done(`POST /${ids.garbage}/comments`, { message: 'Спасибо за сигнал' });
  const [{ from, comment_id, parent_id }] = await told();
  assert.deepEqual([from.id, comment_id, parent_id], ['10', own.id, ids.garbage]);
});

test('posts, photos, likes, and mentions elsewhere', async () => {
  const { control, done, ids, told } = await bench();
  await control('POST /control/posts', { page_id: '10', author: 'Анна Ветрова', text: 'Яма' });
  await done('POST /10/feed', { message: 'Новость' });
  await done('POST /10/photos', { url: 'https://example.org/a.jpg' });
  await done(`POST /${ids.when}/likes`);
  await control('POST /control/posts', { author: 'Пётр Лугин', text: 'Администрация, ау', tagged: ['10'] });
  const [visitor, news, photo, like, mention] = await told();
  assert.deepEqual([visitor.item, visitor.verb, news.item, photo.item, typeof photo.photo_id], ['post', 'add', 'status', 'photo', 'string']);
  assert.deepEqual([like.item, like.reaction_type, like.comment_id], ['reaction', 'like', ids.when]);
  assert.deepEqual([mention.field, mention.sender_name, mention.message], ['mention', 'Пётр Лугин', 'Администрация, ау']);
});

test('a scheduled post is told when it appears', async () => {
  const { control, done, sim, told } = await bench();
  await done('POST /10/feed', { message: 'Позже', published: false, scheduled_publish_time: sim.world.clock.now() + 700 });
  assert.deepEqual(await told(), []);
  await control('POST /control/clock', { advance_seconds: 800 });
  assert.deepEqual((await told()).map(({ message, published }) => [message, published]), [['Позже', 1]]);
});

test('other spellings, and a page that is not subscribed', async () => {
  const { control, done, ids, told } = await bench();
  await control('POST /control/settings', { webhook_from: 'sender', webhook_message: 'absent', webhook_comment_id: 'page_post', webhook_edit: 'edit' });
  await control(`PATCH /control/comments/${ids.when}`, { text: 'Иначе' });
  const [{ from, sender_id, message, comment_id, verb }] = await told();
  assert.deepEqual([from, sender_id, message, comment_id, verb], [undefined, '1', undefined, `${ids.garbage}_${ids.when.split('_')[1]}`, 'edit']);
  assert.equal((await done(`GET /${comment_id}`)).id, ids.when);
  assert.deepEqual((await done('GET /10/subscribed_apps', { fields: 'id,subscribed_fields' })).data, [{ id: '900', subscribed_fields: ['feed', 'mention'] }]);
  await done('POST /10/subscribed_apps', { subscribed_fields: 'mention' });
  await done(`POST /${ids.when}/comments`, { message: 'Тихо' });
  await done('DELETE /10/subscribed_apps');
  await control('POST /control/posts', { author: 'Пётр Лугин', text: 'Ау', tagged: ['10'] });
  assert.deepEqual(await told(), []);
});
