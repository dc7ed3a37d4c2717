// A connector that knows nothing but the installed headers: built outside the tree, loaded by a line of the
// configuration, read and answered like the others. What is wrong with a module is told where it is named.

import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { complaint, does, drafted } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { module_file, shared_object } from '../harness/modules.mjs';
import { text_of } from '../harness/person.mjs';
import { otklikctl, program, run } from '../harness/programs.mjs';
import { Site } from '../harness/site.mjs';
import { words } from '../harness/story.mjs';
import { as_toml } from '../harness/toml.mjs';
import { until } from '../harness/until.mjs';
import { World } from '../harness/world.mjs';

leaves_nothing_behind();

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const rss = (items) => `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Вести Ахтубы</title><link>https://vesti.example</link>
${items.map(({ guid, text, link = `https://vesti.example/${guid}`, date }) => `<item><guid isPermaLink="false">${guid}</guid><link>${link}</link><title>${escaped(text)}</title>
<description>&lt;p&gt;Подробности &lt;b&gt;на сайте&lt;/b&gt;&lt;/p&gt;</description>${date ? `<pubDate>${date}</pubDate>` : ''}</item>`).join('\n')}</channel></rss>`;
const atom = (entries) => `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Газета</title>
${entries.map(({ id, text }) => `<entry><id>${id}</id><title>${escaped(text)}</title><link rel="alternate" href="https://gazeta.example/1"/><updated>${new Date(Date.now() + 4 * 3600_000).toISOString().replace('Z', '+04:00')}</updated>
<author><name>Редактор</name><email>mail@gazeta.example</email></author><content type="html">Без подробностей</content></entry>`).join('\n')}</feed>`;

const source_of = (site, path, id = `rss${path.replaceAll('/', '-')}`) => ({ id, account: 'site', kind: 'feed', target: site.url + path, title: `Лента ${path}`, local: true, every: '1s' });

/** A plan's `prepare`: the module, a site and its feeds beside the town. */
const with_site = (pages) => async (world) => {
  world.site = world.owns(await Site.start());
  world.site.pages.set('/about', rss([]));
  for (const [path, page] of Object.entries(pages)) world.site.pages.set(path, page);
  world.settings.module = [{ file: await module_file('rss') }];
  world.settings.account.push({ id: 'site', network: 'rss', feed: `${world.site.url}/about`, official_name: 'Вести Ахтубы' });
  for (const path of Object.keys(pages)) world.settings.source.push(source_of(world.site, path));
  world.config = world.configure(world.settings);
};
const plan = (pages) => ({ idle: true, sources: ['own'], within: 300_000, prepare: with_site(pages) });

// ---- the fifth network

in_town('a feed is read through a module, and its entry is answered by hand', plan({ '/rss': rss([]), '/atom': atom([]) }), async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const in_rss = complaint(), in_atom = complaint('Когда включат свет');
  world.site.pages.set('/rss', rss([{ guid: 'a1', text: in_rss }]));
  world.site.pages.set('/atom', atom([{ id: 'tag:gazeta.example,2026:1', text: in_atom }]));

  const other = await coordinator.finds(in_atom.slice(0, 60));
  assert.deepEqual([other.messages[0].network, other.messages[0].author, other.messages[0].link], ['rss', 'Редактор', 'https://gazeta.example/1']);
  assert.equal(text_of(other.messages[0]), `${in_atom}\n\nБез подробностей`);

  const scene = { world, incident: await coordinator.finds(in_rss.slice(0, 60)) };
  assert.equal(text_of(scene.incident.messages[0]), `${in_rss}\n\nПодробности на сайте`);
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await does(scene, 'coordinator', 'approve', { draft: scene.incident.drafts.at(-1).version });
  const { deliveries: [delivery] } = await coordinator.sees(scene.incident.id, 'by_hand');
  assert.ok(delivery.steps.some((step) => step.includes('https://vesti.example/a1')), delivery.steps.join('\n'));

  const asked = world.site.asked('/rss');
  await until('the feed is read twice more', () => world.site.asked('/rss') >= asked + 2);
  assert.equal((await coordinator.list()).incidents.filter(({ excerpt }) => excerpt.includes(in_rss.slice(0, 60))).length, 1, 'what was seen is not found again');
});

