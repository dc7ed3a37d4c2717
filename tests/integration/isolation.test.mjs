// A connector that throws, hangs, floods or answers too much harms its own account only: VK, Odnoklassniki, Facebook and
// Instagram beside it are read and answered as if it were not there, and its trouble is named.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before } from 'node:test';
import { complaint, does } from '../harness/desk.mjs';
import { with_facebook } from '../harness/facebook.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { with_instagram } from '../harness/instagram.mjs';
import { module_file } from '../harness/modules.mjs';
import { with_ok } from '../harness/ok.mjs';
import { text_of } from '../harness/person.mjs';
import { otklikctl } from '../harness/programs.mjs';
import { reaches, words } from '../harness/story.mjs';
import { until } from '../harness/until.mjs';

leaves_nothing_behind();

// Building it takes a busy machine minutes, which are no test's own.
before(() => module_file('unruly'), { timeout: 600_000 });

/** An account of the unruly network and its sources. */
function unruly(world, { id = 'unruly', every = '1s', ...options }, kinds) {
  world.settings.account.push({ id, network: 'unruly', ...options });
  for (const kind of kinds) world.settings.source.push({ id: `${id}-${kind}`, account: id, kind, target: kind, local: true, every });
}

/** A plan: the town in all four networks, and these unruly accounts beside it. */
const beside = (accounts, { patience = '8s', lease = '60s' } = {}) => ({
  idle: true, sources: ['own'], within: 400_000,
  prepare: async (world) => {
    for (const prepare of [with_ok, with_facebook, with_instagram]) await prepare(world);
    world.settings.module.push({ file: await module_file('unruly') });
    world.settings.transport = { patience };
    world.settings.publishing.lease = lease;
    for (const [options, kinds] of accounts) unruly(world, options, kinds);
    world.config = world.configure(world.settings);
  },
});

/** Where a resident writes in each network. */
const places = {
  vk: async () => ({ under: words.under }),
  ok: async () => ({ under: 'adm-voda' }),
  facebook: async ({ facebook }) => ({ post_id: (await facebook.own_post()).id }),
  instagram: async () => ({ under: 'adm-skver' }),
};

/** The others do their work: what is written in each of the four is found and answered there, once. */
async function others_work(world, within = 60_000) {
  await Promise.all(Object.entries(places).map(async ([network, place]) => {
    const text = complaint('Когда включат воду');
    const comment = await world[network].comment({ ...await place(world), author: 'Анна Ветрова', text });
    const coordinator = await world.person('coordinator');
    const scene = { world, incident: await coordinator.finds(text.slice(0, 60), { within }) };
    assert.equal(scene.incident.network, network);
    await answered(scene);
    await reaches(scene, 'answered', { within });
    assert.equal((await world[network].answers_to(comment)).length, 1, network);
  }));
}

async function answered(scene) {
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  await does(scene, words.executor, 'submit', { text: words.answer });
  await does(scene, 'coordinator', 'approve', { draft: scene.incident.drafts.at(-1).version });
}

const source = async (world, id) => (await (await world.person('coordinator')).ask('GET', '/api/accounts')).sources.find((one) => one.id === id);
/** The trouble of a source on the accounts page, when it is there. */
const trouble_of = (world, id, within = 60_000) => until(`a trouble of ${id}`, async () => (await source(world, id)).trouble, { within, last: () => world.log.slice(-5) });

/** @param {RegExp} says @param {string} kind of source */
async function names_trouble(world, kind, says, id = 'unruly') {
  assert.match(await trouble_of(world, `${id}-${kind}`), says);
  const { out } = await otklikctl(['--config', world.config, 'status']);
  const line = out.split('\n').find((one) => one.includes(`Источник ${id}-${kind}:`));
  assert.match(line, /беда:/);
  assert.match(line, says);
}

in_town('readings that throw cost their sources only', beside([[{ words: complaint() }, ['throws', 'throws_number', 'one']], [{ id: 'shut', open: 'throws' }, ['one']]]), async (world) => {
  await world.start_daemon();
  await others_work(world);
  await names_trouble(world, 'throws', /коннектор сети «unruly» сломался: it throws/);
  await names_trouble(world, 'throws_number', /сломался: исключение без объяснения/);
  await names_trouble(world, 'one', /не открывается: it cannot be opened/, 'shut');
  assert.ok(!(await source(world, 'unruly-one')).trouble);
});

in_town('readings that never end cost their account only', beside([[{}, ['hangs', 'deaf']]]), async (world) => {
  await world.start_daemon();
  await others_work(world);
  await names_trouble(world, 'hangs', /не ответил за 8 с/);
  await names_trouble(world, 'deaf', /не ответил за 8 с/);
  await others_work(world);
  await until('the account is not called any more', async () => /больше не обращаемся/.test((await source(world, 'unruly-deaf')).trouble), { within: 120_000 });
});

const memory_of = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) >> 10;

