// What a test may order to go wrong with Instagram: before the work, after it, on the wire, in the pages, in the items.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replies_under_faults, replying } from '../graph/fault_checks.mjs';
import { pictures, simulate, texts } from './bench.mjs';

const bench = () => replying(simulate, 'replies');

replies_under_faults(bench);

test('faults by token, kind, parameter, and in batches; negative codes', async () => {
  const { control, call, code, ids } = await bench();
  await control('POST /control/faults', { match: { kind: 'instagram' }, do: 'error', code: -1, subcode: 2207001 });
  assert.deepEqual([await code('GET /me'), await code('GET /me', {}, 'instagram')], [[undefined, undefined], [-1, 2207001]]);
  await control('POST /control/faults', { match: { params: { limit: '7' } }, do: 'error', code: -2, subcode: 2207003 });
  assert.deepEqual([await code(`GET /${ids.garbage}/comments`), await code(`GET /${ids.garbage}/comments`, { limit: 7 })], [[undefined, undefined], [-2, 2207003]]);
  await control('POST /control/faults', { match: { method: 'GET /{account}/*' }, do: 'error', code: 2 });
  const batch = ['20?fields=id', '20/media', '20/tags'].map((relative_url) => ({ method: 'GET', relative_url }));
  assert.deepEqual((await call('POST /', { batch })).map((one) => one.code), [200, 503, 200]);
});

test('pages that lie, items that are served badly, raw items', async () => {
  const { control, done, ids } = await bench();
  const read = async () => texts(await done(`GET /${ids.garbage}/comments`));
  await control('POST /control/faults', { match: { method: 'GET /{media}/comments' }, do: 'reorder', seed: 3 });
  assert.notDeepEqual(await read(), await read());
  await control('POST /control/faults', { match: { method: 'GET /{media}/comments' }, do: 'empty_page' });
  assert.deepEqual(await read(), []);
  await control(`PATCH /control/comments/${ids.secret}`, { serve: { set: { text: 5, timestamp: 'вчера' }, drop: ['id'] } });
  const { data } = await done(`GET /${ids.garbage}/comments`);
  assert.deepEqual(data[0], { timestamp: 'вчера', text: 5 });
  await control('POST /control/raw', { list: 'comments', of: ids.garbage, item: { id: null } });
  assert.deepEqual((await done(`GET /${ids.garbage}/comments`)).data[0], { id: null });
});

test('what is published although the answer was lost', async () => {
  const { control, done, code, ids } = await bench();
  const place = await pictures();
  const { id } = await done('POST /20/media', { image_url: `${place.url}/a.jpg`, caption: 'Один раз' });
  await control('POST /control/clock', { advance_seconds: 5 });
  await control('POST /control/faults', { match: { method: 'POST /{account}/media_publish' }, do: 'error', code: -1, subcode: 2207001, when: 'after' });
  assert.deepEqual(await code('POST /20/media_publish', { creation_id: id }), [-1, 2207001]);
  assert.equal((await done(`GET /${id}`, { fields: 'status_code' })).status_code, 'PUBLISHED');
  assert.deepEqual((await done('GET /20/media', { fields: 'caption' })).data.map(({ caption }) => caption)[0], 'Один раз');
  assert.deepEqual(await code(`POST /${ids.when}/replies`, { message: 'Да' }), [undefined, undefined]);
});
