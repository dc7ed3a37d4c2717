// What a test may order to go wrong with Facebook: before the work, after it, on the wire, in the pages, in the items.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replies_under_faults, replying } from '../graph/fault_checks.mjs';
import { simulate, texts } from './bench.mjs';

const bench = () => replying(simulate, 'comments');

replies_under_faults(bench);

test('faults by token, kind, parameter, and in batches', async () => {
  const { control, call, code, ids } = await bench();
  await control('POST /control/faults', { match: { kind: 'user' }, do: 'error', code: 17 });
  assert.deepEqual([await code('GET /me'), await code('GET /me', {}, 'user')], [[undefined, undefined], [17, undefined]]);
  await control('POST /control/faults', { match: { params: { filter: 'stream' } }, do: 'error', code: 341 });
  const of_comments = async (params) => (await code(`GET /${ids.garbage}/comments`, params))[0];
  assert.deepEqual([await of_comments(), await of_comments({ filter: 'stream' })], [undefined, 341]);
  await control('POST /control/faults', { match: { method: 'GET /{page}/*' }, do: 'error', code: 2 });
  const batch = ['10?fields=id', '10/feed', '10/tagged'].map((relative_url) => ({ method: 'GET', relative_url }));
  assert.deepEqual((await call('POST /', { batch })).map((one) => one.code), [200, 503, 200]);
});

test('pages that lie, items that are served badly, raw items', async () => {
  const { control, done, ids } = await bench();
  const read = async () => texts(await done(`GET /${ids.garbage}/comments`, { filter: 'stream' }));
  await control('POST /control/faults', { match: { method: 'GET /{post}/comments' }, do: 'reorder', seed: 3 });
  assert.notDeepEqual(await read(), await read());
  await control('POST /control/faults', { match: { method: 'GET /{post}/comments' }, do: 'empty_page' });
  assert.deepEqual(await read(), []);
  await control(`PATCH /control/comments/${ids.thanks}`, { serve: { set: { message: 5, created_time: 'вчера' }, drop: ['from'] } });
  const { data } = await done(`GET /${ids.garbage}/comments`);
  assert.deepEqual(data[1], { created_time: 'вчера', message: 5, id: ids.thanks });
  await control('POST /control/raw', { list: 'comments', of: ids.garbage, item: { id: null } });
  assert.deepEqual((await done(`GET /${ids.garbage}/comments`)).data[0], { id: null });
});
