// One call of the engine: how parameters travel, versions, tokens and proofs, errors, fields.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { proof_of } from './accounts.mjs';
import { app, simulate } from './bench.mjs';
import { fields_of } from './fields.mjs';

const error_of = ({ error }) => [error?.code, error?.error_subcode];

test('parameters come in the address, as JSON, as a form, as a form that does not say so, and in parts', async () => {
  const { url, sim } = await simulate();
  const sent = async (body, type) => {
    const headers = { Authorization: 'Bearer page', ...(type && { 'Content-Type': type }) };
    const answer = await (await fetch(`${url}/v25.0/1_1/comments`, { method: 'POST', headers, body })).json();
    return sim.world.comments.find(({ id }) => id === answer.id)?.message;
  };
  const text = 'Да, в 5 & «завтра»';
  const parts = new FormData();
  parts.set('message', text);
  parts.set('source', new Blob([Buffer.from([0xff, 0xd8, 0x00])]), 'a.jpg');
  assert.equal(await sent(JSON.stringify({ message: text }), 'application/json'), text);
  assert.equal(await sent(new URLSearchParams({ message: text })), text);
  assert.equal(await sent(Buffer.from(String(new URLSearchParams({ message: text })))), text, 'no Content-Type');
  assert.equal(await sent(parts), text);
  assert.deepEqual(Object.keys(sim.journal.entries.at(-1).params), ['message'], 'a file is no parameter');
  const in_address = await (await fetch(`${url}/1_1/comments?access_token=page&message=a`, { method: 'POST' })).json();
  assert.match(in_address.id, /^1_1_/);
});

test('brackets in names make lists and objects', async () => {
  const { url, sim } = await simulate();
  await fetch(`${url}/1?access_token=page&a[0]=x&a[1]={"b":1}&c[d][e]=5&f[]=1&f[]=2&g[0][h]=i`);
  const { a, c, f, g } = sim.journal.entries.at(-1).params;
  assert.deepEqual([a, c, f, g], ['["x",{"b":1}]', '{"d":{"e":"5"}}', '["1","2"]', '[{"h":"i"}]']);
});

test('an empty JSON body with GET does not disturb', async () => {
  const { url } = await simulate();
  const headers = { 'Content-Type': 'application/json', 'Content-Length': 2 };
  const [answer] = await once(request(`${url}/v24.0/1?access_token=page`, { headers }).end('{}'), 'response');
  assert.deepEqual(await json(answer), { name: 'Страница', id: '1' });
});

test('versions: served as asked, an expired one by the oldest, none as the application is set, an unknown one not', async () => {
  const { url, control } = await simulate();
  const served = async (path) => (await fetch(`${url}${path}?access_token=page`)).headers.get('facebook-api-version');
  assert.deepEqual([await served('/v25.0/1'), await served('/v19.0/1'), await served('/1')], ['v25.0', 'v21.0', 'v21.0']);
  await control('POST /control/apps', { id: app.id, version: 'v23.0' });
  assert.equal(await served('/1'), 'v23.0');
  const code = async (version) => (await (await fetch(`${url}/${version}/1?access_token=page`)).json()).error?.code;
  assert.deepEqual([await code('v27.0'), await code('v22.1'), await code('v26.0')], [2500, 2500, undefined]);
  await control('POST /control/settings', { expired_versions: 'error' });
  assert.equal(await code('v20.0'), 2635);
});

test('tokens: none, an unknown one, an expired one, one in trouble, the application itself', async () => {
  const { get, control, url } = await simulate();
  assert.deepEqual(error_of(await get('/1', {}, null)), [104, undefined]);
  assert.deepEqual(error_of(await get('/me', {}, null)), [2500, undefined]);
  assert.deepEqual(error_of(await get('/1', {}, 'nobody')), [190, undefined]);
  await control('POST /control/tokens', { token: 'page', expires_in: 60 });
  assert.equal((await get('/me')).id, '1');
  await control('POST /control/clock', { advance_seconds: 61 });
  assert.deepEqual(error_of(await get('/1')), [190, 463]);
  await control('POST /control/tokens', { token: 'page', expires_in: null, trouble: 492 });
  assert.deepEqual(error_of(await get('/1')), [190, 492]);
  assert.deepEqual(error_of(await get('/1', {}, `${app.id}|${app.secret}`)), [210, undefined]);
  assert.deepEqual(error_of(await (await fetch(`${url}/1?access_token=page`)).json()), [190, 492]);
});

