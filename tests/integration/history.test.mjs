// What was written before a source was connected: kept, searchable, in nobody's way, and taken into work when asked for.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { complaint, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { Refused, text_of } from '../harness/person.mjs';
import { pack } from '../harness/settings.mjs';
import { words } from '../harness/story.mjs';
import { until } from '../harness/until.mjs';

leaves_nothing_behind();

const quiet = { settings: (all) => { delete all.intake; } };
const kept = (person, query = '') => person.ask('GET', `/api/kept?query=${encodeURIComponent(query)}`);
const text = (item) => item.text.map(({ t }) => t).join('');

in_town('what was written before raises no alert, is found by the rules and by words, and is taken into work at a word', {
  ...quiet,
  prepare: (world) => Promise.all([
    world.vk.comment({ under: words.under, author: 'Анна Ветрова', text: 'На улице Щербакова третий день нет воды, когда включат?', age: '5h' }),
    world.vk.comment({ under: words.under, author: 'Пётр Лугин', text: 'Совсем старая жалоба на дорогу по улице Франко', age: '9d' }),
  ]),
}, async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const fresh = await found(world);
  const { incidents } = await coordinator.list();
  assert.deepEqual(incidents.map(({ id }) => id), [fresh.incident.id], 'only what was written since');
  assert.equal(world.mail.letters.filter(({ text: said }) => said.includes('Щербакова')).length, 0);

  const [item] = (await kept(coordinator)).items.filter((one) => text(one).includes('Щербакова'));
  assert.ok(item?.accepted, 'the rules in force would accept it');
  assert.ok(!(await kept(coordinator, 'дорога')).items.some((one) => text(one).includes('старая жалоба')), 'older than three days: not stored');
  assert.deepEqual((await kept(coordinator, 'водой')).items.map(({ post }) => post).filter((id) => id === item.post), [item.post], 'another form of the word');
  assert.deepEqual((await kept(coordinator, 'марсиане')).items, []);

  const taken = await coordinator.ask('POST', '/api/kept', { post: item.post, key: randomUUID() });
  assert.match(text_of(taken.messages[0]), /Щербакова/);
  assert.match(taken.messages[0].match.because, /взято в работу/);
  assert.equal((await coordinator.ask('POST', '/api/kept', { post: item.post, key: randomUUID() })).id, taken.id, 'a second click makes no second incident');
  assert.ok(!(await kept(coordinator, 'водой')).items.some(({ post }) => post === item.post), 'it is no longer among the kept ones');
});

in_town('a restart does not make news of history, nor history of news', quiet, async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const before = (await coordinator.list()).incidents.length;
  await world.daemon.stop();
  const meanwhile = await world.vk.comment({ under: words.under, author: 'Анна Ветрова', text: complaint() });
  await world.start_daemon();
  await coordinator.finds(meanwhile.text.slice(0, 60));
  assert.equal((await coordinator.list()).incidents.length, before + 1);
});

in_town('what only new rules accept raises no alert either, and waits to be asked for', { prepare: (world) => {
  world.settings.rules.pack = join(world.folder, 'pack');
  cpSync(pack, world.settings.rules.pack, { recursive: true });
  cpSync(join(pack, '../base'), join(world.settings.rules.pack, '../base'), { recursive: true });
  world.config = world.configure(world.settings);
} }, async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const post = await world.vk.comment({ under: words.under, author: 'Анна Ветрова', text: 'Катались вчера на карусели, синяя и с лошадками' });
  await world.has_taken_in_all();
  const before = (await coordinator.list()).incidents.map(({ id }) => id);
  const about = async () => (await kept(coordinator)).items.filter((item) => text(item) === post.text);
  assert.deepEqual(await about(), []);

  await world.daemon.stop();
  appendFileSync(join(world.settings.rules.pack, 'rules.toml'), '\n[[rules]]\nid = "carousels"\ntitle = "Карусели"\nmeans = "mention"\nquery = "карусель"\n');
  await world.start_daemon();
  await world.has_taken_in_all();
  const [item] = await about();
  assert.ok(item?.accepted, 'the new rules accept it');
  assert.deepEqual((await coordinator.list()).incidents.map(({ id }) => id).slice(1), before, 'nothing came into the queue by itself');
  assert.equal(world.mail.letters.filter(({ text: said }) => said.includes('карусели')).length, 0);
  const taken = await coordinator.ask('POST', '/api/kept', { post: item.post, key: randomUUID() });
  assert.equal(text_of(taken.messages[0]), post.text);
});

in_town('a query that cannot be read is answered with its place, and only coordinators look here', quiet, async (world) => {
  const coordinator = await world.person('coordinator');
  await assert.rejects(kept(coordinator, 'яма /3'), (error) => error instanceof Refused && error.status === 422 && error.field === 'query' && /знак \d+/.test(error.body.error.message));
  for (const login of ['head', 'administrator', 'utilities'])
    await assert.rejects((await world.person(login)).ask('GET', '/api/kept'), { status: 403 });
  await until('the sources are read', async () => (await coordinator.ask('GET', '/api/accounts')).sources.every((s) => s.last_read));
});
