// The main job as people do it: two windows, a real browser, no reloading.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Screen, open_browser } from '../harness/browser.mjs';
import { complaint, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { stands_once, words } from '../harness/story.mjs';
import { until } from '../harness/until.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { browser = await open_browser(); });
after(() => browser.close());
leaves_nothing_behind();

in_town('a message arrives, is routed, drafted, returned, reworked, approved and seen placed', async (world) => {
  await world.has_looked_around();
  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  const executor = await (await Screen.open(browser, world.url)).logs_in(words.executor);

  const comment = await world.vk.comment({ under: words.under, author: words.resident, text: words.comment });
  const id = await coordinator.opens(words.excerpt);
  await coordinator.sees('incident', { id, state: 'new' });
  assert.ok((await coordinator.texts('hit')).some((hit) => /мусор/i.test(hit)), 'the words that matched are marked');
  assert.match(await coordinator.text('thread'), /субботник/);
  await coordinator.sees('suggestion', { id: words.executor });
  await coordinator.picture('1-new');

  await coordinator.click('suggestion', { id: words.executor });
  await coordinator.does('route', { note: 'Прошу ответить по существу' });
  await coordinator.sees('incident', { id, state: 'assigned' });

  await executor.opens(words.excerpt);
  await executor.does('submit', { text: words.draft });
  await executor.sees('incident', { id, state: 'submitted' });
  await executor.picture('2-drafted');

  await coordinator.sees('incident', { id, state: 'submitted' });
  assert.equal((await coordinator.find('draft-text').first().textContent()).trim(), words.draft);
  await coordinator.does('return', { remarks: words.remarks });

  await executor.sees('incident', { id, state: 'returned' });
  assert.match(await executor.text('remarks'), new RegExp(words.remarks));
  await executor.picture('3-returned');
  await executor.does('submit', { text: words.answer });

  await coordinator.sees('draft', { version: 2 });
  await coordinator.picture('4-to-approve');
  await coordinator.does('approve');
  await coordinator.sees('incident', { id, state: 'answered' });
  await coordinator.sees('delivery', { state: 'sent' });
  await coordinator.picture('5-placed');
  await executor.sees('incident', { id, state: 'answered' });

  await stands_once({ world, comment, earlier: [] });
  await coordinator.close();
  await executor.close();
});

in_town('the answer is seen on the network\'s own page, under the comment', async (world) => {
  await world.has_looked_around();
  const scene = await found(world);
  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  await coordinator.opens(scene.comment.text.slice(0, 50));
  await coordinator.does('route', { executor: words.executor });
  const executor = await (await Screen.open(browser, world.url)).logs_in(words.executor);
  await executor.opens(scene.comment.text.slice(0, 50));
  await executor.does('submit', { text: words.answer });
  await coordinator.does('approve');
  await coordinator.sees('delivery', { state: 'sent' });
  const wall = await Screen.open(browser, `${world.vk.url}/wall-55001`);
  await wall.page.getByText(words.answer).waitFor();
  await wall.picture('6-the-wall');
  await Promise.all([coordinator, executor, wall].map((screen) => screen.close()));
});

in_town('the second coordinator is told what changed, and nothing is approved twice', async (world) => {
  const scene = await found(world);
  const api = { coordinator: await world.person('coordinator'), executor: await world.person(words.executor) };
  let incident = await api.coordinator.act(scene.incident, 'route', { executor: words.executor });
  incident = await api.executor.act(incident, 'submit', { text: words.answer });
  const screens = await Promise.all(['coordinator', 'deputy'].map(async (login) => (await Screen.open(browser, world.url)).logs_in(login)));
  for (const screen of screens) {
    await screen.page.goto(`${world.url}/#/incidents/${incident.id}`);
    await screen.sees('submit-approve');
  }
  await Promise.all(screens.map((screen) => screen.click('submit-approve')));
  for (const screen of screens) await screen.sees('incident', { id: incident.id, state: 'answered' });
  assert.equal((await api.coordinator.incident(incident.id)).history.filter(({ action }) => action === 'approve').length, 1);
  await stands_once(scene);
  await Promise.all(screens.map((screen) => screen.close()));
});

in_town('a coordinator enters what he heard', async (world) => {
  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  const text = complaint('В автобусе говорят: когда починят дорогу');
  await coordinator.click('manual-open');
  await coordinator.sees('manual-link');
  if (!await coordinator.find('manual-text').isVisible()) await coordinator.page.getByText('текст', { exact: false }).first().click();
  await coordinator.find('manual-text').fill(text);
  await coordinator.find('manual-author').fill('Мария, пенсионерка');
  await coordinator.find('manual-place').fill('Разговор на остановке');
  await coordinator.click('manual-submit');
  await coordinator.sees('incident', { state: 'new' });
  assert.match(await coordinator.text('message'), /В автобусе говорят/);
  await coordinator.close();
});

in_town('the page says when the daemon is away, and goes on by itself when it is back', { settings: (settings) => { settings.web.listen = '127.0.0.1:18437'; } }, async (world) => {
  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  await world.daemon.stop();
  await coordinator.sees('live-state', { state: 'lost' });
  await world.start_daemon();
  await coordinator.sees('live-state', { state: 'live' });
  const { comment } = await found(world);
  await until('the new message is in the queue', async () => (await coordinator.texts('queue-item')).some((line) => line.includes(comment.text.slice(0, 40))));
  await coordinator.close();
});