test('check --online asks a network that was loaded', { timeout: 300_000 }, async () => {
  const world = await World.start({ idle: true, prepare: with_site({}) });
  try {
    const { status, out, err } = await otklikctl(['--config', world.config, 'check', '--online']);
    assert.equal(status, 0, out + err);
    assert.match(out, /site \(Ленты RSS и Atom\): подключён\n +Название +Вести Ахтубы\n/);
  } finally {
    await world.stop();
  }
});

// ---- feeds that are none

const laughs = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ха">${'bcdefghij'.split('').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><rss><channel><item><guid>1</guid><title>&j;</title></item></channel></rss>`;
const foreign_file = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><guid>1</guid><title>&x;</title></item></channel></rss>';
const endless = (_request, answer) => {
  const piece = Buffer.alloc(1 << 20, 'а');
  let sent = 0;
  answer.write('<rss><channel><item><title>');
  const more = () => { while (sent < 100 && !answer.destroyed) { ++sent; if (!answer.write(piece)) return answer.once('drain', more); } return answer.end(); };
  answer.on('error', () => undefined);
  more();
};

/** @type {[what: string, page: any, trouble: RegExp][]} */
const bad_feeds = [
  ['torn', '<rss><channel><item><title>Когда', /cannot be read/],
  ['html', '<!DOCTYPE html><html><head></head><body><p>Техработы</p></body></html>', /neither RSS nor Atom/],
  ['empty', '', /cannot be read/],
  ['laughs', laughs, /declares entities/],
  ['file', foreign_file, /declares entities/],
  ['deep', `<rss>${'<a>'.repeat(200)}`, /nested too deeply/],
  ['huge', endless, /./],
  ['encoding', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><rss><channel><item><guid>1</guid><title>'), Buffer.from([0xdf, 0xec, 0xe0]), Buffer.from('</title></item></channel></rss>')]), /cannot be read/],
  ['crowd', rss(Array.from({ length: 600 }, (_, i) => ({ guid: `c${i}`, text: 'Продам гараж' }))), /more than 500/],
  ['missing', (_request, answer) => { answer.statusCode = 404; answer.end(); }, /404/],
];
// «Когда» in windows-1251, declared as such: what old sites send, and no mistake.
const old_site = (text) => Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><guid>1</guid><title>'),
  Buffer.from(Array.from(text, (c) => (c >= 'А' && c <= 'я' ? c.charCodeAt(0) - 0x0410 + 0xc0 : c.charCodeAt(0)))), Buffer.from('</title></item></channel></rss>')]);

in_town('bad feeds cost themselves only', plan({ '/good': rss([]), '/old': rss([]), ...Object.fromEntries(bad_feeds.map(([what, page]) => [`/${what}`, page])) }), async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const undated = complaint(), old = 'Когда отремонтируют дорогу на улице Бурова, администрация?';
  world.site.pages.set('/good', rss([{ guid: 'no date', text: undated }, { guid: 'strange date', text: 'Продам диван', date: 'позавчера' }]));
  world.site.pages.set('/old', old_site(old));
  await coordinator.finds(undated.slice(0, 60));
  await coordinator.finds(old);
  await drafted(world);

  const { sources } = await coordinator.ask('GET', '/api/accounts');
  for (const [what, , trouble] of bad_feeds) assert.match(sources.find(({ id }) => id === `rss-${what}`).trouble, trouble, what);
  for (const id of ['rss-good', 'rss-old', 'vk-own']) assert.ok(!sources.find((source) => source.id === id).trouble, id);
  const { out } = await otklikctl(['--config', world.config, 'status']);
  assert.match(out, /rss-laughs.*беда: .*declares entities/);
});

// ---- modules that are none

const entry = (abi, boost, name = 'strange') => `
struct kind { int abi; unsigned long size; const char* name; } static const kind_ = {${abi}, ${name.length}, "${name}"};
const struct { const void* kind; int boost; } otklik_connector_module = {&kind_, ${boost}};`;
const installed_boost = 108100;

