// Walks the table of conformance: every method with every kind of token, right, error and quota by fetch, and its good call by curl and by others' client.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriber } from '../graph/bench.mjs';
import { by_curl, check, check_outcome, filled, for_every_method } from '../graph/conformance_parts.mjs';
import { app_token, pictures, send, simulate } from './bench.mjs';
import { ig, instagram_client, missing } from './clients.mjs';
import { conformance } from './conformance.mjs';
import { network } from './network.mjs';

const token_of = (name) => (name === 'app' ? app_token : name === 'nobody' ? null : name);
const roles = ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'];
const budget_of_account = { id: '20', type: 'instagram', code: 80002 };
const budget_of_app = { id: '900', type: 'app', code: 4 };

/** One fresh world for each call. @returns {Promise<{prepare: Function, bench: import('../graph/bench_calls.mjs').Bench}>} */
async function stage() {
  const bench = await simulate();
  const { url: hook } = await subscriber();
  const place = await pictures();
  async function prepare(method) {
    await bench.control('POST /control/reset');
    const row = conformance[method];
    const names = { ...bench.ids, hook, pictures: place.url, tag: bench.sim.world.hashtags.get('город').id };
    if (row.first) {
      const [request, params] = row.first;
      names.made = (await bench.done(request, filled(params, names), request.includes('/subscriptions') ? app_token : 'page')).id;
    }
    if (row.after) await bench.control('POST /control/clock', { advance_seconds: row.after });
    return { request: `${method.split(' ')[0]} ${filled(row.path, names)}`, params: filled(row.call ?? {}, names), names };
  }
  return { bench, prepare };
}

const last_entry = async ({ control }) => (await control('GET /control/requests?limit=1')).items[0];

test('every method has its row, every row a method', () => {
  assert.deepEqual(Object.keys(conformance).sort(), Object.keys(network.methods).sort());
});

test('by fetch: every kind of token', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    for (const [name, outcome] of Object.entries(row.who)) {
      const { request, params } = await prepare(method);
      check_outcome(await bench.call(request, params, token_of(name)), outcome, row, `${method} by ${name}`);
      const entry = await last_entry(bench);
      if (outcome === 'ok') assert.equal(entry.method, method, name);
      else assert.equal(entry.wrote, null, `${method} by ${name} wrote`);
    }
  });
});

test('by fetch: every right and task that may be missing', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const tokens = Object.entries(row.rights ?? {}).filter(([token]) => row.who[token] === 'ok');
    for (const [token, rights] of tokens) for (const [right, outcome] of Object.entries(rights)) {
      const { request, params } = await prepare(method);
      const permissions = bench.sim.world.tokens.get(token).permissions.filter((one) => one !== right);
      await bench.control('POST /control/tokens', { token, permissions });
      check_outcome(await bench.call(request, params, token), outcome, row, `${method} by ${token} without ${right}`);
    }
    if (!row.tasks) return;
    const { request, params } = await prepare(method);
    await bench.control('POST /control/pages', { id: '10', roles: { 3: ['ANALYZE', ...roles.filter((one) => !row.tasks.includes(one))] } });
    check_outcome(await bench.call(request, params, 'page'), row.lacking, row, `${method} without ${row.tasks}`);
  });
});

test('by fetch: errors, quotas, and what is wrong with the call', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const token = token_of(row.by ?? 'page');
    if (token === null) return;
    const own = /^\w+ \/\{(account|media|comment|container)\}/.test(method);
    const { code: over, ...budget } = { ...(row.budget ?? (own ? budget_of_account : budget_of_app)), percent: 100 };
    for (const [name, order, more, code] of for_every_method) {
      const of_person = order?.[1].token !== undefined;
      if (token === app_token && (of_person || order?.[1].require_proof)) continue; // that token does not end, and needs no proof
      const { request, params } = await prepare(method);
      if (order) await bench.control(order[0], filled(order[1], { method, token, budget }));
      const { error } = await bench.call(request, { ...params, ...more }, token);
      const expected = code === '{budget}' ? [over] : code;
      assert.deepEqual([error?.code, error?.error_subcode].slice(0, expected.length), expected, `${method}: ${name}`);
      assert.equal((await last_entry(bench)).wrote, null, `${method}: ${name} wrote`);
    }
  });
});

test('by fetch: parameters that are missing, objects that are not there', async (t) => {
  const { bench, prepare } = await stage();
  for (const [method, row] of Object.entries(conformance)) await t.test(method, async () => {
    const token = token_of(row.by ?? 'page');
    for (const name of Object.keys(row.call ?? {}).filter((one) => !row.optional?.includes(one))) {
      const { request, params: { [name]: left_out, ...params } } = await prepare(method);
      assert.equal((await bench.call(request, params, token)).error?.code, 100, `${method} without ${name}`);
    }
    if (!method.includes('{') || token === null) return;
    const { request, params } = await prepare(method);
    const { error } = await bench.call(request.replace(/ \/[^/]+/, ' /99999999999999999'), params, token);
    assert.deepEqual([error?.code, error?.error_subcode], [100, 33], method);
  });
});

