// The command, and the world it shows when nobody names another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command_at, ends_and_refuses, takes_a_world } from '../shared/command_bench.mjs';
import { small_world } from './bench.mjs';

const command = command_at(new URL('./main.mjs', import.meta.url));

test('it says where it is, serves the town with its tokens, and leaves at once on SIGTERM', async () => {
  const { child, ready, ended } = command();
  const { url, ...rest } = await ready;
  assert.deepEqual(rest, { ready: true, network: 'facebook' });
  const call = async (path, params, method = 'GET') => {
    const query = new URLSearchParams(params);
    const headers = { Authorization: 'Bearer EAA-page-demo' };
    return (await fetch(`${url}/v25.0/${path}${method === 'GET' ? `?${query}` : ''}`, { method, headers, ...(method === 'POST' && { body: query }) })).json();
  };
  assert.equal((await call('me', { fields: 'id' })).id, '100200300');
  const { data } = await call('me/feed', { fields: 'message,comments.filter(stream){message}' });
  assert.ok(data.length >= 5);
  assert.ok(data.at(-1).comments.data.length >= 3);
  assert.match((await call(`${data[0].id}/comments`, { message: 'Передали' }, 'POST')).id, /^\d+_\d+$/);
  child.kill('SIGTERM');
  const { code, lines, said } = await ended;
  assert.deepEqual([code, lines.length, said], [0, 1, '']);
});

test('it takes another world', () => takes_a_world(command, small_world, ({ pages }) => assert.deepEqual(pages.map(({ id }) => id), ['10', '11'])));

test('it ends with its stdin when asked to, and refuses what it cannot do', () => ends_and_refuses(command));