in_town('a flood without end leaves the others their turn', beside([[{ words: complaint(), every: '1s' }, ['endless', 'one']]]), async (world) => {
  await world.start_daemon();
  // The flood is let in as fast as intake comes after, which a busy machine makes slow: each part of it has its time.
  const pages = () => world.log.filter((line) => /unruly-endless: 50 new/.test(line)).length;
  for (const part of [10, 20, 30, 40, 50, 60]) await until(`the flood has ${part} pages`, () => pages() > part, { within: 60_000, last: pages });
  const memory = memory_of(world.daemon.child.pid);
  const early = pages();
  await others_work(world);
  assert.ok(pages() > early, 'the flood went on meanwhile');
  const coordinator = await world.person('coordinator');
  await coordinator.finds(words_of(world, 'unruly').slice(0, 60));
  // The sanitizer keeps 256 MB of what was freed.
  assert.ok(memory_of(world.daemon.child.pid) < memory + 350, `the daemon grew from ${memory} to ${memory_of(world.daemon.child.pid)} MB`);
});

in_town('pages that are too large, posts too long, and another\'s names are not let in', beside([[{ words: complaint() }, ['enormous', 'long', 'foreign']]]), async (world) => {
  await world.start_daemon();
  await names_trouble(world, 'enormous', /слишком большая страница: публикаций 1000/);
  await world.daemon.says(/unruly-long: left out unruly:unruly-long_long: it is too long/);
  await world.daemon.says(/unruly-foreign: left out vk:-55001_1: it is in the name of another network/);
  await (await world.person('coordinator')).finds(words_of(world, 'unruly').slice(0, 60));
  await others_work(world);
});

const words_of = (world, id) => world.settings.account.find((one) => one.id === id).words;

/** Incidents about posts of an unruly account, each with an answer that was let go. */
async function answers_of_unruly(world, id, posts = ['']) {
  const coordinator = await world.person('coordinator');
  const scenes = [];
  for (const which of posts) {
    const scene = { world, incident: await coordinator.finds(`${which}${words_of(world, id)}`.slice(0, 60)) };
    await answered(scene);
    scenes.push(scene);
  }
  return scenes;
}

in_town('placing and looking that throw or hang make no answer twice, and leave the others their answers', beside([
  [{ id: 'place-throws', place: 'throws', words: complaint() }, ['one']],
  [{ id: 'place-hangs', place: 'hangs', words: complaint() }, ['one']],
  [{ id: 'look-throws', look: 'throws', words: complaint() }, ['one']],
], { lease: '20s' }), async (world) => {
  await world.start_daemon();
  const [place] = await answers_of_unruly(world, 'place-throws');
  const [hangs] = await answers_of_unruly(world, 'place-hangs');
  const [look] = await answers_of_unruly(world, 'look-throws');
  await others_work(world);
  // What was called may have been written: it is looked for, and tried again only then.
  const ended = (scene, how) => world.daemon.says(new RegExp(`delivery ${scene.incident.deliveries[0].id}: ${how}`));
  await ended(place, 'unknown after attempt 1: размещение: коннектор сети «unruly» сломался: it throws');
  await ended(hangs, 'unknown after attempt 1: размещение: коннектор сети «unruly» не ответил за 10 с');
  await ended(look, 'prepared after attempt 0: просмотр ветки: коннектор сети «unruly» сломался: it throws');
});

const six = ['первый', 'второй', 'третий', 'четвёртый', 'пятый', 'шестой'].map((which) => `${which}: `);
const hanging = ['one', 'other'];
in_town('networks that hang do not take all publishers', beside(hanging.map((id) => [{ id, place: 'hangs', words: complaint() }, ['many']]), { lease: '300s' }), async (world) => {
  await world.start_daemon();
  const all = [];
  for (const id of hanging) all.push(...await answers_of_unruly(world, id, six));
  await others_work(world);
  const coordinator = await world.person('coordinator');
  for (const { incident } of all) {
    const { state, deliveries: [delivery] } = await coordinator.incident(incident.id);
    assert.deepEqual([state, ['prepared', 'sending'].includes(delivery.state)], ['placing', true]);
  }
});

in_town('a link is read through a module, and one that throws is told', beside([[{ words: complaint() }, []]]), async (world) => {
  await world.start_daemon();
  const coordinator = await world.person('coordinator');
  const text = words_of(world, 'unruly');
  const entered = await coordinator.enter({ link: 'https://unruly.example/1' });
  assert.equal(text_of(entered.messages[0]), text);
  await assert.rejects(coordinator.enter({ link: 'https://unruly.example/throws' }), ({ status, message }) => status === 422 && /the link throws/.test(message));
  const { status, err } = await otklikctl(['--config', world.config, 'check', '--online']);
  assert.equal(status, 1);
  assert.match(err, /unruly: .*проверка аккаунта: .*сломался: the check throws/);
});
