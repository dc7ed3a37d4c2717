// The command: one line when ready, a quick and clean end.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { small_world } from './bench.mjs';

const main = fileURLToPath(new URL('./main.mjs', import.meta.url));

function command(...options) {
  const child = spawn(process.execPath, [main, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  let said = '';
  child.stderr.on('data', (piece) => (said += piece));
  const ended = once(child, 'close').then(([code]) => ({ code, lines, said }));
  return { child, ended, ready: once(reader, 'line').then(([line]) => JSON.parse(line)) };
}

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

test('it ends with its stdin when asked to', async () => {
  const { child, ready, ended } = command('--exit-with-stdin');
  await ready;
  child.stdin.end();
  assert.equal((await ended).code, 0);
});

test('it takes another world, and refuses what it cannot do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vk-world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(small_world));
  const { child, ready, ended } = command('--world', file);
  const { url } = await ready;
  const { communities } = await (await fetch(`${url}/control/state`)).json();
  assert.equal(communities[0].id, 55);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);

  writeFileSync(file, '{');
  const cases = [
    [['--world', file], 1, /cannot read the world/], [['--host', '0.0.0.0'], 1, /loopback/],
    [['--port', 'many'], 2, /--port/], [['--colour'], 2, /usage/], [['--port', new URL(url).port, '--world', '/nowhere.json'], 1, /nowhere/],
  ];
  await Promise.all(cases.map(async ([options, code, words]) => {
    const met = await command(...options).ended;
    assert.deepEqual([met.code, met.lines], [code, []], options.join(' '));
    assert.match(met.said, words);
  }));
  rmSync(folder, { recursive: true });
});
