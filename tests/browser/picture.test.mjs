// The README's picture of the console: OTKLIK_PICTURE=1 writes deploy/console.png.

import { join } from 'node:path';
import { test } from 'node:test';
import { Screen, open_browser } from '../harness/browser.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { root } from '../harness/programs.mjs';
import { words } from '../harness/story.mjs';

const wanted = process.env.OTKLIK_PICTURE === '1';

if (wanted) {
  leaves_nothing_behind();
  in_town('the console as the README shows it', { world: join(root, 'tests/networks/vk/worlds/akhtubinsk.json') }, async (world) => {
    await world.has_looked_around();
    await world.vk.comment({ under: words.under, author: words.resident, text: words.comment });
    const browser = await open_browser();
    try {
      const screen = await (await Screen.open(browser, world.url)).logs_in('coordinator');
      await screen.opens(words.excerpt);
      await screen.sees('suggestion', { id: words.executor });
      await screen.page.screenshot({ path: join(root, 'deploy/console.png') });
      await screen.close();
    } finally {
      await browser.close();
    }
  });
} else {
  test('the README\'s picture', { skip: 'written only with OTKLIK_PICTURE=1' });
}
