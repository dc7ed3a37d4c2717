// Hashtags: found by their exact name, thirty in seven days, without authors, and out of another budget.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, texts } from './bench.mjs';

const many_tags = { ...small_world, media: [{ account_id: '20', text: [...Array(31).keys()].map((n) => `#тег${n}`).join(' '), age: '1h' }] };
const search = (q, more) => ['GET /ig_hashtag_search', { user_id: '20', q, ...more }];

test('a hashtag by its exact name, in both forms', async () => {
  const { done, code, control } = await simulate();
  const { data: [{ id, ...rest }] } = await done(...search('Город'));
  assert.deepEqual(rest, {});
  assert.deepEqual(await done(`GET /${id}`, { fields: 'name' }), { name: 'город', id });
  assert.deepEqual(await code(...search('горо')), [24, 2207024]);
  for (const q of ['#город', 'два слова', 'город🔥']) assert.deepEqual(await code(...search(q)), [100, undefined], q);
  await control('POST /control/settings', { hashtag_search: 'bare' });
  assert.deepEqual(await done(...search('город')), { id });
});

test('what is public and not older than a day, without authors; the best of all time', async () => {
  const { done, code, control, ids } = await simulate();
  const { data: [{ id }] } = await done(...search('город'));
  const fields = 'caption,permalink,timestamp,comments_count,like_count';
  const { data } = await done(`GET /${id}/recent_media`, { user_id: '20', fields });
  assert.deepEqual(data.map((one) => one.id), [ids.pit, ids.garbage], 'neither yesterday\'s nor a private one');
  assert.deepEqual(await done(`GET /${id}/recent_media`, { user_id: '20', fields: 'username,owner', limit: 1 }).then((answer) => answer.data), [{ id: ids.pit }]);
  assert.deepEqual(texts(await done(`GET /${id}/top_media`, { user_id: '20', fields: 'caption' }))[0], 'Закат #город');
  assert.deepEqual(await code(`GET /${ids.pit}/comments`), [100, 33]);
  await control('POST /control/settings', { hashtag_names: 'error' });
  assert.deepEqual(await code(`GET /${id}/recent_media`, { user_id: '20', fields: 'username' }), [100, undefined]);
});

test('thirty different ones in seven days; the same again is free', async () => {
  const { done, code, control } = await simulate(many_tags);
  for (let n = 0; n < 30; n++) await done(...search(`тег${n}`));
  assert.deepEqual(await code(...search('тег30')), [18, undefined]);
  await done(...search('тег3'));
  const { data } = await done('GET /20/recently_searched_hashtags', { limit: 30, fields: 'name' });
  assert.deepEqual([data.length, data[0].name], [30, 'тег29']);
  await control('POST /control/clock', { advance_seconds: 7 * 24 * 3600 });
  assert.deepEqual((await done('GET /20/recently_searched_hashtags')).data, []);
  await done(...search('тег30'));
});

test('they spend the budget of the application, need a feature, and are not there with an Instagram login', async () => {
  const { code, control } = await simulate();
  await control('POST /control/limits', { id: '20', type: 'instagram', percent: 100 });
  assert.deepEqual([await code('GET /20/media'), await code(...search('город'))], [[80002, undefined], [undefined, undefined]]);
  await control('POST /control/limits', { id: '900', type: 'app', percent: 100 });
  assert.deepEqual([await code(...search('город')), await code('GET /20', { fields: 'business_discovery.username(sosedi){id}' })], [[4, undefined], [4, undefined]]);
  await control('POST /control/limits', { id: '900', type: 'app', percent: 0 });
  await control('POST /control/settings', { public_content: false });
  assert.deepEqual(await code(...search('город')), [10, undefined]);
  assert.deepEqual(await code(...search('город'), 'instagram'), [100, 33]);
});
