// A generated day is the same for the same seed, has the rhythm of a town, and every item of it is labelled.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { subjects } from './complaints.mjs';
import { live } from './day.mjs';
import { files_of } from './main.mjs';
import { labels_of, timeline_of } from './networks.mjs';
import { day_seconds, midnight } from './rhythm.mjs';

const main = fileURLToPath(new URL('./main.mjs', import.meta.url));
const wishes = { seed: 7, day: 'snow', date: '2026-02-12', sources: 300, scale: 1 };
const snow = live(wishes);
const ordinary = live({ ...wishes, day: 'ordinary' });
const today = ({ items, start }) => items.filter(({ at }) => at >= start);
const hour_of = ({ start }) => ({ at }) => Math.floor((at - start) / 3600);
const share = (items, holds) => items.filter(holds).length / items.length;

test('the same seed gives the same bytes, also from the command; another seed another day', () => {
  const small = { seed: '7', day: 'ordinary', date: '2026-10-14', sources: 40, scale: 0.05 };
  const folder = mkdtempSync(join(tmpdir(), 'district-'));
  try {
    execFileSync(process.execPath, [main, '--seed', '7', '--sources', '40', '--scale', '0.05', '--out', folder]);
    const written = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    assert.deepEqual(written, files_of(small));
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.notEqual(files_of(small)['day.jsonl'], files_of({ ...small, seed: '8' })['day.jsonl']);
});

test('midnight is that of Astrakhan', () => {
  assert.equal(midnight('2026-02-12'), Date.parse('2026-02-11T20:00:00Z') / 1000);
  assert.throws(() => midnight('12.02.2026'), /a date is like/);
});

test('nights are quiet, evenings loud, and the day stays within its bounds', () => {
  const items = today(ordinary);
  const hours = items.map(hour_of(ordinary));
  const between = (from, to) => hours.filter((hour) => hour >= from && hour < to).length / hours.length;
  assert.ok(items.length > 2000 && items.length < 6000, `${items.length} items`);
  assert.ok(between(0, 6) > 0.01 && between(0, 6) < 0.06, `${between(0, 6)} at night`);
  assert.ok(between(18, 22) > 0.24, `${between(18, 22)} in the evening`);
  assert.ok(between(7, 10) > 0.09, `${between(7, 10)} in the morning`);
  for (const row of timeline_of(ordinary)) assert.ok(row.at >= ordinary.start && row.at < ordinary.start + day_seconds, row.labels.key);
});

test('snow floods the day from noon on', () => {
  const about = (items) => share(items.filter(({ written }) => written.concerns), ({ written }) => written.subject === 'snow');
  const hour = hour_of(snow);
  const items = today(snow);
  assert.ok(about(items.filter((item) => hour(item) < 12)) < 0.1);
  assert.ok(about(items.filter((item) => hour(item) >= 13)) > 0.6);
  assert.ok(items.filter(({ written }) => written.concerns).length > 1.3 * today(ordinary).filter(({ written }) => written.concerns).length);
});

test('sources are of very unequal activity, by Zipf', () => {
  const posts = new Map();
  for (const { source, post } of today(ordinary)) if (!post && source.rank !== null) posts.set(source.rank, (posts.get(source.rank) ?? 0) + 1);
  const counts = [...posts.values()].sort((a, b) => b - a);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const first = (ranks) => [...posts].filter(([rank]) => rank < ranks).reduce((sum, [, count]) => sum + count, 0) / all;
  assert.ok(first(1) > 0.1 && first(1) < 0.25, `the first has ${first(1)}`);
  assert.ok(first(30) > 0.55 && first(30) < 0.8, `the first thirty have ${first(30)}`);
  assert.ok(posts.size < 250, 'many are silent today');
  assert.equal(new Set(ordinary.sources.map(({ network, name }) => network + name)).size, 300, 'no two of a network have one name');
});

test('every row has all labels, and they agree with each other', () => {
  const names = ['author', 'concerns', 'deleted_at', 'duplicate_of', 'edited_at', 'key', 'kind', 'photo_only', 'prohibited', 'source', 'subject'];
  const seen = { insult: 0, harm: 0, threat: 0, duplicates: 0, edited: 0, deleted: 0, photo_only: 0, reposts: 0 };
  const known = new Map(snow.items.map((item) => [item.key, item]));
  for (const item of snow.items) {
    const labels = labels_of(item);
    assert.deepEqual(Object.keys(labels).sort(), names);
    assert.equal(typeof labels.concerns, 'boolean');
    assert.equal(subjects.includes(labels.subject), labels.concerns, item.written.text);
    assert.ok([null, 'insult', 'harm', 'threat'].includes(labels.prohibited));
    if (labels.prohibited) seen[labels.prohibited]++;
    if (labels.duplicate_of) {
      const first = known.get(labels.duplicate_of);
      assert.ok(first.at <= item.at && first.duplicate_of === null || item.repost_of === first, 'of the first one');
      assert.equal(first.written.subject, labels.subject);
      seen.duplicates++;
    }
    if (labels.edited_at) assert.ok(labels.edited_at > item.at && ++seen.edited);
    if (labels.deleted_at) assert.ok(labels.deleted_at > Math.max(item.at, labels.edited_at ?? 0) && ++seen.deleted);
    if (labels.photo_only) assert.ok(item.written.text === '' && item.written.photo && ++seen.photo_only);
    if (item.repost_of) seen.reposts++;
    for (const above of [item.post, item.reply_to]) if (above) assert.ok(above.at < item.at && item.at < (above.deleted_at ?? Infinity), 'nobody answers what is not there');
  }
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, `no ${what}`);
  const concerning = share(today(ordinary), ({ written }) => written.concerns);
  assert.ok(concerning > 0.15 && concerning < 0.45, `${concerning} concern the administration`);
});

