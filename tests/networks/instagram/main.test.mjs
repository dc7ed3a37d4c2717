// The command, and the world it shows when nobody names another.

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

test('it takes another world', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(small_world));
  const { child, ready, ended } = command('--world', file);
  const { url } = await ready;
  const { accounts } = await (await fetch(`${url}/control/state`)).json();
  assert.deepEqual(accounts.map(({ id }) => id), ['20', '21']);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
  rmSync(folder, { recursive: true });
});

test('it ends with its stdin when asked to, and refuses what it cannot do', async () => {
  const { child, ready, ended } = command('--exit-with-stdin');
  await ready;
  child.stdin.end();
  assert.equal((await ended).code, 0);
  const cases = [[['--host', '0.0.0.0'], 1, /loopback/], [['--port', 'many'], 2, /--port/], [['--world', '/nowhere.json'], 1, /nowhere/]];
  await Promise.all(cases.map(async ([options, code, words]) => {
    const met = await command(...options).ended;
    assert.deepEqual([met.code, met.lines], [code, []], options.join(' '));
    assert.match(met.said, words);
  }));
});
