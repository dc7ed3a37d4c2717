// Clauses 2.1 and 2.5: each account is checked, people are shown and told what is wrong with it, and confirm its picture.

import assert from 'node:assert/strict';
import { approves, drafted } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { Refused } from '../harness/person.mjs';
import { otklikctl } from '../harness/programs.mjs';
import { email, tokens } from '../harness/settings.mjs';
import { until } from '../harness/until.mjs';

leaves_nothing_behind();

const official = 'Администрация МО «Ахтубинский район»';
const with_long_name = { settings: (s) => { s.account[0].official_name = official; } };
const without_wall = { token: tokens.community, kind: 'community', group_id: 55001, permissions: ['manage'] };

/** The account as the page shows it, when it is as wanted. */
async function account(world, wanted = (a) => a.checked) {
  const administrator = await world.person('administrator');
  let last;
  return until('the account is so', async () => {
    ({ accounts: [last] } = await administrator.ask('GET', '/api/accounts'));
    return !last.checking && wanted(last) && last;
  }, { last: () => last });
}

/** Asks for a check and waits for its end. */
async function check_now(world, wanted) {
  await account(world);
  const { accounts: [asked] } = await (await world.person('head')).ask('POST', '/api/accounts/vk/check');
  assert.equal(asked.checking, true);
  return account(world, wanted);
}

const letters = (world, login, said) => world.mail.to(email(login)).filter(({ subject, text }) => said.test(`${subject}\n${text}`));

in_town('Clause_2_1 the page tells whether an account is connected, its name, its keys and what it may do', async (world) => {
  const vk = await account(world);
  assert.deepEqual([vk.connected, vk.profile, vk.failures], [true, 'Администрация Ахтубинского района', []]);
  assert.match(vk.link, /adm_akhtuba/);
  assert.ok(vk.abilities.some((can) => /отвечает/.test(can)), vk.abilities.join());
  for (const list of ['tokens', 'quotas', 'warnings', 'requests']) assert.ok(Array.isArray(vk[list]), list);
  const { checked } = vk;
  await check_now(world, (a) => a.checked > checked);
});

