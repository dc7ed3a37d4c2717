// What is wrong with a configuration is said in one clear line: where it stands, or what to do. Exit status 78.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { leaves_nothing_behind } from '../harness/in_town.mjs';
import { otklikctl, program, root, run } from '../harness/programs.mjs';
import { Redis } from '../harness/redis.mjs';
import { pack } from '../harness/settings.mjs';
import { as_toml } from '../harness/toml.mjs';
import { World } from '../harness/world.mjs';

leaves_nothing_behind();

/** Runs with a configuration in which one thing was changed. */
async function with_configuration(change, work) {
  const world = await World.start({ idle: true });
  try {
    const replaced = await change(world.settings, world);
    world.write('otklik.toml', typeof replaced === 'string' ? replaced : as_toml(world.settings));
    return await work(world);
  } finally {
    await world.stop();
  }
}

const text_with = (from, to) => (settings) => as_toml(settings).replace(from, to);
const place = (file) => new RegExp(`${file}:\\d+:\\d+`);

const broken_rule = (query) => (settings, world) => {
  cpSync(pack, join(world.folder, 'pack'), { recursive: true });
  cpSync(join(pack, '../base'), join(world.folder, 'base'), { recursive: true });
  appendFileSync(join(world.folder, 'pack/rules.toml'), `\n[[rules]]\nid = "broken"\ntitle = "Сломанное"\nmeans = "mention"\nweight = 3\nquery = """\n  яма\n  ${query}\n"""\n`);
  settings.rules.pack = 'pack';
};

/** @type {[what: string, change: (settings: any, world: World) => unknown, says: RegExp[]][]} */
const mistakes = [
  ['an unknown key', text_with('[web]', '[web]\nlistn = "x"'), [place('otklik.toml'), /listn/]],
  ['an unknown table', (settings) => { settings.webb = { listen: 'x' }; }, [place('otklik.toml'), /webb/]],
  ['a value of the wrong kind', (settings) => { settings.publishing.looks = 'three'; }, [place('otklik.toml'), /looks/]],
  ['a duration that is none', (settings) => { settings.source[0].every = 'often'; }, [place('otklik.toml'), /every|often/]],
  ['a broken file', text_with('[web]', '[web'), [place('otklik.toml')]],
  ['an unknown network', (settings) => { settings.account[0].network = 'myspace'; }, [place('otklik.toml'), /myspace/]],
  ['a source of an unknown account', (settings) => { settings.source[0].account = 'ok'; }, [place('otklik.toml'), /"?ok"?/]],
  ['a source of an unknown kind', (settings) => { settings.source[0].kind = 'telepathy'; }, [place('otklik.toml'), /telepathy/]],
  ['two sources of one name', (settings) => { settings.source[1].id = settings.source[0].id; }, [place('otklik.toml'), /vk-own/]],
  ['two people of one login', (settings) => { settings.person[1].login = 'coordinator'; }, [place('otklik.toml'), /coordinator/]],
  ['an unknown role', (settings) => { settings.person[0].role = 'king'; }, [place('otklik.toml'), /role/]],
  ['an executor of an unknown unit', (settings) => { settings.person.at(-1).executor = 'moon'; }, [place('otklik.toml'), /moon/]],
  ['no coordinator', (settings) => { settings.person = settings.person.filter(({ role }) => role !== 'coordinator'); }, [/[Кк]оординатор|coordinator/]],
  ['a token file that is not there', (_settings, world) => { rmSync(join(world.folder, 'vk-service-token')); }, [place('otklik.toml'), /vk-service-token/]],
  ['a token in the configuration itself', (settings) => { settings.account[0].service_token = 'secret'; }, [place('otklik.toml'), /service_token/]],
  ['a password file that is not there', (settings) => { settings.person[0].password_hash_file = 'nowhere-hash'; }, [place('otklik.toml'), /nowhere-hash/]],
  ['a pack that is not there', (settings) => { settings.rules.pack = 'nowhere'; }, [/nowhere/]],
  ['a lease shorter than a request', (settings) => { settings.publishing.lease = '1s'; }, [place('otklik.toml'), /lease/]],
  ['a network without TLS elsewhere', (settings) => { settings.account[0].api = 'http://example.org'; }, [place('otklik.toml'), /api/]],
  ['an unclosed bracket in a rule', broken_rule('(двор | улица'), [place('rules.toml')]],
  ['an unclosed quote in a rule', broken_rule('"двор улица'), [place('rules.toml')]],
  ['an unknown list in a rule', broken_rule('@нету_такого'), [place('rules.toml'), /нету_такого/]],
];

for (const [what, change, says] of mistakes) {
  test(`${what} is named by the daemon and by otklikctl check`, () => with_configuration(change, async ({ config }) => {
    const started = await run(program('otklikd'), ['--config', config]);
    assert_says(started, says);
    assert_says(await otklikctl(['--config', config, 'check']), says);
  }));
}

function assert_says({ status, out, err }, says) {
  const lines = `${out}${err}`.split('\n').filter(Boolean);
  assert.equal(status, 78, lines.join('\n'));
  assert.ok(lines.some((line) => says.every((pattern) => pattern.test(line))), `a line with ${says.join(' and ')} in:\n${lines.join('\n')}`);
  const told = lines.filter((line) => /^\S+\.toml\b/.test(line));
  assert.ok(told.length <= 2, `one mistake is told once, not as\n${told.join('\n')}`);
  assert.doesNotMatch(out, /"ready"/);
}