test('a proof is checked when it is there, and demanded when the application says so', async () => {
  const { get, control } = await simulate();
  assert.equal(proof_of('TOKEN', 'secret'), '2356b17ae2860016a34575ada27f94b543ed2cbe59a85ba2e0c62dc4aba7a5c6');
  const good = { appsecret_proof: proof_of('page', app.secret) };
  assert.equal((await get('/1', good)).id, '1');
  assert.equal((await get('/1', { appsecret_proof: proof_of('page', 'other') })).error.code, 100);
  await control('POST /control/apps', { id: app.id, require_proof: true });
  assert.equal((await get('/1')).error.code, 100);
  assert.equal((await get('/1', good)).id, '1');
});

test('the envelope of an error, its status, and what it may lack', async () => {
  const { url, control } = await simulate();
  const failed = async () => {
    const answer = await fetch(`${url}/v25.0/77?access_token=page`);
    const { error } = await answer.json();
    return [answer.status, Object.keys(error).join(' '), error.type];
  };
  assert.deepEqual(await failed(), [400, 'message type code error_subcode is_transient fbtrace_id', 'GraphMethodException']);
  await control('POST /control/settings', { error_envelope: 'bare' });
  assert.deepEqual(await failed(), [400, 'message type code fbtrace_id', 'GraphMethodException']);
  await control('POST /control/faults', { do: 'error', code: 4, fields: { error_user_title: 'Позже' } });
  const limited = await fetch(`${url}/1?access_token=page`);
  assert.deepEqual([limited.status, (await limited.json()).error.error_user_title], [403, 'Позже']);
});

test('what is not there: an id, a name, an edge, a path too long', async () => {
  const { get, post } = await simulate();
  assert.deepEqual(error_of(await get('/v25.0/77')), [100, 33]);
  assert.deepEqual(error_of(await get('/v25.0/nobody')), [803, undefined]);
  assert.deepEqual(error_of(await get('/v25.0/1/weather')), [100, undefined]);
  assert.deepEqual(error_of(await post('/v25.0/1/weather')), [100, 33]);
  assert.deepEqual(error_of(await get('/v25.0/1/feed/more')), [2500, undefined]);
  assert.deepEqual(error_of(await post('/v25.0/1_1/comments')), [100, undefined], 'message is needed');
});

test('the grammar of fields', () => {
  const [id, comments, from] = fields_of('id, comments.limit(25).order(reverse_chronological).as(talk){id,from{name}},from');
  assert.deepEqual([id.name, comments.modifiers, comments.as, comments.text], ['id', { limit: '25', order: 'reverse_chronological' }, 'talk', 'id,from{name}']);
  assert.deepEqual([comments.fields[1].fields[0].name, from.fields], ['name', null]);
  assert.equal(fields_of('a.b(c(d),e)')[0].modifiers.b, 'c(d),e');
  for (const wrong of ['', 'a,', 'a{b', 'a}', 'a.b', 'a.b(c', 'a b', 'a{}'])
    assert.throws(() => fields_of(wrong), { code: 2500, message: /^Syntax error/ }, wrong);
});