in_town('Clause_2_1 a right that is missing is told on the page, by letter, and by check --online', async (world) => {
  assert.equal((await account(world)).warnings.filter(({ what }) => /wall/.test(what)).length, 0);
  await world.vk.control('POST /control/tokens', without_wall);
  const { warnings } = await check_now(world, (a) => a.warnings.some(({ what }) => /wall/.test(what)));
  assert.match(warnings.find(({ what }) => /wall/.test(what)).what_to_do, /прав/);
  const letter = await world.mail.letter(email('administrator'), /wall/);
  assert.match(letter.text, /#\/accounts/);
  const { status, out, err } = await otklikctl(['--config', world.config, 'check', '--online']);
  assert.equal(status, 1);
  assert.match(out, /^Аккаунт vk \(ВКонтакте\)/m);
  assert.match(err, /wall[^]*Что делать: /);
  assert.match((await otklikctl(['--config', world.config, 'status'])).out, /Аккаунт vk: [^]*Внимание: .*wall/);
});

in_town('Clause_2_5 a name that is not the official one is told the administrator once', with_long_name, async (world) => {
  const { warnings } = await account(world, (a) => a.warnings.length);
  assert.match(warnings[0].what, /Администрация Ахтубинского района.*МО «Ахтубинский район»/);
  await world.mail.letter(email('administrator'), /Аккаунт называется/);
  await world.restart();
  const { checked } = await account(world);
  await check_now(world, (a) => a.checked > checked);
  await world.vk.control('POST /control/tokens', without_wall);
  await check_now(world, (a) => a.warnings.length > 1);
  await world.mail.letter(email('administrator'), /wall/);  // later than any second letter about the name
  assert.equal(letters(world, 'administrator', /Аккаунт называется/).length, 1);
  assert.equal(letters(world, 'coordinator', /Аккаунт называется/).length, 0);
  const { status, out, err } = await otklikctl(['--config', world.config, 'check', '--online']);
  assert.equal(status, 1, out + err);
  assert.match(out, /Название +Администрация Ахтубинского района/);
  assert.match(err, /Аккаунт называется[^]*official_name/);
});

in_town('the administrator is told by letter, once, that an account is braked', async (world) => {
  const scene = await drafted(world);
  await world.vk.fault({ method: 'wall.createComment' }, { do: 'captcha', times: 0 });
  await approves(scene);
  const { braked } = await account(world, (a) => a.braked);
  assert.ok(braked.until > Date.now());
  await world.daemon.wind(60_000);
  await world.mail.letter(email('administrator'), /остановила размещение/);
  await world.daemon.wind(braked.until - Date.now() + 60_000);  // another brake of the same row
  await account(world, (a) => a.braked && a.braked.until > braked.until);
  await world.daemon.wind(60_000);
  await world.vk.control('POST /control/tokens', without_wall);
  await check_now(world, (a) => a.warnings.some(({ what }) => /wall/.test(what)));
  await world.mail.letter(email('administrator'), /wall/);  // later than any second letter about the brake
  assert.equal(letters(world, 'administrator', /остановила размещение/).length, 1);
});

in_town('what a person may ask of an account', async (world) => {
  await account(world);
  const refusals = [
    ['zhkh', 'POST', '/api/accounts/vk/check', {}, 403],
    ['zhkh', 'GET', '/api/accounts/vk/picture', undefined, 403],
    ['zhkh', 'POST', '/api/accounts/vk/picture/confirm', { digest: 'x' }, 403],
    ['coordinator', 'POST', '/api/accounts/nowhere/check', {}, 404],
    ['coordinator', 'GET', '/api/accounts/nowhere/picture', undefined, 404],
    ['coordinator', 'GET', '/api/accounts/vk/picture?digest=none', undefined, 404],
    ['coordinator', 'POST', '/api/accounts/nowhere/picture/confirm', { digest: 'x' }, 404],
    ['coordinator', 'POST', '/api/accounts/vk/picture/confirm', { digest: 'of another picture' }, 409],
    ['coordinator', 'POST', '/api/accounts/vk/picture/confirm', {}, 409],
    ['coordinator', 'POST', '/api/accounts/vk/picture/confirm', { digest: 'x', note: 'о'.repeat(2000) }, 422],
  ];
  for (const [login, method, path, body, status] of refusals) {
    const person = await world.person(login === 'zhkh' ? 'utilities' : login);
    await assert.rejects(() => person.ask(method, path, body), (error) => error instanceof Refused && error.status === status, `${login} ${path}`);
  }
});

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const as_picture = (bytes) => ({ id: 55001, picture: { type: 'image/png', base64: bytes.toString('base64') } });

in_town('Clause_2_5 the picture is shown, confirmed by a person, and a changed one asks again', {
  prepare: (world) => world.vk.control('POST /control/communities', as_picture(png)),
}, async (world) => {
  const unconfirmed = (a) => a.warnings.some(({ what }) => /артинк/.test(what));
  const { picture: { digest, shown } } = await account(world, (a) => a.picture?.digest && unconfirmed(a));
  assert.ok(shown);
  const coordinator = await world.person('coordinator');
  const served = await coordinator.request('GET', `/api/accounts/vk/picture?digest=${digest}`);
  assert.deepEqual([served.status, served.headers.get('content-type')], [200, 'image/png']);
  await world.mail.letter(email('coordinator'), /артинк/);
  await coordinator.ask('POST', '/api/accounts/vk/picture/confirm', { digest, note: 'герб и название' });
  const confirmed = await account(world, (a) => !unconfirmed(a));
  assert.equal(confirmed.picture.digest, digest);

  await world.vk.control('POST /control/communities', as_picture(Buffer.concat([png, Buffer.from('x')])));
  const changed = await check_now(world, unconfirmed);
  assert.notEqual(changed.picture.digest, digest);
  await assert.rejects(coordinator.ask('POST', '/api/accounts/vk/picture/confirm', { digest }), { status: 409 });
});
