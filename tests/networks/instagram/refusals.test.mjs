// Who is refused, and with which code: hosts and logins, permissions, tasks, tokens and their lives, budgets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, app_token, simulate } from './bench.mjs';

const say = { message: 'а' };
const day = 86400;

test('each host knows the tokens of its own login, whether it stands in the path or in the settings', async () => {
  const { url, code, control } = await simulate();
  const at = async (host, path, token) => (await fetch(`${url}/graph.${host}.com/v25.0${path}`, { headers: { Authorization: `Bearer ${token}` } })).json();
  assert.equal((await at('facebook', '/20', 'page')).id, '20');
  assert.equal((await at('instagram', '/me', 'instagram')).id, '2020');
  assert.equal((await at('facebook', '/20', 'instagram')).error.code, 190);
  assert.equal((await at('instagram', '/20', 'page')).error.code, 190);
  await control('POST /control/settings', { host: 'instagram' });
  assert.deepEqual([await code('GET /20'), await code('GET /20', {}, 'instagram')], [[190, undefined], [undefined, undefined]]);
  await control('POST /control/settings', { host: 'facebook' });
  assert.deepEqual([await code('GET /20'), await code('GET /20', {}, 'instagram')], [[undefined, undefined], [190, undefined]]);
});

test('links and pictures keep the host by which they were asked for', async () => {
  const { url } = await simulate();
  const host = `${url}/graph.instagram.com`;
  const { data, paging } = await (await fetch(`${host}/v25.0/20/media?limit=1&fields=media_url&access_token=instagram`)).json();
  assert.ok(paging.next.startsWith(`${host}/v25.0/`), paging.next);
  assert.equal((await (await fetch(paging.next)).json()).data.length, 1);
  assert.equal((await fetch(data[0].media_url)).headers.get('content-type'), 'image/svg+xml');
});

test('comments may need a right of their own to be read', async () => {
  const { code, control, ids } = await simulate();
  await control('POST /control/tokens', { token: 'page', permissions: ['instagram_basic', 'pages_read_engagement', 'pages_show_list'] });
  const read = () => code(`GET /${ids.garbage}/comments`);
  assert.deepEqual(await read(), [undefined, undefined]);
  await control('POST /control/settings', { comments_need: 'manage_comments' });
  assert.deepEqual(await read(), [10, undefined]);
  assert.deepEqual(await code(`POST /${ids.when}/replies`, say), [10, undefined]);
});

test('a role that is lost: the page token dies, the user token sees nothing, that of the account lives on', async () => {
  const { code, control, ids } = await simulate();
  await control('POST /control/pages', { id: '10', roles: {} });
  const write = (token) => code(`POST /${ids.when}/replies`, say, token);
  assert.deepEqual([await write('page'), await write('user'), await write('instagram')], [[190, 492], [100, 33], [undefined, undefined]]);
});

test('an account that is linked to no page', async () => {
  const { code, control, done } = await simulate();
  await control('POST /control/accounts', { id: '20', page_id: null });
  assert.deepEqual(await done('GET /10', { fields: 'instagram_business_account' }), { id: '10' });
  assert.deepEqual([await code('GET /20'), await code('GET /20', {}, 'instagram')], [[100, 33], [undefined, undefined]]);
  assert.deepEqual(await code('POST /10/messages', { recipient: { id: '1' }, message: { text: 'а' } }), [100, undefined]);
});

test('a short token becomes a long one, a long one is prolonged after a day and before it ends', async () => {
  const { call, done, code, control } = await simulate();
  const exchange = { grant_type: 'ig_exchange_token', client_secret: app.secret };
  const refresh = { grant_type: 'ig_refresh_token' };
  assert.deepEqual(await code('GET /access_token', { ...exchange, client_secret: 'other' }, 'short'), [1, undefined]);
  assert.deepEqual(await code('GET /refresh_access_token', refresh, 'short'), [100, undefined]);
  const { access_token, token_type, expires_in } = await done('GET /access_token', exchange, 'short');
  assert.deepEqual([token_type, expires_in], ['bearer', 60 * day]);
  assert.equal((await done('GET /me', {}, access_token)).id, '2020');
  assert.deepEqual(await code('GET /access_token', exchange, access_token), [100, undefined], 'it is long already');
  assert.deepEqual(await code('GET /refresh_access_token', refresh, access_token), [100, undefined], 'too young');
  await control('POST /control/clock', { advance_seconds: day });
  const longer = await done('GET /refresh_access_token', refresh, access_token);
  assert.match(longer.permissions, /instagram_business_basic/);
  await control('POST /control/clock', { advance_seconds: 59 * day });
  assert.deepEqual([await code('GET /me', {}, access_token), await code('GET /me', {}, longer.access_token)], [[190, 463], [undefined, undefined]]);
  assert.equal((await call('GET /refresh_access_token', refresh, access_token)).error.error_subcode, 463);
});

test('budgets: of the account, of its messages, of the application; their headers', async () => {
  const { url, code, control, ids } = await simulate();
  await control('POST /control/limits', { id: '20', type: 'instagram', percent: 40 });
  const head = async (path, token) => (await fetch(`${url}/v25.0${path}`, { headers: { Authorization: `Bearer ${token}` } })).headers;
  const usage = JSON.parse((await head('/20/media', 'page')).get('x-business-use-case-usage'));
  assert.deepEqual([usage['20'][0].type, usage['20'][0].call_count], ['instagram', 40]);
  await control('POST /control/limits', { id: '900', type: 'app', percent: 30 });
  assert.equal(JSON.parse((await head('/me', 'user')).get('x-app-usage')).call_count, 30);
  await control('POST /control/limits', { id: '20', type: 'instagram', percent: 100 });
  for (const token of ['page', 'user', 'system', 'instagram']) assert.deepEqual(await code(`GET /${ids.garbage}/comments`, {}, token), [80002, undefined], token);
  assert.deepEqual(await code('GET /me'), [undefined, undefined]);
  await control('POST /control/limits', { id: '20', type: 'messenger', percent: 100 });
  assert.deepEqual(await code('POST /10/messages', { recipient: { comment_id: ids.when }, message: { text: 'а' } }), [80006, undefined]);
});

test('tokens of the application, none at all, and what debug_token tells', async () => {
  const { code, call, ids } = await simulate();
  assert.deepEqual([await code(`POST /${ids.when}/replies`, say, app_token), await code('GET /20', {}, app_token)], [[210, undefined], [10, undefined]]);
  assert.deepEqual([await code('GET /me', {}, null), await code('GET /20', {}, null)], [[2500, undefined], [104, undefined]]);
  const { data } = await call('GET /debug_token', { input_token: 'instagram' }, app_token);
  assert.deepEqual([data.type, data.is_valid, data.scopes.includes('instagram_business_basic')], ['INSTAGRAM', true, true]);
});