test('Instagram has its own ways: pictures of people who name or tag whom they mean, threads of two levels, comments nobody changes', () => {
  const rows = timeline_of(snow).filter(({ network }) => network === 'instagram');
  const written = (path) => rows.filter(({ request }) => request === `POST /control/${path}`).map(({ body }) => body);
  const [media, comments] = [written('media'), written('comments')];
  assert.ok(media.every(({ person_id, account_id }) => Boolean(person_id) !== Boolean(account_id)));
  assert.ok(media.some(({ account_id }) => account_id === '17841400000000001') && media.some(({ media_product_type }) => media_product_type === 'REELS'));
  assert.ok(media.filter(({ person_id, text }) => person_id && text).every(({ text }) => /@\w+/.test(text)), 'a resident names the source');
  const ours = (text) => text.includes('@adm_akhtuba');
  assert.ok(media.some(({ text }) => ours(text)) && comments.some(({ text }) => ours(text)), 'some name us');
  assert.ok(media.some(({ tagged }) => tagged?.includes('17841400000000001')), 'some tag us');
  const keys = new Set(comments.map(({ key }) => key));
  assert.ok(comments.some(({ under }) => keys.has(under)), 'some answer a comment');
  const changed = rows.filter(({ request }) => request.startsWith('PATCH'));
  assert.ok(changed.length > 0 && changed.every(({ request }) => request.includes('/media/')));
  const known = new Map(media.map((body) => [body.key, body.text]));
  for (const { labels, body } of changed) assert.equal(/@\w+$/.test(known.get(labels.key)), /@\w+$/.test(body.text), 'who was named stays named');
});

test('a day may begin at any moment', () => {
  const { start, items } = live({ seed: 7, start: 1_800_000_000, sources: 10, scale: 0.02 });
  assert.equal(start, 1_800_000_000);
  assert.ok(items.some(({ at }) => at < start) && items.some(({ at }) => at > start) && items.every(({ at }) => at < start + day_seconds));
});

test('a day of another kind is refused', () => assert.throws(() => live({ seed: 1, day: 'rain' }), /a day is one of snow, ordinary, holiday/));
