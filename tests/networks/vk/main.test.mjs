// The command: one line when ready, a quick and clean end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command_at, ends_and_refuses, takes_a_world } from '../shared/command_bench.mjs';
import { small_world } from './bench.mjs';

const command = command_at(new URL('./main.mjs', import.meta.url));

test('it says where it is, serves, and leaves at once on SIGTERM, even with a reader waiting', async () => {
  const { child, ready, ended } = command();
  const { url, ...rest } = await ready;
  assert.deepEqual(rest, { ready: true, network: 'vk' });
  const { response } = await (await fetch(`${url}/method/groups.getLongPollServer?v=5.199&group_id=55001&access_token=community-demo`)).json();
  const waiting = fetch(`${response.server}?act=a_check&key=${response.key}&ts=${response.ts}&wait=25`).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const asked = Date.now();
  child.kill('SIGTERM');
  const { code, lines, said } = await ended;
  await waiting;
  assert.deepEqual([code, lines.length, said], [0, 1, '']);
  assert.ok(Date.now() - asked < 2000);
});

test('it takes another world', () => takes_a_world(command, small_world, ({ communities }) => assert.equal(communities[0].id, 55)));

test('it ends with its stdin when asked to, and refuses what it cannot do', () => ends_and_refuses(command));
