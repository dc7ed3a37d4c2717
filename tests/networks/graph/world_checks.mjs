// What is asked of the stream of every network of this engine: the test that each of them runs.

import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @param {() => Promise<import('./bench_calls.mjs').Bench>} simulate with the shipped world @param {(name: string) => object} read_shipped_world */
export const stream_is_taken = (simulate, read_shipped_world) => test('the stream: each body is taken, in its order', async () => {
  const { control } = await simulate();
  const { items } = read_shipped_world('stream');
  assert.ok(items.length >= 10);
  for (const [index, { after, to, body, concerns, subject }] of items.entries()) {
    assert.ok(index === 0 || after > items[index - 1].after);
    assert.equal(typeof subject, concerns ? 'string' : 'undefined', body.text);
    assert.equal((await control(`POST /control/${to}`, body)).error, undefined, body.text);
  }
});
