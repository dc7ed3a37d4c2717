// The worlds load into their simulators, and the player sends the day there: everything, once, in order, at its own time.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { start as start_facebook } from '../facebook/simulator.mjs';
import { start as start_instagram } from '../instagram/simulator.mjs';
import { start as start_ok } from '../ok/simulator.mjs';
import { start as start_vk } from '../vk/simulator.mjs';
import { files_of } from './main.mjs';
import { Player, read_day } from './player.mjs';
import { day_seconds } from './rhythm.mjs';

const starts = { vk: start_vk, ok: start_ok, facebook: start_facebook, instagram: start_instagram };
const lists = { vk: 'posts', ok: 'topics', facebook: 'posts', instagram: 'media' };
const files = files_of({ seed: 7, day: 'snow', date: '2026-02-12', sources: 50, scale: 0.15 });
const folder = mkdtempSync(join(tmpdir(), 'district-'));
after(() => rmSync(folder, { recursive: true }));
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
const day = read_day(folder);
const before = files['before.jsonl'].trimEnd().split('\n').map((line) => JSON.parse(line));

async function simulators() {
  const running = {};
  for (const [network, start] of Object.entries(starts)) {
    running[network] = await start({ world: JSON.parse(files[`${network}.json`]) });
    after(running[network].close);
  }
  return { running, urls: Object.fromEntries(Object.entries(running).map(([network, { url }]) => [network, url])) };
}

async function items_of(network, url) {
  const read = async (list) => (await (await fetch(`${url}/control/${list}`)).json()).items;
  return [...await read(lists[network]), ...await read('comments')];
}

const seconds = (item) => item.date ?? item.created_at ?? Math.floor(item.created_ms / 1000);

test('every world loads, whole, with its own dates', async () => {
  const { urls } = await simulators();
  for (const [network, url] of Object.entries(urls)) {
    const items = new Map((await items_of(network, url)).map((item) => [item.key, item]));
    const expected = before.filter((row) => row.network === network);
    assert.ok(expected.length > 40, `${network} has ${expected.length}`);
    assert.equal(items.size, expected.length);
    for (const { at, labels } of expected) {
      assert.equal(seconds(items.get(labels.key)), at);
      assert.equal(items.get(labels.key).concerns, labels.concerns);
    }
  }
});

test('the whole day arrives: once, in order, at its time, edits and deletions too', async () => {
  const { urls } = await simulators();
  const player = new Player(day, urls);
  const sent = [];
  player.on_sent = (row) => sent.push(row);
  await player.rest();
  assert.deepEqual(sent, day.timeline);
  assert.ok(sent.every((row, n) => n === 0 || sent[n - 1].at <= row.at));
  const written = day.timeline.filter(({ request }) => request.startsWith('POST'));
  const edits = new Map(day.timeline.filter(({ request }) => request.startsWith('PATCH')).map(({ labels, body }) => [labels.key, body.text]));
  for (const [network, url] of Object.entries(urls)) {
    const items = await items_of(network, url);
    const found = new Map(items.map((item) => [item.key, item]));
    assert.equal(found.size, items.length, 'nothing twice');
    assert.equal(items.length, [...written, ...before].filter((row) => row.network === network).length, `all of ${network}`);
    for (const { at, labels, body } of written.filter((row) => row.network === network)) {
      const item = found.get(labels.key);
      assert.equal(seconds(item), at);
      assert.equal(item.deleted, labels.deleted_at !== null);
      // Instagram does not tell that a caption was changed.
      if (network !== 'instagram') assert.equal(Boolean(item.edited ?? item.edited_ms), labels.edited_at !== null, labels.key);
      assert.equal(item.text, edits.get(labels.key) ?? body.text);
    }
    assert.equal((await (await fetch(`${url}/control/clock`)).json()).now, day.start + day_seconds);
  }
  assert.ok(['PATCH', 'DELETE'].every((method) => sent.some(({ request }) => request.startsWith(method))));
});

test('a repost in VK passes on what stands in the world', async () => {
  const { running } = await simulators();
  const passed_on = day.timeline.flatMap(({ body }) => body?.copy_history ?? []);
  assert.ok(passed_on.length > 0);
  for (const { owner_id, id, text, date, from_id } of passed_on) {
    const post = running.vk.sim.world.post(owner_id, id);
    assert.deepEqual([post.text, post.date, post.from_id], [text, date, from_id]);
  }
});

test('it stops at any moment, and another player goes on from there', async () => {
  const { urls } = await simulators();
  const player = new Player(day, urls);
  const noon = day.start + day_seconds / 2;
  await player.until(noon);
  const rest = day.timeline.slice(player.position);
  assert.equal(player.position, day.timeline.filter(({ at }) => at <= noon).length);
  assert.equal((await (await fetch(`${urls.ok}/control/clock`)).json()).now, noon);
  const next = new Player({ ...day, timeline: rest }, urls);
  await next.step(3);
  assert.equal(next.now, rest[2].at);
  await next.rest();
  assert.ok(next.done);
});

test('with accelerated time each is sent when its moment has come', async () => {
  const { urls } = await simulators();
  const player = new Player(day, urls);
  let real = 0;
  const waits = [];
  await player.play({ speed: 3600, pace: 500, real: () => real, wait: async (ms) => { waits.push(player.now - day.start); real += ms; } });
  assert.equal(waits.length, 48, 'two looks an hour');
  assert.deepEqual(waits.slice(0, 3), [0, 1800, 3600]);
  assert.ok(player.done && player.now === day.start + day_seconds);
  const stopping = new AbortController();
  const other = new Player(day, (await simulators()).urls);
  await other.play({ speed: 3600, pace: 500, real: () => real, wait: async (ms) => { real += ms; stopping.abort(); }, signal: stopping.signal });
  assert.ok(!other.done);
});

test('the command plays what there are simulators for', async () => {
  const { urls } = await simulators();
  const player = fileURLToPath(new URL('./player.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [player, '--day', folder, '--vk', urls.vk, '--speed', '1000000']);
  const count = day.timeline.filter(({ network }) => network === 'vk').length;
  assert.deepEqual(JSON.parse(stdout), { sent: count, of: count, now: day.start + day_seconds });
});
