// Who is refused, and with which code: tokens, permissions, tasks, blocks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app_token, simulate, small_world } from './bench.mjs';

const say = { message: 'а' };

test('a permission that is missing', async () => {
  const { code, control, ids } = await simulate();
  const all = [...(await control('GET /control/state')).tokens.find(({ token }) => token === 'page').permissions];
  const without = async (permission, request, params) => {
    await control('POST /control/tokens', { token: 'page', permissions: all.filter((one) => one !== permission) });
    return (await code(request, params))[0];
  };
  assert.equal(await without('pages_read_engagement', 'GET /10/feed'), 283);
  assert.equal(await without('pages_read_user_content', 'GET /10/tagged'), 10);
  assert.equal(await without('pages_manage_engagement', `POST /${ids.when}/comments`, say), 200);
  assert.equal(await without('pages_manage_posts', 'POST /10/feed', say), 200);
  assert.equal(await without('pages_manage_metadata', 'POST /10/subscribed_apps', { subscribed_fields: 'feed' }), 200);
  assert.equal(await without('pages_messaging', 'GET /10/conversations'), 230);
  await control('POST /control/settings', { missing_permission: 10 });
  assert.equal(await without('pages_messaging', 'GET /10/conversations'), 10);
  assert.equal(await without('none', `POST /${ids.when}/comments`, say), undefined);
});

test('a task that is missing: ids are withheld, writing is refused; a role that is lost', async () => {
  const { code, control, done, ids } = await simulate();
  await control('POST /control/pages', { id: '10', roles: { 3: ['CREATE_CONTENT'] } });
  assert.equal('id' in (await done(`GET /${ids.garbage}/comments`)).data[0], false);
  assert.deepEqual(await code(`POST /${ids.when}/comments`, say), [200, undefined]);
  assert.deepEqual(await code(`GET /${ids.when}`), [10, undefined]);
  assert.deepEqual(await code('POST /10/feed', say), [undefined, undefined]);
  await control('POST /control/pages', { id: '10', roles: {} });
  assert.deepEqual(await code('GET /10/feed'), [190, 492]);
});

test('the token of another page, of a user, of the application', async () => {
  const { code, control, ids, sim } = await simulate();
  const write = (token) => code(`POST /${ids.when}/comments`, say, token);
  assert.deepEqual(await write('neighbour'), [200, undefined]);
  assert.deepEqual(await write(app_token), [210, undefined]);
  assert.deepEqual(await write('user'), [200, undefined]);
  await control('POST /control/settings', { user_token_writes: 'error_1705' });
  assert.deepEqual(await write('user'), [1705, undefined]);
  await control('POST /control/settings', { user_token_writes: 'page_token_required' });
  assert.deepEqual(await write('user'), [190, 2069032]);
  await control('POST /control/settings', { user_token_writes: 'as_person' });
  assert.deepEqual(await write('user'), [undefined, undefined]);
  assert.equal([...sim.world.comments.values()].at(-1).person_id, '3');
});

test('a blocked page writes nothing, and reads on', async () => {
  const { code, control, ids } = await simulate();
  await control('POST /control/pages', { id: '10', blocked: true });
  assert.deepEqual(await code(`POST /${ids.when}/comments`, say), [368, undefined]);
  assert.deepEqual(await code(`GET /${ids.garbage}/comments`), [undefined, undefined]);
});

test('a proof demanded, a token in trouble, a token taken away', async () => {
  const { code, control, call } = await simulate();
  await control('POST /control/apps', { id: '900', require_proof: true });
  assert.deepEqual(await code('GET /me'), [100, undefined]);
  await control('POST /control/apps', { id: '900', require_proof: false });
  await control('POST /control/tokens', { token: 'page', trouble: 460 });
  assert.deepEqual(await code('GET /me'), [190, 460]);
  await control('DELETE /control/tokens/page');
  assert.deepEqual(await code('GET /me'), [190, undefined]);
  const { data } = await call('GET /debug_token', { input_token: 'user' }, app_token);
  assert.deepEqual([data.type, data.user_id, data.is_valid], ['USER', '3', true]);
});

test('budgets: of the page for its tokens and system users, of the application for users, of the messenger', async () => {
  const { code, control, ids } = await simulate({ ...small_world, settings: { engaged_users: 1 } });
  await control('POST /control/limits', { id: '10', type: 'pages', percent: 100 });
  const feed_code = async (token) => (await code('GET /10/feed', {}, token))[0];
  assert.deepEqual([await feed_code('page'), await feed_code('system'), await feed_code('user')], [80001, 80001, undefined]);
  await control('POST /control/limits', { id: '10', type: 'pages', percent: 0 });
  await control('POST /control/limits', { id: '10', type: 'messenger', percent: 100 });
  assert.deepEqual(await code('POST /10/messages', { recipient: { comment_id: ids.when }, message: { text: 'а' } }), [80006, undefined]);
  await control('POST /control/limits', { id: '900', type: 'app', percent: 100 });
  assert.deepEqual(await code('GET /me', {}, 'user'), [4, undefined]);
});
