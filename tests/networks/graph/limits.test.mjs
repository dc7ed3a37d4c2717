// Budgets: what the headers say, what happens beyond, and that calling on makes it longer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';

const business = (answer) => JSON.parse(answer.headers.get('x-business-use-case-usage'))['1'][0];

async function bench() {
  const simulated = await simulate();
  await simulated.control('POST /control/clock', { frozen: true });
  const ask = (token = 'page') => fetch(`${simulated.url}/v25.0/1`, { headers: { Authorization: `Bearer ${token}` } });
  const code = async (token) => (await (await ask(token)).json()).error?.code;
  return { ...simulated, ask, code };
}

test('the headers come once there is traffic, by the kind of token', async () => {
  const { ask, control } = await bench();
  assert.equal((await ask()).headers.get('x-business-use-case-usage'), null);
  await control('POST /control/settings', { engaged_users: 1, calls_per_engaged: 50, app_users: 1, calls_per_user: 10 });
  assert.deepEqual(business(await ask()), { type: 'pages', call_count: 4, total_cputime: 1, total_time: 2, estimated_time_to_regain_access: 0 });
  assert.deepEqual(JSON.parse((await ask('user')).headers.get('x-app-usage')), { call_count: 10, total_cputime: 3, total_time: 5 });
  await control('POST /control/settings', { usage_headers: 'never' });
  assert.equal((await ask()).headers.get('x-business-use-case-usage'), null);
});

test('beyond the budget: refused, longer with each call, and open again after', async () => {
  const { ask, code, control } = await bench();
  await control('POST /control/limits', { id: '1', type: 'pages', percent: 100 });
  const refused = await ask();
  assert.deepEqual([refused.status, (await refused.json()).error.code, business(refused).estimated_time_to_regain_access], [403, 80001, 30]);
  assert.equal(business(await ask()).estimated_time_to_regain_access, 31);
  assert.equal(await code('user'), undefined, 'another budget');
  await control('POST /control/clock', { advance_seconds: 30 * 60 });
  assert.equal(await code(), 80001);
  await control('POST /control/clock', { advance_seconds: 2 * 60 });
  assert.equal(await code(), undefined);
});

test('codes of the application, of a page by a user token, of one call', async () => {
  const { code, control, post } = await bench();
  await control('POST /control/limits', { id: '900', type: 'app', percent: 100 });
  assert.equal(await code('user'), 4);
  await control('POST /control/limits', { id: '900', type: 'app', percent: 100, code: 32 });
  assert.equal(await code('user'), 32);
  await control('POST /control/limits', { method: 'POST /{post}/comments', calls: 1, seconds: 60 });
  const say = async () => (await post('/1_1/comments', { message: 'а' })).error?.code;
  assert.deepEqual([await say(), await say()], [undefined, 613]);
  await control('POST /control/clock', { advance_seconds: 60 });
  assert.equal(await say(), undefined);
  await control('POST /control/limits', { id: '1', percent: 100 });
  await control('POST /control/settings', { rate_limits: false });
  assert.equal(await code(), undefined);
});

test('the calls of a day are counted, and each element of a batch', async () => {
  const { code, control, post } = await bench();
  await control('POST /control/settings', { engaged_users: 1, calls_per_engaged: 4 });
  const batch = JSON.stringify(Array(3).fill({ method: 'GET', relative_url: '1' }));
  await post('/', { batch });
  assert.deepEqual([await code(), await code()], [undefined, 80001]);
});
