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
import { signed, small_world } from './bench.mjs';

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
  assert.deepEqual(rest, { ready: true, network: 'ok' });
  const caller = { token: 'admin-demo', application_key: 'CAKHTUBADEMOKEY', secret: 'AKHTUBADEMOSECRET0001' };
  const call = async (method, params) =>
    (await fetch(`${url}/fb.do`, { method: 'POST', body: new URLSearchParams(signed({ method, ...params }, caller)) })).json();
  const { objectIdStr: gid } = await call('url.getInfo', { url: 'https://ok.ru/admakhtuba' });
  const { media_topics } = await call('mediatopic.getTopics', { gid, count: '50' });
  assert.ok(media_topics.length >= 4);
  const { comments } = await call('discussions.getComments', { discussionId: media_topics[0].id, discussionType: 'GROUP_TOPIC' });
  assert.ok(comments.length >= 3);
  const official = { entityId: media_topics[0].id, entityType: 'GROUP_TOPIC', comment: 'Подвезём', reply_to_comment_id: comments[0].id, as_admin: 'true' };
  assert.equal(typeof await call('discussions.addDiscussionComment', official), 'string');
  const info = await (await fetch(`${url}/graph/me/info?access_token=bot-demo`)).json();
  assert.equal(info.group_id, `group:${gid}`);
  child.kill('SIGTERM');
  const { code, lines, said } = await ended;
  assert.deepEqual([code, lines.length, said], [0, 1, '']);
});

test('it takes another world', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ok-world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(small_world));
  const { child, ready, ended } = command('--world', file);
  const { url } = await ready;
  const { groups } = await (await fetch(`${url}/control/state`)).json();
  assert.deepEqual(groups.map(({ id }) => id), ['55', '56']);
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
