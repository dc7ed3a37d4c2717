// Webhooks: the handshake, the signature over what goes over the wire, repeats, order, and being switched off.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, simulate, subscriber } from './bench.mjs';
import { escaped_json, signatures } from './webhooks.mjs';

const own = `${app.id}|${app.secret}`;

async function bench() {
  const simulated = await simulate();
  await simulated.control('POST /control/clock', { frozen: true });
  const heard = await subscriber();
  const wish = { object: 'page', callback_url: heard.url, verify_token: 'geheim', fields: 'feed,mention', include_values: 'true' };
  const subscribe = (more) => simulated.post(`/v25.0/${app.id}/subscriptions`, { ...wish, ...more }, own);
  const say = (message) => simulated.post('/1_1/comments', { message });
  const state = async () => (await simulated.control('GET /control/webhooks')).items.map((one) => [one.state, one.answers]);
  return { ...simulated, ...heard, subscribe, say, state };
}

test('the worked example: 179 bytes and their signatures', () => {
  const value = { item: 'comment', verb: 'add', comment_id: '55_66', message: 'Да' };
  const body = escaped_json({ object: 'page', entry: [{ id: '100200300', time: 1761552000, changes: [{ field: 'feed', value }] }] });
  assert.equal(Buffer.byteLength(body), 179);
  assert.deepEqual(signatures(body, app.secret), {
    'X-Hub-Signature': 'sha1=0461026001c90afac9052a129bfb7a184f55ad60',
    'X-Hub-Signature-256': 'sha256=d522204f6bed006386273b556f6c791cd874cd45d3ad18f6f25ec77da74b4e03',
  });
  assert.equal(escaped_json('a/б'), '"a\\/\\u0431"');
});

test('subscribing: the handshake, and who may', async () => {
  const { subscribe, get, post, handshakes, echo } = await bench();
  assert.deepEqual(await subscribe(), { success: true });
  assert.equal(handshakes[0].get('hub.mode'), 'subscribe');
  assert.equal((await subscribe({ verify_token: 'wrong' })).error.code, 2200);
  assert.equal((await subscribe({ callback_url: 'http://example.org/hook' })).error.code, 2200);
  const { data } = await get(`/v25.0/${app.id}/subscriptions`, {}, own);
  assert.deepEqual([data[0].object, data[0].active, data[0].fields[0]], ['page', true, { name: 'feed', version: 'v25.0' }]);
  assert.equal((await post(`/${app.id}/subscriptions`, {}, 'page')).error.code, 100);
  echo.challenge = 'yes';
  assert.equal((await subscribe()).error.code, 2200);
  assert.equal((await get(`/${app.id}/subscriptions`, {}, 'page')).error.code, 15);
});

test('a delivery is escaped and signed; in an array if so set', async () => {
  const { subscribe, say, state, got, control } = await bench();
  await subscribe();
  await say('Да');
  assert.deepEqual(await state(), [['taken', [200]]]);
  assert.match(got[0].body, /"message":"\\u0414\\u0430"/);
  assert.equal(got[0].headers['x-hub-signature-256'], signatures(got[0].body, app.secret)['X-Hub-Signature-256']);
  await control('POST /control/settings', { webhook_form: 'array' });
  await say('Нет');
  await state();
  assert.equal(JSON.parse(got[1].body)[0].entry[0].changes[0].value.message, 'Нет');
});

test('what is not taken comes again: at once, then ever later, at last never', async () => {
  const { subscribe, say, state, answers, control, sim } = await bench();
  await subscribe();
  answers.push(500, 503, 500);
  await say('Да');
  assert.deepEqual(await state(), [['waiting', [500, 503]]]);
  await control('POST /control/clock', { advance_seconds: 60 });
  assert.deepEqual(await state(), [['waiting', [500, 503, 500]]]);
  await control('POST /control/clock', { advance_seconds: 300 });
  assert.deepEqual(await state(), [['taken', [500, 503, 500, 200]]]);
  answers.push(...Array(20).fill(500));
  await say('Нет');
  for (let hours = 0; hours < 40; hours++) await control('POST /control/clock', { advance_seconds: 3600 });
  assert.equal((await state())[1][0], 'given up');
  assert.equal(sim.world.apps.get(app.id).subscriptions[0].active, false);
  await say('Никто не слышит');
  assert.equal((await state()).length, 2);
});

test('held deliveries go in any order, twice, or never', async () => {
  const { subscribe, say, state, got, control } = await bench();
  await subscribe();
  await control('POST /control/settings', { webhook_delivery: 'held', webhook_escape: false });
  for (const text of ['раз', 'два', 'три']) await say(text);
  assert.deepEqual((await state()).map(([word]) => word), ['held', 'held', 'held']);
  await control('DELETE /control/webhooks/2');
  await control('POST /control/webhooks/release', { order: 'reversed' });
  await control('POST /control/webhooks/release', { ids: [3] });
  const texts = got.map(({ body }) => JSON.parse(Buffer.from(body, 'latin1').toString('utf8')).entry[0].changes[0].value.message);
  assert.deepEqual(texts, ['три', 'раз', 'три']);
  for (const text of ['четыре', 'пять']) await say(text);
  assert.deepEqual(await control('POST /control/webhooks/release', { together: true }), { sent: 1 });
  assert.equal((await state()).filter(([word]) => word === 'held').length, 0);
  const { entry } = JSON.parse(Buffer.from(got.at(-1).body, 'latin1').toString('utf8'));
  assert.deepEqual(entry.map(({ changes: [{ value }] }) => value.message), ['четыре', 'пять']);
});
