// Who is let in: applications, sessions, permissions, limits, and the shape of errors.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { application, signed, simulate, topic_100 } from './bench.mjs';

test('an error has status 200, its code in body and header, and null or nothing for its data', async () => {
  const { send, control } = await simulate();
  const answer = await send(signed({ method: 'no.such' }));
  assert.deepEqual([answer.status, answer.headers.get('invocation-error')], [200, '3']);
  assert.deepEqual(await answer.json(), { error_code: 3, error_msg: 'METHOD : Method no.such does not exist', error_data: null });
  const missing = await (await send(signed({ method: 'discussions.getComments', discussionType: 'GROUP_TOPIC' }))).json();
  assert.deepEqual([missing.error_code, missing.error_data], [100, 'discussionId']);
  await control('POST /control/settings', { error_data: 'absent', error_header: false });
  const bare = await send(signed({ method: 'no.such' }));
  assert.equal(bare.headers.get('invocation-error'), null);
  assert.equal('error_data' in await bare.json(), false);
});

test('names that every object of JavaScript has are nothing special', async () => {
  const { code } = await simulate();
  for (const [method, params, expected] of [
    ['constructor', {}, 3], ['discussions.getList', { category: 'toString' }, 100], ['discussions.getComments', { ...topic_100, anchor: 'toString' }, 100],
    ['discussions.getComments', { ...topic_100, fields: 'constructor.name' }, 220], ['group.getUserGroupsV2', { uid: 'constructor' }, undefined],
  ]) assert.equal(await code(method, params), expected, method);
});

test('application and session', async () => {
  const { send, code, control } = await simulate();
  const asked = async (options) => (await (await send(signed({ method: 'users.getLoggedInUser' }, options))).json()).error_code;
  assert.equal(await asked({ application_key: 'UNKNOWN' }), 101);
  assert.equal(await asked({ token: 'unknown' }), 103);
  assert.equal(await asked({ token: 'bot' }), 103, 'a token of the Bot API is no session');
  assert.equal(await asked({ token: null }), 453);
  await control('POST /control/applications', { key: 'OTHER', secret: 's' });
  assert.equal(await asked({ application_key: 'OTHER', secret: 's' }), 103, 'a session belongs to one application');
  await control('POST /control/tokens', { token: 'admin', expires_in: -1 });
  assert.equal(await asked({}), 102);
  await control('POST /control/tokens', { token: 'admin', expires_in: null });
  assert.equal(await asked({}), undefined);
  await control('POST /control/tokens', { token: 'admin', revoked: true });
  assert.equal(await asked({}), 103);
  await control('DELETE /control/tokens/resident');
  assert.equal(await code('users.getLoggedInUser', {}, 'resident'), 103);
  await control('POST /control/applications', { key: application.key, secret: application.secret, disabled: true });
  assert.equal(await asked({ token: null }), 210);
});

test('a permission the session lacks is 10, or 200 where the setting says so', async () => {
  const { call, get, control } = await simulate();
  await control('POST /control/tokens', { token: 'admin', scopes: [] });
  const refused = await call('discussions.getComments', topic_100);
  assert.deepEqual([refused.error_code, refused.error_data], [10, 'VALUABLE_ACCESS']);
  assert.equal(await get('users.hasAppPermission', { ext_perm: 'VALUABLE ACCESS' }), false);
  await control('POST /control/settings', { scope_error: 200 });
  assert.equal((await call('mediatopic.getTopics', { gid: '55' })).error_code, 200);
  await control('POST /control/tokens', { token: 'admin', scopes: ['VALUABLE_ACCESS'] });
  assert.equal(await get('users.hasAppPermission', { ext_perm: 'VALUABLE ACCESS' }), true);
});

test('methods whose availability is uncertain can be closed', async () => {
  const { code, control } = await simulate();
  for (const [setting, method] of [['stream', 'stream.get'], ['get_topics', 'mediatopic.getTopics']])
    for (const [value, expected] of [['withdrawn', 3], ['forbidden', 10], ['permission', 200], ['open', undefined]]) {
      await control('POST /control/settings', { [setting]: value });
      assert.equal(await code(method, { gid: '55' }), expected, `${method} ${value}`);
    }
});

test('reading is for everybody, for members only, never for the blocked', async () => {
  const { code, control } = await simulate();
  await control('POST /control/people', { id: '4' });
  await control('POST /control/tokens', { token: 'stranger', application: application.key, person_id: '4' });
  assert.equal(await code('discussions.getComments', topic_100, 'stranger'), undefined);
  await control('POST /control/settings', { members_only: true });
  assert.equal(await code('discussions.getComments', topic_100, 'stranger'), 456);
  assert.equal(await code('discussions.getComments', topic_100), undefined);
  await control('POST /control/settings', { members_only: false });
  await control('POST /control/groups', { id: '55', roles: { 4: 'BLOCKED' } });
  assert.equal(await code('discussions.getComments', topic_100, 'stranger'), 456);
  assert.equal(await code('mediatopic.getTopics', { gid: '777' }), 160);
});

test('limits are off, until a test wants them', async () => {
  const { code, get, control } = await simulate();
  await control('POST /control/settings', { calls_per_minute: 2, rate_clock: 'simulated' });
  await control('POST /control/clock', { frozen: true });
  const read = () => code('users.getCurrentUser');
  assert.deepEqual([await read(), await read(), await read()], [undefined, undefined, 11]);
  assert.deepEqual(await get('users.getCallsLeft', { methods: 'users.getCurrentUser,url.getInfo' }), [
    { name: 'users.getCurrentUser', available: false, callsLeft: 0 }, { name: 'url.getInfo', available: true, callsLeft: 2 },
  ]);
  await control('POST /control/clock', { advance_seconds: 61 });
  assert.equal(await read(), undefined);
  await control('POST /control/settings', { calls_per_minute: 0, calls_per_second: 1 });
  assert.deepEqual([await read(), await read()], [undefined, 8]);
});

test('a session is refreshed; the envelope of mistakes is another one', async () => {
  const { url, code } = await simulate();
  const ask = async (more) => (await fetch(`${url}/oauth/token.do`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', client_id: '900', client_secret: application.secret, refresh_token: 'refresh', ...more }),
  })).json();
  assert.equal((await ask({ client_secret: 'wrong' })).error, 'invalid_client');
  assert.equal((await ask({ refresh_token: 'wrong' })).error, 'invalid_grant');
  const { access_token, expires_in, token_type } = await ask({});
  assert.deepEqual([token_type, expires_in], ['session', '1800']);
  assert.equal(await code('users.getLoggedInUser', {}, 'admin'), 103);
  assert.equal(await code('users.getLoggedInUser', {}, access_token), undefined);
  assert.ok((await ask({})).access_token, 'a refresh token serves again');
});
