// The command, and the world it shows when nobody names another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command_at, ends_and_refuses, takes_a_world } from '../shared/command_bench.mjs';
import { small_world } from './bench.mjs';

const command = command_at(new URL('./main.mjs', import.meta.url));

test('it says where it is, serves the town with its tokens, and leaves at once on SIGTERM', async () => {
  const { child, ready, ended } = command();
  const { url, ...rest } = await ready;
  assert.deepEqual(rest, { ready: true, network: 'instagram' });
  const call = async (path, params, method = 'GET') => {
    const query = new URLSearchParams(params);
    const headers = { Authorization: 'Bearer EAA-page-demo' };
    return (await fetch(`${url}/v25.0/${path}${method === 'GET' ? `?${query}` : ''}`, { method, headers, ...(method === 'POST' && { body: query }) })).json();
  };
  const { instagram_business_account: account } = await call('me', { fields: 'instagram_business_account{id,username}' });
  assert.deepEqual(account, { id: '17841400000000001', username: 'adm_akhtuba' });
  const { data } = await call(`${account.id}/media`, { fields: 'caption,comments{text,replies{text}}' });
  assert.equal(data.length, 3);
  const [first] = data[0].comments.data;
  assert.match((await call(`${first.id}/replies`, { message: 'Передали' }, 'POST')).id, /^\d{17}$/);
  child.kill('SIGTERM');
  const { code, lines, said } = await ended;
  assert.deepEqual([code, lines.length, said], [0, 1, '']);
});

test('it takes another world', () => takes_a_world(command, small_world, ({ accounts }) => assert.deepEqual(accounts.map(({ id }) => id), ['20', '21'])));

test('it ends with its stdin when asked to, and refuses what it cannot do', () => ends_and_refuses(command));
