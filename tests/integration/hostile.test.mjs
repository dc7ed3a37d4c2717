// Hostile and broken posts: shown safely, or skipped with a line in the log; the rest of the page is processed.

import assert from 'node:assert/strict';
import { complaint } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { text_of } from '../harness/person.mjs';
import { words } from '../harness/story.mjs';

leaves_nothing_behind();

const kilobytes_100 = `${complaint()} ${'Позор! '.repeat(9000)}`;
const right_to_left = `${complaint()} \u202Eгнилаом и ямя\u202C \u2067конец\u2069\u200F`;
const script = `${complaint()} <script>alert(1)</script><img src=x onerror="alert(2)"> {{7*7}} javascript:alert(3)`;
const odd = `${complaint()} e\u0301\u0300\u0301 👨‍👩‍👧‍👦 \u0000\u0007 ﷽ ${'а\u0338'.repeat(200)}`;

const shown = [
  ['100 KB of text', { text: kilobytes_100 }],
  ['right-to-left marks', { text: right_to_left }],
  ['a script', { text: script }],
  ['control characters and heaps of accents', { text: odd }],
  ['a deleted author', { from_id: 1027, author: undefined, text: complaint() }],
];

in_town('hostile texts are shown as they are, and are nothing but text', async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  for (const [what, comment] of shown) {
    const { text } = await world.vk.comment({ under: words.under, author: words.resident, ...comment });
    const incident = await coordinator.finds(text.slice(0, 50));
    const [message] = incident.messages;
    assert.ok(text_of(message).startsWith(text.slice(0, 60)), what);
    assert.ok(message.author, `${what}: somebody is named`);
    assert.ok(incident.excerpt.length < 2000, `${what}: the excerpt is short`);
  }
  assert.equal(text_of((await coordinator.finds(right_to_left.slice(0, 50))).messages[0]), right_to_left);
  assert.equal(text_of((await coordinator.finds(script.slice(0, 50))).messages[0]), script);
});

in_town('what has no text is no trouble', async (world) => {
  await world.has_looked_around();
  const photo = [{ type: 'photo', photo: { text: 'Яма' } }];
  for (const text of ['', ' ', '\n\n', '\u200b']) {
    await world.vk.comment({ under: words.under, author: words.resident, text, attachments: photo });
    await world.vk.post({ owner_id: -55002, author: words.resident, text, attachments: photo });
  }
  await world.has_taken_in_all();
});

const items = [
  { item: { id: 'not a number', text: 5, from_id: [] } },
  { json: 'null' }, { item: [] }, { item: 'a text' }, { item: 5 }, { item: {} },
  { item: { id: 1e300, date: -1, from_id: 0, text: null } },
  { json: `{"id":70001,"from_id":1006,"date":1,"text":${JSON.stringify(complaint())},"comments":${'['.repeat(60)}${']'.repeat(60)}}` },
];

in_town('malformed items are left out with a line in the log, and the rest of the page is processed', async (world) => {
  await world.has_looked_around();
  for (const item of items) {
    await world.vk.raw({ list: 'wall', owner_id: -55002, position: 0, ...item });
    await world.vk.raw({ list: 'comments', owner_id: -55001, post_id: 120, position: 0, ...item });
  }
  const post = await world.vk.post({ owner_id: -55002, author: words.resident, text: complaint() });
  const coordinator = await world.person('coordinator');
  await coordinator.finds(post.text);
  await world.has_taken_in_all();
  const skipped = world.log.filter((line) => /items?\[\d+\]/.test(line));
  assert.ok(skipped.length, 'the log names what was left out');
  assert.ok(world.log.length < 1000, 'and does not drown in it');
});

const bad_bytes = (id, text) => Buffer.concat([
  Buffer.from(`{"id":${id},"from_id":1006,"owner_id":-55002,"date":${Math.floor(Date.now() / 1000)},"post_type":"post","text":"`),
  Buffer.from(text), Buffer.from([0x20, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]), Buffer.from('","comments":{"count":0}}'),
]).toString('base64');

in_town('invalid UTF-8 in one post does not hide the others', async (world) => {
  await world.has_looked_around();
  await world.vk.raw({ list: 'wall', owner_id: -55002, position: 0, base64: bad_bytes(70002, complaint()) });
  const { text } = await world.vk.post({ owner_id: -55002, author: words.resident, text: complaint() });
  await (await world.person('coordinator')).finds(text);
  await world.has_taken_in_all();
});

in_town('an answer nested without end, one of 50 MB and one of no use leave the daemon well', async (world) => {
  await world.has_looked_around();
  const useless = [
    { do: 'body', text: '['.repeat(3_000_000) },
    { do: 'body', text: `{"response":${'{"a":'.repeat(300_000)}` },
    { do: 'big_body', bytes: 50_000_000 },
    { do: 'body', text: '{"response":{"count":"много","items":{"0":1}}}' },
    { do: 'body', text: 'null' },
    { do: 'wrong_type', type: 'text/html' },
    { do: 'no_profiles' },
  ];
  for (const trouble of useless) {
    await world.vk.fault({ method: ['wall.get', 'wall.getComments', 'execute'] }, { ...trouble, times: 2 });
    await world.daemon.wind(60_000);
  }
  await world.vk.no_faults();
  await world.daemon.wind(600_000);
  await world.has_taken_in_all();
});
