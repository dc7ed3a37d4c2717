// Communities have pictures of their own in every network: real files, each another.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { start as start_facebook } from '../facebook/simulator.mjs';
import { start as start_instagram } from '../instagram/simulator.mjs';
import { start as start_ok } from '../ok/simulator.mjs';
import { start as start_vk } from '../vk/simulator.mjs';
import { picture_of } from './picture_file.mjs';
import { community_picture } from './pictures.mjs';

/** Of each network in its default world: the start, the ids of two communities in the addresses of pictures, and a call that names the first one's. */
const networks = {
  vk: [start_vk, ['-55001', '-55002'], '/method/groups.getById?group_id=55001&v=5.199&access_token=service-demo'],
  ok: [start_ok, ['70000005155001', '70000005155002'], null],  // told by calls that are signed: see ok/reading.test.mjs
  facebook: [start_facebook, ['100200300', '100200400'], '/100200300/picture?redirect=0&access_token=EAA-page-demo'],
  instagram: [start_instagram, ['17841400000000001', '17841400000000002'], '/17841400000000001?fields=profile_picture_url&access_token=EAA-page-demo'],
};

for (const [name, [start, ids, call]] of Object.entries(networks)) test(`${name}: a community's picture is a PNG, another for each; API and pages name it`, async () => {
  const { url, close } = await start();
  after(close);
  const files = [];
  for (const id of ids) {
    const answer = await fetch(`${url}/picture/${id}.png`);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png']);
    files.push(Buffer.from(await answer.arrayBuffer()));
    assert.deepEqual(picture_of(files.at(-1)), { type: 'image/png', width: 200, height: 200 });
  }
  assert.notDeepEqual(files[0], files[1]);
  if (call) assert.ok((await (await fetch(url + call)).text()).replaceAll('\\/', '/').includes(`${url}/picture/${ids[0]}.png`));
  const first_page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  for (const id of ids) assert.ok(first_page.includes(`src="/picture/${id}.png"`), id);
});

test('a picture is small, the same each time, and its points can be read', () => {
  const bytes = community_picture(55001, 'Администрация');
  assert.deepEqual(community_picture('55001', 'Администрация'), bytes);
  assert.notDeepEqual(community_picture('55001', 'Соседи'), bytes);
  assert.ok(bytes.length < 4000, `${bytes.length} bytes`);
  const at = bytes.indexOf('IDAT');
  const points = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  assert.equal(points.length, 200 * (200 * 3 + 1));
  assert.equal(new Set(Array.from({ length: 200 * 200 }, (_, n) => points.readUIntBE(Math.floor(n / 200) * 601 + 1 + (n % 200) * 3, 3))).size, 2, 'two colours');
});
