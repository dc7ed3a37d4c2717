// What the tests of the commands share: a simulated network started as a program, and the tests that are the same for all.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** @param {URL} main */
export const command_at = (main) => (...options) => {
  const child = spawn(process.execPath, [fileURLToPath(main), ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
  after(() => child.kill('SIGKILL')); // a test that fails leaves none behind
  const lines = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  let said = '';
  child.stderr.on('data', (piece) => (said += piece));
  const ended = once(child, 'close').then(([code]) => ({ code, lines, said }));
  return { child, ended, ready: once(reader, 'line').then(([line]) => JSON.parse(line)) };
};

/** It takes another world. @param {Function} command @param {object} world @param {(state: object) => void} check of GET /control/state */
export async function takes_a_world(command, world, check) {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  const { child, ready, ended } = command('--world', file);
  const { url } = await ready;
  check(await (await fetch(`${url}/control/state`)).json());
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
  writeFileSync(file, '{');
  const broken = await command('--world', file).ended;
  assert.deepEqual([broken.code, broken.lines], [1, []]);
  assert.match(broken.said, /cannot read the world/);
  rmSync(folder, { recursive: true });
}

/** It ends with its stdin when asked to, and refuses what it cannot do. @param {Function} command */
export async function ends_and_refuses(command) {
  const { child, ready, ended } = command('--exit-with-stdin');
  const { url } = await ready;
  const cases = [
    [['--host', '0.0.0.0'], 1, /loopback/], [['--port', 'many'], 2, /--port/], [['--colour'], 2, /usage/], [['--world', '/nowhere.json'], 1, /nowhere/],
    [['--port', new URL(url).port], 1, /cannot start/],
  ];
  await Promise.all(cases.map(async ([options, code, words]) => {
    const met = await command(...options).ended;
    assert.deepEqual([met.code, met.lines], [code, []], options.join(' '));
    assert.match(met.said, words);
  }));
  child.stdin.end();
  assert.equal((await ended).code, 0);
}
