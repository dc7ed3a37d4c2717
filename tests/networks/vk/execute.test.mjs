// execute and its language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world } from './bench.mjs';
import { CompileError, RunError, compile, run } from './script.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const result = (code, args = {}) => run(compile(code), { args, api: (method, sent) => ({ method, sent }), most_steps: 1000 });

test('the language', () => {
  const cases = [
    ['return 1 + 2 * 3 - 4 / 2;', 5],
    ['return "a" + "б" + 1;', 'aб1'],
    ['return (1 + 2) * -3;', -9],
    ['var a = [1, 2], i = 0; while (i < 3) { a.push(i); i = i + 1; } return a.length;', 5],
    ['var a = {"x": {"y": [7]}}; a.x.z = 8; delete a.x.y; return a;', { x: { z: 8 } }],
    ['if (Args.n > 2) return "many"; else return "few";', 'few'],
    ['return Args.n == 2 && !false ? [true, null] : 0;', [true, null]],
    ['var a = [{"id": 1}, {"id": 2}]; return a@.id;', [1, 2]],
    ['return "a,b".split(",");', ['a', 'b']],
    ['return parseInt("12px") + parseDouble("0.5");', 12.5],
    ['var s = 0; s += 5; s -= 2; return s;', 3],
    ['return API.wall.get({"owner_id": -1, "count": Args.n});', { method: 'wall.get', sent: { owner_id: -1, count: '2' } }],
    ['return {"nothing": nobody.name}; // a comment', { nothing: null }],
    ['var a = 1;', null],
    ["return 'it\\'s' + \"\\u0416\";", "it'sЖ"],
  ];
  for (const [code, expected] of cases) assert.deepEqual(result(code, { n: '2' }), expected, code);
});

test('what is no script, and what fails while running', () => {
  const broken = ['return [1, 2', 'var = 1;', 'return 1 2;', 'if (1 { return 1; }', 'return "open;', '1 = 2;'];
  for (const code of broken) assert.throws(() => compile(code), CompileError, code);
  const failing = ['return nothing();', 'var a = [1]; a.map(1);', 'var i = 0; while (i < 2000) i = i + 1;', 'var n = null; n.a = 1;'];
  for (const code of failing) assert.throws(() => result(code), RunError, code);
});

test('the literal form that clients write', async () => {
  const { call } = await simulate(calm);
  const code = `return [API.wall.get({"owner_id":-55,"count":1}),API.wall.getComments({"owner_id":-55,"post_id":999}),
    API.groups.getById({"group_ids":[55,56]})];`;
  const { response, execute_errors } = await call('execute', { code }, 'user');
  assert.deepEqual([response[0].items[0].id, response[1], response[2].groups.length], [100, false, 2]);
  assert.deepEqual(execute_errors, [{ method: 'wall.getComments', error_code: 212, error_msg: 'Access to post comments denied' }]);
});

test('the loop form over posts and their comments', async () => {
  const { get } = await simulate(calm);
  const code = `var p = API.wall.get({"owner_id": Args.owner, "count": 10}); var i = 0; var out = [];
    while (i < p.items.length) {
      out.push(API.wall.getComments({"owner_id": Args.owner, "post_id": p.items[i].id, "count": 100, "sort": "desc", "thread_items_count": 10}));
      i = i + 1;
    }
    return {"posts": p.items, "comments": out};`;
  const { posts, comments } = await get('execute', { code, owner: -55 }, 'user');
  assert.deepEqual([posts.length, comments[0].count], [1, 4]);
});

test('twenty-five calls and no more', async () => {
  const { get, code } = await simulate(calm);
  const loop = (calls) => `var i=0,r=[];while(i<${calls}){r.push(API.wall.get({"owner_id":-55,"count":20}));i=i+1;}return r;`;
  assert.equal((await get('execute', { code: loop(25) }, 'user')).length, 25);
  assert.equal(await code('execute', { code: loop(26) }, 'user'), 13);
  assert.equal(await code('execute', { code: 'return [;' }, 'user'), 12);
});

test('one execute is one request of the second, and stands in the log with its calls', async () => {
  const { get, control } = await simulate();
  await get('execute', { code: `return [${Array(4).fill('API.utils.getServerTime()')}];` }, 'user');
  const { items } = await control('GET /control/requests');
  assert.deepEqual(items.map(({ method, inner, parent }) => [method, inner, parent]), [
    ['execute', false, null], ...Array(4).fill(['utils.getServerTime', true, 1])]);
});

test('the second entry for a failure comes when switched on', async () => {
  const { call, control } = await simulate(calm);
  await control('POST /control/settings', { execute_extra_errors: true });
  const { execute_errors } = await call('execute', { code: 'return [API.wall.get({"owner_id":-55})];' }, 'community');
  assert.deepEqual(execute_errors.map(({ method, error_code }) => [method, error_code]), [['wall.get', 27], ['execute', 27]]);
});