test('fields: nested, by themselves, unknown ones fail the whole, known ones without a value are left out', async () => {
  const { get, post } = await simulate();
  const post_7 = await get('/v25.0/1_7', { fields: 'message,from{name},comments.limit(2).summary(true){message},picture' });
  assert.equal(post_7.message, 'Запись 7');
  assert.deepEqual(post_7.from, { name: 'Страница', id: '1' });
  assert.deepEqual(post_7.comments.data.map(({ message }) => message), ['Слово 1', 'Слово 2']);
  assert.equal(post_7.comments.summary.total_count, 3);
  assert.equal('picture' in post_7, false);
  const rest = await (await fetch(post_7.comments.paging.next)).json();
  assert.deepEqual([rest.data[0].message, Object.keys(rest.data[0])], ['Слово 3', ['message', 'id']]);
  assert.match((await get('/v25.0/1_7', { fields: 'message,foo' })).error.message, /nonexisting field \(foo\) on node type \(PagePost\)/);
  for (const name of ['comments{foo}', 'constructor', 'from{toString}'])
    assert.equal((await get('/v25.0/1_7', { fields: name })).error.code, 100, name);
  assert.equal('comments' in (await get('/v25.0/1_1', { fields: 'comments' })), false);
  const written = await post('/v25.0/1_1/comments', { message: 'Прочесть сразу', fields: 'message' });
  assert.equal(written.message, 'Прочесть сразу');
});

test('what ended on 2026-10-27: ids, date_format, ETags; each can be had again', async () => {
  const { get, url, control } = await simulate();
  assert.equal((await get('/', { ids: '1,1_1' })).error.code, 100);
  assert.equal((await get('/1', { date_format: 'U' })).error.code, 100);
  const asked = (etag) => fetch(`${url}/1?access_token=page`, { headers: etag ? { 'If-None-Match': etag } : {} });
  assert.equal((await asked('"any"')).headers.get('etag'), null);
  await control('POST /control/settings', { ids_read: 'open', date_format: 'open', etags: true });
  assert.deepEqual(Object.keys(await get('/', { ids: '1,1_1' })), ['1', '1_1']);
  const etag = (await asked()).headers.get('etag');
  assert.equal((await asked(etag)).status, 304);
  assert.equal((await get('/1', { pretty: '1', debug: 'all', date_format: 'U' })).id, '1');
});

test('debug_token and the longer token', async () => {
  const { get } = await simulate();
  const own = `${app.id}|${app.secret}`;
  const { data } = await get('/debug_token', { input_token: 'page' }, own);
  assert.deepEqual([data.type, data.is_valid, data.scopes, data.profile_id], ['PAGE', true, ['pages_read_engagement'], '1']);
  assert.equal((await get('/debug_token', { input_token: 'nobody' }, own)).data.is_valid, false);
  const ask = { grant_type: 'fb_exchange_token', client_id: app.id, client_secret: app.secret, fb_exchange_token: 'user' };
  const longer = await get('/oauth/access_token', ask, null);
  assert.equal(longer.expires_in, 60 * 24 * 3600);
  assert.equal((await get('/debug_token', { input_token: longer.access_token }, own)).data.user_id, '5');
  assert.equal((await get('/oauth/access_token', { ...ask, client_secret: 'no' }, null)).error.code, 1);
  assert.equal((await get('/oauth/access_token', { ...ask, grant_type: 'constructor' }, null)).error.code, 100);
  assert.equal((await get('/oauth/access_token', { grant_type: 'client_credentials', client_id: app.id, client_secret: app.secret }, null)).access_token, own);
});

test('the log: names of methods, never a token', async () => {
  const { url, get, control } = await simulate();
  await get('/v25.0/1/feed');
  await fetch(`${url}/v25.0/1_7?access_token=page`);
  const { items, token_in_url, by_method } = await control('GET /control/requests');
  assert.deepEqual(items.map(({ method, token_in, v, kind }) => [method, token_in, v, kind]), [
    ['GET /{page}/feed', 'header', 'v25.0', 'page'], ['GET /{post}', 'url', 'v25.0', 'page'],
  ]);
  assert.equal(token_in_url, true);
  assert.equal(by_method['GET /{post}'].ok, 1);
  await get('/oauth/access_token', { grant_type: 'fb_exchange_token', client_id: app.id, client_secret: app.secret, fb_exchange_token: 'user' }, null);
  await get('/debug_token', { input_token: 'page' }, `${app.id}|${app.secret}`);
  const asked = (await control('GET /control/requests?after=2')).items.map(({ params }) => params);
  assert.deepEqual(asked, [{ grant_type: 'fb_exchange_token', client_id: app.id }, {}], 'no secret either');
});
