// Faults, as a client meets them on the wire, and what the world holds afterwards.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { failure_of, ids, simulate, small_world } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const thread = { owner_id: -55, post_id: 100 };
const answer = { ...thread, from_group: 55, message: 'Вывезем завтра', reply_to_comment: 101, guid: 'once' };
const write = ['wall.createComment', answer, 'community'];
const read = ['wall.getComments', thread, 'service'];

const on = (method, fault) => ['POST /control/faults', { match: { method }, ...fault }];
const answers = async ({ control }) => (await control('GET /control/comments?owner=-55&from=-55')).items.length;
const last_entry = async ({ control }) => (await control('GET /control/requests')).items.pop();

test('an error before the work leaves nothing, an error after it leaves the comment', async () => {
  const bench = await simulate(calm);
  for (const code of [1, 6, 9, 10]) {
    await bench.control(...on('wall.createComment', { do: 'error', code }));
    assert.equal(await bench.code(...write), code);
    assert.equal(await answers(bench), 0);
  }
  await bench.control(...on('wall.createComment', { do: 'error', code: 10, when: 'after' }));
  assert.equal(await bench.code(...write), 10);
  assert.equal(await answers(bench), 1);
  assert.deepEqual([(await last_entry(bench)).outcome, (await last_entry(bench)).wrote], ['error 10', '-55_105']);
  assert.equal((await bench.get(...write)).comment_id, 105, 'the guid still leads to it');
});

test('a connection cut before the work leaves nothing', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'cut' }));
  assert.equal(await failure_of(bench.post(...write)), 'ECONNRESET');
  assert.equal(await answers(bench), 0);
});

test('a connection cut after the write: the client sees a reset, the world holds the comment', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'cut', when: 'after' }));
  assert.equal(await failure_of(bench.post(...write)), 'ECONNRESET');
  const { items } = await bench.control('GET /control/comments?owner=-55&from=-55');
  assert.deepEqual(items.map(({ id, root_id, text }) => [id, root_id, text]), [[105, 101, 'Вывезем завтра']]);
  const { outcome, wrote, faults } = await last_entry(bench);
  assert.deepEqual([outcome, wrote, faults], ['cut', '-55_105', [1]]);
});

test('half a body ends in a reset', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.getComments', { do: 'half_body' }));
  const response = await bench.post(...read);
  assert.equal(response.status, 200);
  assert.match(await failure_of(response.text()), /ECONNRESET|terminated|UND_ERR_SOCKET/);
});

test('a call that hangs is never answered; the write may have happened', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'hang', when: 'after' }));
  const impatient = fetch(`${bench.url}/method/wall.createComment`, {
    method: 'POST', signal: AbortSignal.timeout(150), headers: { Authorization: 'Bearer community' },
    body: new URLSearchParams({ v: '5.199', ...answer }),
  });
  await assert.rejects(impatient, { name: 'TimeoutError' });
  assert.equal(await answers(bench), 1);
  assert.equal((await last_entry(bench)).outcome, 'hang');
});

test('a delay comes before the work or after it', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'delay', ms: 150 }));
  const slow = bench.get(...write);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await answers(bench), 0);
  await slow;
  assert.equal(await answers(bench), 1);
  await bench.control(...on('wall.createComment', { do: 'delay', ms: 150, when: 'after' }));
  let answered = false;
  const late = bench.get('wall.createComment', { ...answer, guid: 'two' }, 'community').then(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual([await answers(bench), answered], [2, false]);
  await late;
});

test('a gateway that fails, with the work done or not', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'status', status: 502 }));
  const response = await bench.post(...write);
  assert.deepEqual([response.status, response.headers.get('content-type')], [502, 'text/html']);
  assert.match(await response.text(), /502 Bad Gateway/);
  assert.equal(await answers(bench), 0);
  await bench.control(...on('wall.createComment', { do: 'status', status: 429, headers: { 'Retry-After': '7' }, body: 'slow down', when: 'after' }));
  const refused = await bench.post(...write);
  assert.deepEqual([refused.status, refused.headers.get('retry-after'), await answers(bench)], [429, '7', 1]);
});