/** @type {[what: string, file: () => string | Promise<string>, says: RegExp][]} */
const mistakes = [
  ['a module that is not there', () => 'nowhere/otklik-rss.so', /нет файла .*nowhere\/otklik-rss\.so: установите пакет/],
  ['a file that is no shared object', () => 'password-hash', /не загружается/],
  ['a shared object without a connector', () => shared_object('other', 'int other;'), /нет коннектора.*otklik_connector_module/],
  ['a module of another contract', () => shared_object('strange-abi', entry(999, installed_boost)), /версия договора 999/],
  ['a module of another Boost', async () => shared_object('strange-boost', entry(await contract(), 107400)), /версия Boost 107400/],
  ['a module that lacks something', () => shared_object('lacking', 'extern int nowhere_to_be_found; int* p = &nowhere_to_be_found;'), /не загружается \(.*nowhere_to_be_found/],
  ['a module of a network that is built in', async () => shared_object('vk', entry(await contract(), installed_boost, 'vk')), /сеть «vk» уже есть/],
  ['a module without a file', () => undefined, /file: нужно указать/],
];

/** The contract's number, as the program itself tells it to a module of another one. */
async function contract() {
  const file = await shared_object('asks', entry(-1, installed_boost));
  const { err } = await checked([{ file }]);
  return Number(/версия договора -1, а нужна (\d+)/.exec(err)[1]);
}

/** What the daemon and otklikctl say of a configuration with these modules. */
async function checked(modules, change = () => undefined) {
  const world = await World.start({ idle: true });
  try {
    world.settings.module = modules;
    change(world.settings);
    const config = world.configure(world.settings);
    const [started, told] = [await run(program('otklikd'), ['--config', config]), await otklikctl(['--config', config, 'check'])];
    assert.deepEqual([started.status, told.status], [78, 78], started.err + told.err);
    assert.equal(started.err, told.err);
    return told;
  } finally {
    await world.stop();
  }
}

const lines_of = ({ err }) => err.split('\n').filter((line) => /otklik\.toml/.test(line));

for (const [what, file, says] of mistakes) {
  test(`${what} is told where it is named, with what to do`, async () => {
    const lines = lines_of(await checked([{ file: await file() }]));
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0], /otklik\.toml:\d+:\d+: file: /);
    assert.match(lines[0], says);
  });
}

test('a module that is named twice is told, and its network is not told again', { timeout: 300_000 }, async () => {
  const file = await module_file('rss');
  const [line, ...more] = lines_of(await checked([{ file }, { file }], (settings) => settings.account.push({ id: 'site', network: 'rss', feed: 'https://vesti.example/rss' })));
  assert.match(line, /сеть «rss» уже есть/);
  assert.deepEqual(more, []);
});

test('a module that is missing hides no other mistake, and its accounts are not told as well', async () => {
  const lines = lines_of(await checked([{ file: 'nowhere.so' }], (settings) => {
    settings.account.push({ id: 'site', network: 'rss', feed: 'https://vesti.example/rss' });
    settings.publishing.looks = 'three';
  }));
  assert.equal(lines.length, 2, lines.join('\n'));
  assert.match(lines.join('\n'), /looks/);
  assert.match(lines.join('\n'), /nowhere\.so/);
});

test('the options of a loaded network are checked like any other\'s', { timeout: 300_000 }, async () => {
  const file = await module_file('rss');
  const lines = lines_of(await checked([{ file }], (settings) => settings.account.push({ id: 'site', network: 'rss', feed: 'http://vesti.example/rss', foed: 'x' })));
  assert.match(lines.join('\n'), /неизвестный ключ «foed»/);
  assert.match(lines.join('\n'), /account site/);
});

test('a module is found beside the configuration, and by a whole path', { timeout: 300_000 }, async () => {
  const world = await World.start({ idle: true });
  try {
    const rss_file = await module_file('rss');
    copyFileSync(rss_file, join(world.folder, 'otklik-rss.so'));
    world.settings.account.push({ id: 'site', network: 'rss', feed: 'https://vesti.example/rss' });
    for (const file of ['otklik-rss.so', rss_file]) {
      writeFileSync(world.config, as_toml({ ...world.settings, module: [{ file }] }));
      const { status, out, err } = await otklikctl(['--config', world.config, 'check']);
      assert.equal(status, 0, out + err);
      assert.match(out, /аккаунтов 2/);
    }
  } finally {
    await world.stop();
  }
});
