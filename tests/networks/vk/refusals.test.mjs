// What is refused, with which code: kinds of tokens, versions, parameters, limits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { methods } from './methods.mjs';
import { simulate } from './bench.mjs';

const quiet = async (bench) => {
  await bench.control('POST /control/settings', { rate_limits: false });
  return bench;
};

test('a kind of token that a method does not take gets the code of that kind', async () => {
  const { code } = await quiet(await simulate());
  const refused = { community: 27, service: 28, user: 15 };
  const params = { owner_id: -55, post_id: 100, comment_id: 101, group_id: 55, q: 'мусор', query: 'мусор', code: 'return 1;', message: 'Слово' };
  for (const [name, { kinds }] of Object.entries(methods))
    for (const [kind, expected] of Object.entries(refused)) {
      const met = await code(name, params, kind);
      if (kinds.includes(kind)) assert.notEqual(met, expected, `${name} as ${kind}`);
      else assert.equal(met, expected, `${name} as ${kind}`);
    }
});

test('the table of kinds can be changed cell by cell', async () => {
  const { code, control } = await quiet(await simulate());
  const news = { owner_id: -55, message: 'Новость' };
  assert.equal(await code('wall.post', news, 'community'), 27);
  await control('POST /control/cells', { method: 'wall.post', kind: 'community', allow: true });
  assert.equal(await code('wall.post', news, 'community'), undefined);
  await control('POST /control/cells', { method: 'wall.get', kind: 'service', code: 15 });
  assert.equal(await code('wall.get', { owner_id: -55 }), 15);
});

test('a community token needs the right for what it does', async () => {
  const { call, control } = await quiet(await simulate());
  await control('POST /control/tokens', { token: 'weak', kind: 'community', group_id: 55, permissions: ['messages'] });
  const { error } = await call('wall.createComment', { owner_id: -55, post_id: 100, message: 'Ответ' }, 'weak');
  assert.deepEqual([error.error_code, error.error_subcode], [15, 1133]);
});

test('a VK ID token of a person may do little', async () => {
  const { code, control } = await quiet(await simulate());
  await control('POST /control/tokens', { token: 'vk-id', kind: 'user', user_id: 1, vk_id: true });
  assert.equal(await code('wall.post', { message: 'Слово' }, 'vk-id'), 1051);
  assert.equal(await code('users.get', {}, 'vk-id'), undefined);
});

test('tokens: missing, unknown, expired, removed', async () => {
  const { url, code, control } = await quiet(await simulate());
  const bare = await (await fetch(`${url}/method/utils.getServerTime?v=5.199`)).json();
  assert.equal(bare.error.error_code, 5);
  assert.equal(await code('utils.getServerTime', {}, 'stranger'), 5);
  await control('POST /control/tokens', { token: 'short', kind: 'service', expires_in: 60 });
  assert.equal(await code('utils.getServerTime', {}, 'short'), undefined);
  await control('POST /control/clock', { advance_seconds: 61 });
  assert.equal(await code('utils.getServerTime', {}, 'short'), 5);
  await control('DELETE /control/tokens/service');
  assert.equal(await code('utils.getServerTime', {}, 'service'), 5);
});

test('versions and methods', async () => {
  const { code } = await quiet(await simulate());
  assert.equal(await code('utils.getServerTime', { v: '' }), 8);
  assert.equal(await code('utils.getServerTime', { v: '5.80' }), 8);
  assert.equal(await code('wall.getcomments'), 3, 'names are case sensitive');
});

test('only GET and POST are spoken', async () => {
  const { url } = await simulate();
  const answer = await fetch(`${url}/method/utils.getServerTime?v=5.199`, { method: 'PUT' });
  assert.equal((await answer.json()).error.error_code, 9999);
});

test('bad parameters are 100 and are named', async () => {
  const { call } = await quiet(await simulate());
  const cases = [
    ['wall.getComments', { owner_id: -55 }, /post_id/],
    ['wall.getComments', { owner_id: -55, post_id: 100, thread_items_count: 11 }, /thread_items_count/],
    ['wall.getComments', { owner_id: -55, post_id: 100, sort: 'new' }, /sort/],
    ['wall.getComments', { owner_id: 'adm', post_id: 100 }, /owner_id not integer/],
    ['wall.getComments', { owner_id: -55, post_id: 100, comment_id: 102 }, /comment_id/],
    ['wall.get', { owner_id: -55, offset: -1 }, /offset/],
    ['newsfeed.search', { q: 'вода', count: 201 }, /count/],
    ['wall.getById', {}, /posts/],
  ];
  for (const [name, params, words] of cases) {
    const { error } = await call(name, params);
    assert.equal(error?.error_code, 100, `${name} ${JSON.stringify(params)}`);
    assert.match(error.error_msg, words);
  }
});

test('the parameters are echoed without the token', async () => {
  const { url } = await simulate();
  const body = new URLSearchParams({ v: '5.199', owner_id: 'x', access_token: 'service' });
  const answer = await fetch(`${url}/method/wall.get`, { method: 'POST', body });
  const { error } = await answer.json();
  assert.deepEqual(error.request_params, [
    { key: 'oauth', value: '1' }, { key: 'method', value: 'wall.get' }, { key: 'v', value: '5.199' }, { key: 'owner_id', value: 'x' },
  ]);
});

test('walls that are closed to strangers', async () => {
  const { code, control } = await quiet(await simulate());
  await control('POST /control/people', { id: 1, is_closed: true });
  await control('POST /control/people', { id: 2, deactivated: 'banned' });
  await control('POST /control/communities', { id: 56, is_closed: 1 });
  assert.equal(await code('wall.get', { owner_id: 1 }), 30);
  assert.equal(await code('wall.get', { owner_id: 2 }), 18);
  assert.equal(await code('wall.get', { owner_id: -56 }), 15);
  assert.equal(await code('wall.get', { owner_id: -99 }), 15);
});

test('more requests in a second than a token may make are 6', async () => {
  const { code, control } = await simulate();
  await control('POST /control/settings', { rate_clock: 'simulated' });
  await control('POST /control/clock', { frozen: true });
  const codes = async (token, times) => {
    const met = [];
    for (let n = 0; n < times; n++) met.push(await code('utils.getServerTime', {}, token));
    return met.filter((one) => one === 6).length;
  };
  assert.equal(await codes('service', 4), 1);
  assert.equal(await codes('community', 21), 1);
  await control('POST /control/clock', { advance_seconds: 1 });
  assert.equal(await codes('service', 3), 0);
});

test('the quota of a day is 29, for this method only, and calls inside execute count', async () => {
  const { code, call, control } = await quiet(await simulate());
  await control('POST /control/cells', { method: 'execute', kind: 'service', allow: true });
  await control('POST /control/limits', { token: 'service', method: 'wall.get', used: 4998 });
  assert.equal(await code('wall.get', { owner_id: -55 }), undefined);
  const two = await call('execute', { code: 'return [API.wall.get({"owner_id":-55}),API.wall.get({"owner_id":-55})];' });
  assert.equal(two.response[1], false);
  assert.deepEqual(two.execute_errors.map(({ method, error_code }) => [method, error_code]), [['wall.get', 29]]);
  assert.equal(await code('wall.get', { owner_id: -55 }), 29);
  assert.equal(await code('wall.getComments', { owner_id: -55, post_id: 100 }), undefined);
  await control('POST /control/clock', { advance_seconds: 24 * 3600 });
  assert.equal(await code('wall.get', { owner_id: -55 }), undefined);
});