test('spoilt bodies', async () => {
  const bench = await simulate(calm);
  const spoilt = async (fault) => {
    await bench.control(...on('wall.getComments', fault));
    const response = await bench.post(...read);
    return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const json = 'application/json; charset=utf-8';
  const broken = await spoilt({ do: 'invalid_json' });
  assert.equal(broken.type, json);
  assert.throws(() => JSON.parse(broken.bytes));
  const { bytes } = await spoilt({ do: 'invalid_utf8' });
  assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  const { response } = JSON.parse(String(bytes));
  assert.match(response.items[0].text, /\ufffdКогда вывезут мусор на Чаплыгина\?$/, 'a text is spoilt, the names are whole');
  assert.equal((await spoilt({ do: 'empty_body' })).bytes.length, 0);
  assert.equal((await spoilt({ do: 'wrong_type', type: 'text/plain' })).type, 'text/plain');
  assert.equal(String((await spoilt({ do: 'body', text: '{"response":7}' })).bytes), '{"response":7}');
  const big = await spoilt({ do: 'big_body', bytes: 300_000 });
  assert.equal(JSON.parse(big.bytes).response.count, 4);
  assert.ok(big.bytes.length >= 300_000 && big.bytes.length < 300_100, `${big.bytes.length} bytes`);
});

test('a captcha asks until it is passed', async () => {
  const bench = await simulate(calm);
  await bench.control(...on('wall.createComment', { do: 'captcha', times: 0 }));
  const { error } = await bench.call(...write);
  assert.equal(error.error_code, 14);
  assert.match(error.redirect_uri, /not_robot_captcha\?.*session_token=/);
  assert.deepEqual([typeof error.captcha_sid, typeof error.captcha_img, typeof error.remixstlid], ['string', 'string', 'number']);
  assert.equal(await bench.code(...write), 14);
  assert.equal(await bench.code('wall.createComment', { ...answer, success_token: 'passed' }, 'community'), undefined);
  await bench.control('DELETE /control/faults');
  await bench.control(...on('wall.createComment', { do: 'captcha', old: true }));
  assert.equal('redirect_uri' in (await bench.call(...write)).error, false);
});

test('which calls a fault strikes: method, kind, token, parameters, the n-th, how often', async () => {
  const bench = await simulate(calm);
  const codes = async (match, times, calls) => {
    await bench.control('DELETE /control/faults');
    await bench.control('POST /control/faults', { match, do: 'error', code: 1, times });
    const met = [];
    for (const call of calls) met.push((await bench.code(...call)) === 1 ? 'x' : '.');
    return met.join('');
  };
  const time = ['utils.getServerTime', {}, 'service'];
  assert.equal(await codes({}, 1, [time, time]), 'x.');
  assert.equal(await codes({}, 0, [time, time]), 'xx');
  assert.equal(await codes({ nth: 2 }, 1, [time, time, time]), '.x.');
  assert.equal(await codes({ from_nth: 2 }, 2, [time, time, time, time]), '.xx.');
  assert.equal(await codes({ method: 'wall.*' }, 0, [time, read]), '.x');
  assert.equal(await codes({ method: ['users.get', 'utils.getServerTime'] }, 0, [time, read]), 'x.');
  assert.equal(await codes({ kind: 'community' }, 0, [time, ['utils.getServerTime', {}, 'community']]), '.x');
  assert.equal(await codes({ token: 'user' }, 0, [time, ['utils.getServerTime', {}, 'user']]), '.x');
  const elsewhere = ['wall.getComments', { owner_id: -56, post_id: 100 }, 'service'];
  assert.equal(await codes({ params: { post_id: 100, owner_id: -56 } }, 0, [read, elsewhere]), '.x');
  const { items: [fault] } = await bench.control('GET /control/faults');
  assert.deepEqual([fault.seen, fault.hits], [1, 1]);
});

test('a fault inside execute strikes one inner call', async () => {
  const bench = await simulate(calm);
  await bench.control('POST /control/faults', { match: { method: 'utils.getServerTime', nth: 2 }, do: 'error', code: 10 });
  const code = 'return [API.utils.getServerTime(),API.utils.getServerTime(),API.users.get()];';
  const { response, execute_errors } = await bench.call('execute', { code }, 'user');
  assert.deepEqual([typeof response[0], response[1], response[2].length], ['number', false, 1]);
  assert.deepEqual(execute_errors, [{ method: 'utils.getServerTime', error_code: 10, error_msg: 'Internal server error' }]);
});

test('bent pages', async () => {
  const bench = await simulate(calm);
  for (let n = 1; n <= 6; n++)
    await bench.control('POST /control/comments', { owner_id: -56, post_id: 100, from_id: 1, text: '', date: 1700000000 + n });
  const page = async (fault, offset = 2) => {
    await bench.control(...on('wall.getComments', fault));
    const { count, items, profiles } = await bench.get('wall.getComments', { owner_id: -56, post_id: 100, count: 2, offset, extended: 1 });
    assert.equal(count, 6);
    return { items: ids(items).join(' '), profiles: profiles.length };
  };
  assert.equal((await page({ do: 'delay', ms: 0 })).items, '103 104');
  assert.equal((await page({ do: 'same_page' })).items, '101 102');
  assert.equal((await page({ do: 'overlap', by: 1 })).items, '102 103');
  assert.equal((await page({ do: 'repeat' })).items, '103 104 104');
  assert.equal((await page({ do: 'empty_page' })).items, '');
  assert.equal((await page({ do: 'no_profiles' })).profiles, 0);
  const shuffled = async () => {
    await bench.control(...on('wall.getComments', { do: 'reorder', seed: 5 }));
    return ids((await bench.get('wall.getComments', { owner_id: -56, post_id: 100 })).items);
  };
  const order = await shuffled();
  assert.notDeepEqual(order, [101, 102, 103, 104, 105, 106]);
  assert.deepEqual([...order].sort(), [101, 102, 103, 104, 105, 106]);
  assert.deepEqual(await shuffled(), order);
});

test('the same page of a search is served twice, and then it goes on', async () => {
  const bench = await simulate(calm);
  for (const n of [1, 2, 3, 4]) await bench.control('POST /control/posts', { owner_id: -56, from_id: 1, text: 'труба', age: `${n}m` });
  const first = await bench.get('newsfeed.search', { q: 'труба', count: 2 });
  await bench.control(...on('newsfeed.search', { do: 'same_page' }));
  const again = await bench.get('newsfeed.search', { q: 'труба', count: 2, start_from: first.next_from });
  assert.deepEqual([ids(again.items), again.next_from], [ids(first.items), first.next_from]);
  const rest = await bench.get('newsfeed.search', { q: 'труба', count: 2, start_from: again.next_from });
  assert.deepEqual(ids(rest.items), [103, 104]);
});

test('an order that makes no sense is refused', async () => {
  const { control } = await simulate(calm);
  assert.match((await control('POST /control/faults', { do: 'explode' })).error, /"do" is one of/);
  assert.match((await control('POST /control/faults', { do: 'error' })).error, /code/);
  assert.match((await control('POST /control/faults', { do: 'cut', match: { methods: 'x' } })).error, /"match" knows/);
});

test('answers are zipped for who asks, and the body needs no content type', async () => {
  const { url } = await simulate(calm);
  const answered = await new Promise((resolve, reject) => {
    const outgoing = request(`${url}/method/utils.getServerTime`, { method: 'POST', headers: { 'Accept-Encoding': 'gzip' } }, resolve);
    outgoing.on('error', reject).end('v=5.199&access_token=service');
  });
  assert.equal(answered.headers['content-encoding'], 'gzip');
  assert.equal(answered.headers['content-type'], 'application/json; charset=utf-8');
  answered.resume();
});

test('a multipart form is understood', async () => {
  const { url, sim } = await simulate(calm);
  const form = new FormData();
  for (const [name, value] of Object.entries({ v: '5.199', access_token: 'community', ...answer, message: 'Строка\r\nи ещё' })) form.append(name, value);
  const { response } = await (await fetch(`${url}/method/wall.createComment`, { method: 'POST', body: form })).json();
  assert.equal(sim.world.comment(-55, response.comment_id).text, 'Строка\nи ещё');
});
