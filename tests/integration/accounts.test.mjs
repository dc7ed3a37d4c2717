// The accounts: what is told of them, and that their tokens are told to nobody.

import assert from 'node:assert/strict';
import { approves, drafted, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { tokens } from '../harness/settings.mjs';
import { play, reaches, stands_once } from '../harness/story.mjs';
import { until } from '../harness/until.mjs';

leaves_nothing_behind();

const accounts = async (world) => (await world.person('coordinator')).ask('GET', '/api/accounts');

in_town('the accounts and sources tell when they were last read and last answered', async (world) => {
  await world.has_looked_around();
  await play({ world });
  const { accounts: [account], sources } = await accounts(world);
  assert.deepEqual([account.id, account.network, account.trouble || null], ['vk', 'vk', null]);
  assert.deepEqual([typeof account.last_read, typeof account.last_placed], ['number', 'number']);
  assert.deepEqual(sources.map(({ id, kind, title }) => [id, kind, title]), [['vk-own', 'wall', 'Наша стена'], ['vk-podslushano', 'wall', 'Подслушано Ахтубинск']]);
  assert.ok(sources.every(({ last_read, next_read, trouble }) => last_read && next_read && !trouble));
});

in_town('no token stands in a URL, in the log or in an answer, even when the network fails', async (world) => {
  await world.has_looked_around();
  await world.vk.fault({ method: 'wall.*' }, { do: 'error', code: 5, times: 2 });
  await world.vk.fault({ method: 'wall.*' }, { do: 'cut', times: 2 });
  await play({ world });
  const { token_in_url, items } = await world.vk.requests();
  assert.equal(token_in_url, false);
  assert.ok(items.length > 5);
  const told = [...world.log, JSON.stringify(await accounts(world))];
  for (const token of Object.values(tokens)) assert.deepEqual(told.filter((line) => line.includes(token)), []);
});

in_town('each token is used only where it may be', async (world) => {
  await world.has_looked_around();
  await play({ world });
  const { by_method, items } = await world.vk.requests();
  const refused = Object.entries(by_method).filter(([, { errors }]) => Object.keys(errors ?? {}).some((code) => ['5', '15', '27', '28'].includes(code)));
  assert.deepEqual(refused, []);
  const writers = new Set(items.filter(({ method }) => method === 'wall.createComment').map(({ kind }) => kind));
  assert.deepEqual([...writers], ['community']);
});

in_town('a revoked token is told as trouble, delays and loses nothing, and a new one mends it', async (world) => {
  await world.has_looked_around();
  await world.vk.control(`DELETE /control/tokens/${tokens.service}`);
  const trouble = await until('the trouble is told', async () => {
    const { accounts: [account], sources } = await accounts(world);
    return [account, ...sources].find((one) => one.trouble);
  });
  assert.match(trouble.trouble, /[а-яё]{3}|token|токен/i);
  assert.equal(trouble.trouble_kind, 'settings');
  const comment = await world.vk.comment({ under: 'adm-subbotnik', author: 'Анна Ветрова', text: 'Когда вывезут мусор с улицы Франко? Баки переполнены' });
  await world.vk.control('POST /control/tokens', { token: tokens.service, kind: 'service' });
  await world.daemon.wind(3600_000);
  await (await world.person('coordinator')).finds(comment.text);
  await until('the trouble is over', async () => (await accounts(world)).sources.every((source) => !source.trouble));
});

in_town('a revoked token for answers holds the answer back until it is mended', async (world) => {
  const scene = await drafted(world);
  await world.vk.control(`DELETE /control/tokens/${tokens.community}`);
  await approves(scene);
  const coordinator = await world.person('coordinator');
  await until('a person is told', async () => {
    const { state } = await coordinator.incident(scene.incident.id);
    return ['stopped', 'by_hand'].includes(state) || (await accounts(world)).accounts[0].trouble;
  });
  await world.vk.control('POST /control/tokens', { token: tokens.community, kind: 'community', group_id: 55001, permissions: ['manage', 'wall', 'messages'] });
  await world.daemon.wind(3600_000);
  scene.incident = await coordinator.incident(scene.incident.id);
  if (['stopped', 'by_hand'].includes(scene.incident.state)) {
    scene.incident = await coordinator.act(scene.incident, 'place_again');
  }
  await reaches(scene, 'answered', { within: 30_000 });
  await stands_once(scene);
});

in_town('the limits of the network are kept', { sources: ['own', 'town', 'search'] }, async (world) => {
  await world.vk.settings({ rate_limits: true });
  await world.has_looked_around();
  for (let i = 0; i < 3; i++) await found(world);
  const { by_method } = await world.vk.requests('?limit=1');
  const too_fast = Object.entries(by_method).filter(([, { errors }]) => errors?.['6'] || errors?.['29']);
  assert.deepEqual(too_fast, []);
});
