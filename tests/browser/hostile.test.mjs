// Hostile posts on the screen: text and nothing else.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Screen, open_browser } from '../harness/browser.mjs';
import { complaint } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { words } from '../harness/story.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { browser = await open_browser(); });
after(() => browser.close());
leaves_nothing_behind();

const hostile = {
  script: `${complaint()} <script>alert('script')</script><img src="x" onerror="alert('image')"><svg onload="alert('svg')">`,
  template: `${complaint()} {{alert(1)}} \${alert(2)} <a href="javascript:alert(3)">ссылка</a> javascript:alert(4)`,
  right_to_left: `${complaint()} \u202Eгнилаом и ямя \u2067конец`,
  long_word: `${complaint()} ${'Ы'.repeat(5000)}`,
  huge: `${complaint()} ${'Позор! '.repeat(14000)}`,
  zalgo: `${complaint()} ${'а\u0338\u0335\u0321\u0489'.repeat(300)}`,
};

in_town('no script of a resident runs, and no text breaks the page', async (world) => {
  await world.has_looked_around();
  const name = '<script>alert("имя")</script>';
  await world.vk.control('POST /control/people', { id: 1090, first_name: name, last_name: '"><img src=x onerror=alert(5)>' });
  const coordinator = await (await Screen.open(browser, world.url)).logs_in('coordinator');
  for (const [what, text] of Object.entries(hostile)) {
    await world.vk.comment({ under: words.under, from_id: 1090, text });
    await coordinator.opens(text.slice(0, 50));
    const shown = await coordinator.text('message');
    assert.ok(shown.includes(text.slice(0, 60)), what);
    assert.ok(shown.includes(name), `${what}: the name is text`);
    await coordinator.picture(`hostile-${what}`);
    assert.equal(await coordinator.find('broken').count(), 0, what);
    const wide = await coordinator.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${what}: the page does not grow wider than the window (${wide})`);
  }
  const links = await coordinator.page.locator('a[href^="javascript:"]').count();
  assert.equal(links, 0);
  assert.equal(await coordinator.page.locator('[data-test="message"] script, [data-test="message"] img[onerror]').count(), 0);
  await coordinator.close();
});

in_town('a hostile draft and a hostile remark are text too', async (world) => {
  const comment = await world.vk.comment({ under: words.under, author: words.resident, text: complaint() });
  const api = await world.person('coordinator');
  let incident = await api.act(await api.finds(comment.text), 'route', { executor: words.executor, note: hostile.script });
  incident = await (await world.person(words.executor)).act(incident, 'submit', { text: hostile.script });
  incident = await api.act(incident, 'return', { remarks: hostile.script });
  for (const login of ['coordinator', words.executor]) {
    const screen = await (await Screen.open(browser, world.url)).logs_in(login);
    await screen.page.goto(`${world.url}/#/incidents/${incident.id}`);
    await screen.sees('incident', { id: incident.id, state: 'returned' });
    assert.ok((await screen.page.locator('body').innerText()).includes('<script>'));
    await screen.close();
  }
});
