// A photo goes with an answer: added by the executor, seen by the coordinator, placed with the words.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Screen, open_browser } from '../harness/browser.mjs';
import { answers_to, does, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { words } from '../harness/story.mjs';
import { with_user_token } from '../harness/vk.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { browser = await open_browser(); });
after(() => browser.close());
leaves_nothing_behind();

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const photo = { name: 'двор.png', mimeType: 'image/png', buffer: png };
const page = { name: 'двор.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') };

in_town('a photo waits in the form, is seen with the draft and stands under the answer', { sources: ['own'], prepare: with_user_token }, async (world) => {
  await world.has_looked_around();
  const scene = await found(world);
  const other = await found(world);
  for (const one of [scene, other]) await does(one, 'coordinator', 'route', { executor: words.executor });
  const [mine, another] = [scene, other].map(({ comment }) => comment.text.slice(0, 50));

  const executor = await (await Screen.open(browser, world.url)).logs_in(words.executor);
  await executor.opens(mine);
  await executor.find('field-files').setInputFiles([page]);
  assert.match(await executor.find('field-files').locator('xpath=../..').getByRole('alert').innerText(), /двор\.html: Такие файлы не прикладываются/);
  await executor.find('field-files').setInputFiles([photo]);
  await executor.sees('file');
  await executor.opens(another);
  assert.equal(await executor.find('file').count(), 0, 'it belongs to the other incident');
  await executor.opens(mine);
  await executor.sees('file');
  await executor.picture('7-photo-attached');
  await executor.does('submit', { text: words.answer });
  await executor.sees('incident', { id: scene.incident.id, state: 'submitted' });

  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  await coordinator.click('tab-approval');
  await coordinator.opens(mine);
  await coordinator.sees('file');
  const shown = coordinator.find('file').locator('img');
  assert.ok(await shown.evaluate(async (img) => { await img.decode(); return img.naturalWidth; }), 'the picture is really shown');
  await coordinator.picture('8-photo-to-approve');
  await coordinator.does('approve');
  await coordinator.sees('delivery', { state: 'sent' });
  const [standing] = await answers_to(scene);
  assert.deepEqual(standing.attachments.map(({ type }) => type), ['photo']);
  await Promise.all([executor, coordinator].map((screen) => screen.close()));
});
