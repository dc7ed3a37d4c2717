// What subscribers of an account are told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriber } from '../graph/bench.mjs';
import { app, app_token, simulate } from './bench.mjs';

async function bench() {
  const simulated = await simulate();
  const { done, control } = simulated;
  const heard = await subscriber();
  const fields = 'comments,live_comments,mentions,messages';
  await done(`POST /${app.id}/subscriptions`, { object: 'instagram', callback_url: heard.url, verify_token: 'geheim', fields }, app_token);
  const bodies = async () => {
    await control('GET /control/webhooks');
    return heard.got.splice(0).map(({ body }) => JSON.parse(body));
  };
  const told = async () => (await bodies()).flatMap(({ entry }) => entry.flatMap(({ id, changes }) => changes.map(({ field, value }) => ({ id, field, ...value }))));
  const comment = (fields) => control('POST /control/comments', fields).then(({ id }) => id);
  return { ...simulated, bodies, told, comment };
}

test('a comment, a reply, one\'s own, and somebody private', async () => {
  const { bodies, told, comment, done, ids } = await bench();
  const id = await comment({ under: 'when', author: 'petr', text: 'Так и стоит' });
  const [{ object, entry: [entry] }] = await bodies();
  assert.deepEqual([object, entry.id, entry.changes], ['instagram', '20', [{
    field: 'comments', value: { from: { id: '2', username: 'petr' }, media: { id: ids.garbage, media_product_type: 'FEED' }, id, parent_id: ids.when, text: 'Так и стоит' },
  }]]);
  const own = await done(`POST /${ids.garbage}/comments`, { message: 'Вывезем' });
  await comment({ under: 'garbage', author: 'nina', text: 'Тайное' });
  await comment({ under: 'live', author: 'anna', text: 'В эфире' });
  const [mine, secret, live] = await told();
  assert.deepEqual([mine.id, mine.from, mine.parent_id], [own.id, { id: '20', username: 'adm' }, undefined]);
  assert.deepEqual(secret.from, { id: '4' });
  assert.equal(live.field, 'live_comments');
});

test('nothing of an edit, of hiding, of deleting, of somebody shut out', async () => {
  const { told, comment, control, done, ids } = await bench();
  await control(`PATCH /control/comments/${ids.when}`, { text: 'Иначе' });
  await done(`POST /${ids.when}`, { hide: true });
  await done(`DELETE /${ids.when}`);
  await control('POST /control/people', { id: '2', restricted: true });
  await comment({ under: 'garbage', author: 'petr', text: 'Реклама' });
  assert.deepEqual(await told(), []);
});

test('mentions elsewhere: in a caption, in a comment; not on one\'s own media, not of private people', async () => {
  const { told, comment, control } = await bench();
  const { id: media_id } = await control('POST /control/media', { author: 'petr', text: '@adm. опять яма' });
  const comment_id = await comment({ media_id, author: 'anna', text: 'и у нас, @adm' });
  await comment({ under: 'closed', author: 'anna', text: '@adm' });
  await comment({ under: 'cat', author: 'nina', text: '@adm' });
  await control('POST /control/media', { author: 'petr', text: '@administration', media_product_type: 'FEED' });
  await control('POST /control/media', { author: 'petr', text: '@adm', media_product_type: 'STORY' });
  assert.deepEqual(await told(), [{ id: '20', field: 'mentions', media_id }, { id: '20', field: 'mentions', media_id, comment_id }]);
  await comment({ under: 'garbage', author: 'anna', text: '@adm, вы тут?' });
  assert.deepEqual((await told()).map(({ field }) => field), ['comments'], 'on one\'s own media it is a comment');
});

test('the forms of entries, and messages, which have their own', async () => {
  const { bodies, comment, control } = await bench();
  const one = async (webhook_entry) => {
    await control('POST /control/settings', { webhook_entry, webhook_comment_id: 'comment_id' });
    await comment({ under: 'garbage', author: 'petr', text: 'Да' });
    return (await bodies())[0].entry[0];
  };
  const flat = await one('flat');
  assert.deepEqual([flat.field, flat.value.text, typeof flat.value.comment_id, flat.changes], ['comments', 'Да', 'string', undefined]);
  assert.equal((await one('messaging')).messaging[0].value.text, 'Да');
  assert.equal((await one('changes')).changes[0].value.text, 'Да');
  await control('POST /control/messages', { account_id: '20', author: 'anna', text: 'Здравствуйте' });
  const [{ sender, recipient, message }] = (await bodies())[0].entry[0].messaging;
  assert.deepEqual([sender, recipient, message.text], [{ id: '1' }, { id: '20' }, 'Здравствуйте']);
});

test('who is subscribed: by any field of the page, or by the account\'s own', async () => {
  const { told, comment, done } = await bench();
  const say = () => comment({ under: 'garbage', author: 'petr', text: 'Да' });
  await done('DELETE /10/subscribed_apps');
  await say();
  assert.equal((await told()).length, 1, 'the account itself');
  await done('DELETE /20/subscribed_apps', {}, 'instagram');
  await say();
  assert.deepEqual(await told(), []);
  await done('POST /20/subscribed_apps', { subscribed_fields: 'mentions' }, 'instagram');
  await say();
  assert.deepEqual(await told(), []);
  await done('POST /10/subscribed_apps', { subscribed_fields: 'feed' });
  assert.deepEqual((await done('GET /10/subscribed_apps', { fields: 'id,subscribed_fields' })).data, [{ id: '900', subscribed_fields: ['feed'] }]);
  await say();
  assert.equal((await told()).length, 1);
});