test('an unclosed bracket is shown where it stands', () => with_configuration(broken_rule('двор (улица | яма'), async ({ config, folder }) => {
  const { out, err } = await otklikctl(['--config', config, 'check']);
  const [, line, column] = /rules\.toml:(\d+):(\d+)/.exec(out + err);
  const source = readFileSync(join(folder, 'pack/rules.toml'), 'utf8').split('\n');
  const at = source.findIndex((text) => text.includes('двор (улица | яма'));
  assert.ok(Math.abs(Number(line) - 1 - at) <= 1, `line ${line}, it stands in line ${at + 1}`);
  assert.ok(Number(column) >= 1);
}));

test('a unit without people is an error at check time', () => with_configuration((settings) => {
  settings.person = settings.person.filter(({ login }) => login !== 'culture');
}, async ({ config }) => assert_says(await otklikctl(['--config', config, 'check']), [/culture|культуры/])));

test('all mistakes are told at once', () => with_configuration((settings) => {
  settings.person[0].role = 'king';
  settings.source[0].kind = 'telepathy';
}, async ({ config }) => {
  const { status, out, err } = await otklikctl(['--config', config, 'check']);
  assert.equal(status, 78);
  assert.match(out + err, /role/);
  assert.match(out + err, /telepathy/);
}));

test('a configuration that is not there is named', async () => {
  const { status, out, err } = await run(program('otklikd'), ['--config', '/nowhere/otklik.toml']);
  assert.equal(status, 78);
  assert.match(out + err, /\/nowhere\/otklik\.toml/);
});

test('the example configuration knows every key it shows', () => with_configuration((settings) => {
  const example = readFileSync(join(root, 'deploy/otklik.toml'), 'utf8');
  const keys = [...example.matchAll(/^#? ?([a-z_]+) = /gm)].map(([, key]) => key);
  const shown = new Set(keys);
  const used = ['lease', 'timeout', 'settle', 'listen', 'server', 'from', 'tls', 'pack', 'directory', 'every', 'local', 'password_hash_file'];
  assert.deepEqual(used.filter((key) => !shown.has(key)), []);
  Object.assign(settings.publishing, { looks: 3, attempts: 3 });
  Object.assign(settings.administration, { zone: 'Europe/Astrakhan' });
  Object.assign(settings.web, { address: 'http://127.0.0.1:8080' });
  settings.transport = { proxy: '', ca_file: '' };
}, async ({ config }) => {
  const { status, out, err } = await otklikctl(['--config', config, 'check']);
  assert.equal(status, 0, out + err);
}));

// ---- Redis

const weak = [
  ['writes that are not kept', { appendonly: 'no' }, /appendonly/],
  ['writes that a power cut may take', { appendfsync: 'everysec' }, /appendfsync/],
  ['a memory policy that forgets', { 'maxmemory-policy': 'allkeys-lru' }, /maxmemory-policy/],
];
for (const [what, settings, names] of weak) {
  test(`a Redis with ${what} is refused, and the command that mends it is named`, () => with_configuration(async (all, world) => {
    all.storage.url = world.owns(await Redis.start(join(world.folder, 'redis'), settings)).url;
  }, async ({ config }) => {
    const { status, out, err } = await run(program('otklikd'), ['--config', config]);
    assert.equal(status, 78, out + err);
    assert.match(out + err, names);
    assert.match(out + err, /CONFIG SET/i);
  }));
}

test('a Redis that cannot be reached is named, with what to do', () => with_configuration((settings) => {
  settings.storage.url = 'redis://127.0.0.1:1/0';
}, async ({ config }) => {
  const { status, out, err } = await run(program('otklikd'), ['--config', config]);
  assert.equal(status, 78, out + err);
  assert.match(err, /redis:\/\/127\.0\.0\.1:1|127\.0\.0\.1:1/);
}));

// ---- accounts

const online = [
  ['a wrong service token', (world) => world.write('vk-service-token', 'wrong\n')],
  ['a wrong community token', (world) => world.write('vk-community-token', 'wrong\n')],
];
for (const [what, spoil] of online) {
  test(`${what} is found by check --online`, () => with_configuration((_settings, world) => { spoil(world); }, async ({ config }) => {
    const { status, out, err } = await otklikctl(['--config', config, 'check', '--online']);
    const said = out + err;
    assert.ok([1, 78].includes(status), `${status}: ${said}`);
    assert.match(said, /vk/);
    assert.match(said, /токен|token/i);
    assert.doesNotMatch(said, /wrong/, 'the token itself is not shown');
  }));
}

test('without --online the network is not asked', () => with_configuration(() => undefined, async ({ config, vk }) => {
  assert.equal((await otklikctl(['--config', config, 'check'])).status, 0);
  assert.equal((await vk.requests()).total, 0);
  const online_check = await otklikctl(['--config', config, 'check', '--online']);
  assert.equal(online_check.status, 0, online_check.out + online_check.err);
  assert.ok((await vk.requests()).total > 0);
  assert.equal((await vk.requests()).token_in_url, false);
}));
