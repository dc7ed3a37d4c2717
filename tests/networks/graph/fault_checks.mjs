// What faults do to a reply is the same in every network of this engine: the tests that each of them runs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from './bench_calls.mjs';

const failure_of = (promise) => promise.then(() => 'no failure', (error) => error.cause?.code ?? error.message);

/** A bench on which «Передано» is said under the comment `when`. @param {() => Promise<import('./bench_calls.mjs').Bench>} simulate @param {string} edge by which one replies */
export async function replying(simulate, edge) {
  const simulated = await simulate();
  const { call, control, ids, url } = simulated;
  const [method, request, params] = [`POST /{comment}/${edge}`, `POST /${ids.when}/${edge}`, { message: 'Передано' }];
  return {
    ...simulated, method,
    address: `${url}/${ids.when}/${edge}?message=${encodeURIComponent(params.message)}&access_token=page`,
    order: (fault) => control('POST /control/faults', { match: { method }, ...fault }),
    say: () => call(request, params),
    send: () => send(url, request, params, 'page'),
    count: async () => (await control('GET /control/comments')).items.filter(({ text }) => text === params.message).length,
  };
}

/** @param {() => ReturnType<typeof replying>} bench */
export function replies_under_faults(bench) {
  test('an error before the work, and after it: then the reply stands although the answer denies it', async () => {
    const { order, say, count } = await bench();
    await order({ do: 'error', code: 1 });
    assert.deepEqual([(await say()).error.code, await count()], [1, 0]);
    await order({ do: 'error', code: 2, when: 'after', subcode: 5, message: 'Позже' });
    const { error } = await say();
    assert.deepEqual([error.code, error.error_subcode, error.message, error.is_transient, await count()], [2, 5, 'Позже', true, 1]);
    assert.equal((await say()).error, undefined, 'a fault strikes once unless told otherwise');
  });

  test('the reply is written and the answer lost: cut, half, 500, empty, invalid', async () => {
    const { order, send: ask, say, count, control, method } = await bench();
    await order({ do: 'cut', when: 'before' });
    assert.match(await failure_of(say()), /ECONNRESET|UND_ERR_SOCKET|terminated/);
    assert.equal(await count(), 0);
    await order({ do: 'cut', when: 'after' });
    assert.match(await failure_of(say()), /ECONNRESET|UND_ERR_SOCKET|terminated/);
    await order({ do: 'half_body' });
    assert.notEqual(await failure_of(say()), 'no failure');
    await order({ do: 'status', status: 500, when: 'after' });
    assert.equal((await ask()).status, 500);
    await order({ do: 'empty_body', when: 'after' });
    assert.equal(await (await ask()).text(), '');
    await order({ do: 'invalid_json' });
    assert.notEqual(await failure_of(say()), 'no failure');
    assert.equal(await count(), 5);
    const { items } = await control(`GET /control/requests?method=${encodeURIComponent(method)}`);
    assert.deepEqual(items.map(({ outcome, wrote }) => [outcome, wrote !== null]), [
      ['cut', false], ['cut', true], ['half_body', true], ['status 500', true], ['empty_body', true], ['invalid_json', true],
    ]);
  });

  test('a hanging answer is given up by the client, a late one is waited for', async () => {
    const { order, address, count, say, control } = await bench();
    await order({ do: 'hang', when: 'after' });
    const giving_up = new AbortController();
    const hanging = failure_of(fetch(address, { method: 'POST', signal: giving_up.signal }));
    const hangs = async () => (await control('GET /control/requests')).items.some(({ outcome }) => outcome === 'hang');
    while (!(await hangs()));
    giving_up.abort();
    assert.match(await hanging, /abort/i);
    assert.equal(await count(), 1);
    await order({ do: 'delay', ms: 60 });
    const before = Date.now();
    await say();
    assert.ok(Date.now() - before >= 55);
  });
}