/** The restrictions of an account strike whatever it writes, and nothing it reads. */
test('by fetch: an account that is restricted, and one that is taken for spam', async (t) => {
  const { bench, prepare } = await stage();
  const about_account = Object.entries(conformance).filter(([method]) => /\{(account|media|comment|container|page)\}/.test(method) && method !== 'GET /{page}');
  for (const [method, row] of about_account) await t.test(method, async () => {
    for (const [trouble, expected] of [['restricted', [25, 2207050]], ['spam', [4, 2207051]]]) {
      const { request, params } = await prepare(method);
      await bench.control('POST /control/accounts', { id: '20', [trouble]: true });
      const { error } = await bench.call(request, params, row.by ?? 'page');
      assert.deepEqual([error?.code, error?.error_subcode], method.startsWith('GET') ? [undefined, undefined] : expected, `${method}: ${trouble}`);
    }
  });
});

for (const [client, call] of Object.entries({ fetch: async (...all) => (await send(...all)).json(), curl: by_curl }))
  test(`by ${client}: the good call of every method`, async () => {
    const { bench, prepare } = await stage();
    for (const [method, row] of Object.entries(conformance)) {
      const { request, params } = await prepare(method);
      check(await call(bench.url, request, params, token_of(row.by ?? 'page')), row.answer, `${method} by ${client}`);
      const { method: logged, outcome } = await last_entry(bench);
      assert.deepEqual([logged, outcome], [method, 'ok']);
    }
  });

/** What instagram-graph-api has a request for: by method, how it is made and what its answer must tell. */
const by_client = {
  'GET /{user}/accounts': () => [new ig.GetAuthorizedFacebookPagesRequest('user'), (answer) => answer.getData().data[0].id === '10'],
  'GET /{page}': () => [new ig.GetLinkedInstagramAccountRequest('page', '10'), (answer) => answer.getInstagramPageId() === '20'],
  'GET /{account}': (client) => [client.newGetPageInfoRequest(), (answer) => answer.getUsername() === 'adm'],
  'GET /{account}/media': (client) => [client.newGetPageMediaRequest(), (answer) => answer.getData().length === 2],
  'GET /{account}/stories': (client) => [client.newGetPageStoriesRequest(), (answer) => answer.getIds().length === 1],
  'GET /{account}/tags': (client) => [client.newGetTagsRequest(), (answer) => answer.getData()[0].username === 'anna'],
  'GET /{account}/content_publishing_limit': (client) => [client.newGetContentPublishingLimitRequest(), (answer) => answer.getQuotaTotal() === 50],
  'GET /{account}/recently_searched_hashtags': (client) => [client.newGetPageRecentlySearchedHashtagsRequest(), (answer) => answer.getIds().length === 1],
  'POST /{account}/media': (client, names) => [client.newPostPagePhotoMediaRequest(`${names.pictures}/b.jpg`, 'Ярмарка'), (answer) => answer.getId()],
  'POST /{account}/media_publish': (client, names) => [client.newPostPublishMediaRequest(names.made), (answer) => answer.getId()],
  'GET /{media}': (client, names) => [client.newGetMediaInfoRequest(names.garbage), (answer) => answer.getCaption() === 'Вывоз мусора в субботу #город'],
  'GET /{media}/children': (client, names) => [client.newGetMediaChildrenRequest(names.album), (answer) => answer.getIds().length === 2],
  'GET /{media}/comments': (client, names) => [client.newGetMediaCommentsRequest(names.garbage), (answer) => answer.getIds().length === 2],
  'POST /{media}/comments': (client, names) => [client.newPostMediaCommentRequest(names.garbage, 'Передано'), (answer) => answer.getId()],
  'GET /{comment}': (client, names) => [client.newGetCommentRequest(names.when), (answer) => answer.getText() === 'Когда вывезут мусор?'],
  'GET /{comment}/replies': (client, names) => [client.newGetRepliesRequest(names.when), (answer) => answer.getTexts()[0] === 'У нас тоже'],
  'POST /{comment}': (client, names) => [client.newPostHideCommentRequest(names.when), (answer) => answer.wasSuccessful()],
  'DELETE /{comment}': (client, names) => [client.newDeleteCommentRequest(names.when), (answer) => answer.wasSuccessful()],
  'POST /{comment}/replies': (client, names) => [client.newPostReplyRequest(names.when, 'Передано'), (answer) => answer.getId()],
  'GET /ig_hashtag_search': (client) => [client.newGetHashtagIdRequest('город'), (answer, names) => answer.getId() === names.tag],
  'GET /{hashtag}/recent_media': (client, names) => [client.newGetHashtagRecentMediaRequest(names.tag), (answer) => answer.getData().length === 2],
  'GET /{hashtag}/top_media': (client, names) => [client.newGetHashtagTopMediaRequest(names.tag), (answer) => answer.getData()[0].like_count === 9],
  'GET /{container}': (client, names) => [client.newGetContainerRequest(names.made, 'status_code'), (answer) => answer.getContainerStatusCode() === 'IN_PROGRESS'],
};

test('by instagram-graph-api: the good call of every method it knows', { skip: missing }, async () => {
  const { bench, prepare } = await stage();
  for (const [method, make] of Object.entries(by_client)) {
    const { names } = await prepare(method);
    const [request, tells] = make(instagram_client(bench.url, 'page', '20'), names);
    assert.ok(tells(await request.execute(), names), method);
    const { method: logged, outcome } = await last_entry(bench);
    assert.deepEqual([logged, outcome], [method, 'ok']);
  }
});
