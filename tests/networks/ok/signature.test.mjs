// The signature: worked examples computed elsewhere, and what the server makes of right and wrong ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signed, simulate, small_world } from './bench.mjs';
import { session_secret_of, signature_of, signed_text } from './signature.mjs';

const key = 'CBAEXAMPLEABABABA';
const secret = 'C0FFEE00DEADBEEF00112233';
const token = 'tkn-example-token';
const session = '5cf7c1d6dfdd52f1770ed8108cc3407f';
const common = { application_key: key, format: 'json' };
const answer = {
  ...common, method: 'discussions.addDiscussionComment', entityId: '62503929662320', entityType: 'GROUP_TOPIC', comment: 'Здравствуйте & спасибо = да',
};

/** What is asked, with which secret, and the signature. */
const examples = {
  reading: [
    { ...common, method: 'discussions.getComments', count: '20', discussionId: '62503929662320', discussionType: 'GROUP_TOPIC' },
    session, '22fe2839651a49b7e49c05180f57fe92',
  ],
  'writing, with Cyrillic and signs': [answer, session, '0f71adb68e79075d67584dc4c7368d89'],
  'writing an answer as the group': [
    { ...answer, as_admin: 'true', reply_to_comment_id: 'MTM5NzIwNjM4MjQ3MTotMTU5NDE6MTM5NzIwNjM4MjQ3MTo2MjUwMzkyOTY2MjMyMDox' },
    session, '77ffde1c71122c0418211255e3b5781e',
  ],
  'without a session': [
    { ...common, method: 'url.getInfo', url: 'https://ok.ru/group/53245288710321' }, secret, '51e4688f26cdf1acd3548d3a0ab1a636',
  ],
  smallest: [{ ...common, method: 'users.getCurrentUser' }, session, '09a94f7f20de376426090a94bf247abb'],
  'of another client': [
    { application_key: 'ABCDEFGHIGKLMNOPK', format: 'json', method: 'events.get' },
    'b1a2b89707a94624c43afae67d59274c', '232c8eb921951c4dba9b72606f9ddb4c',
  ],
};

const example_world = {
  ...small_world,
  applications: [...small_world.applications, { key, secret }],
  tokens: [...small_world.tokens, { token, application: key, person_id: '3' }],
};

test('the secret of a session comes from its token and the secret of the application', () => {
  assert.equal(session_secret_of(token, secret), session);
  assert.equal(session_secret_of('-s-84W-s3egarWUsbkq-IWTucuedzTKT8VUXIA.s4Xx8IW7', 'ABC123DEF456GHI789JKL123'), 'b1a2b89707a94624c43afae67d59274c');
});

for (const [name, [params, with_secret, expected]] of Object.entries(examples))
  test(`worked example: ${name}`, () => {
    assert.equal(signature_of(params, with_secret), expected);
    assert.equal(signature_of({ ...params, access_token: 'x', session_key: 'y', sig: 'z' }, with_secret), expected, 'these three are not signed');
  });

test('names are sorted by their bytes: capitals and _ come before small letters', () => {
  assert.equal(signed_text({ as_admin: '1', application_key: '2', __online: '3', Zone: '4' }), 'Zone=4__online=3application_key=2as_admin=1');
});

test('the server takes the worked examples, by both names of the token', async () => {
  const { send } = await simulate(example_world);
  const asked = async ([params, , sig], more) => (await (await send({ ...params, sig, ...more })).json()).error_code;
  assert.equal(await asked(examples.reading, { access_token: token }), 106, 'signed well; the topic is not of this world');
  assert.equal(await asked(examples.reading, { session_key: token }), 106);
  assert.equal(await asked(examples['writing, with Cyrillic and signs'], { access_token: token }), 106);
  assert.equal(await asked(examples['without a session'], {}), undefined);
  assert.equal(await asked(examples.smallest, { access_token: token }), undefined);
});

test('a wrong signature is 104, and the log says what should have been signed', async () => {
  const { send, control, call } = await simulate();
  const good = signed({ method: 'users.getCurrentUser', later: 'ж' });
  const code = async (params) => (await (await send(params)).json()).error_code;
  assert.equal(await code(good), undefined);
  for (const wrong of [
    { ...good, sig: good.sig.toUpperCase() }, { ...good, more: '1' }, { ...good, later: 'з' }, { ...good, sig: '' },
    { ...signed({ method: 'users.getCurrentUser' }, { token: null }), access_token: 'admin' },
    signed({ method: 'users.getCurrentUser' }, { secret: 'another' }),
  ]) assert.equal(await code(wrong), 104, JSON.stringify(wrong));
  const { sig, ...unsigned } = good;
  const refused = await (await send(unsigned)).json();
  assert.deepEqual([refused.error_code, refused.error_data], [104, 'sig']);
  const { items } = await control('GET /control/requests');
  assert.equal(items[items.length - 1].should_sign, 'application_key=CBATESTAPPformat=jsonlater=жmethod=users.getCurrentUser');

  await control('POST /control/settings', { signature: 'ignored' });
  assert.equal(await code({ ...good, sig: 'nonsense' }), undefined);
  assert.equal((await call('users.getLoggedInUser')), '3');
});

test('a session secret that was handed out signs as well as the computed one', async () => {
  const { send, control } = await simulate();
  await control('POST /control/tokens', { token: 'admin', session_secret_key: 'handed-out' });
  const params = { application_key: 'CBATESTAPP', format: 'json', method: 'users.getLoggedInUser' };
  const asked = async (secret_used) => (await send({ ...params, access_token: 'admin', sig: signature_of(params, secret_used) })).json();
  assert.equal(await asked('handed-out'), '3');
  assert.equal(await asked(session_secret_of('admin', '0011223344556677')), '3');
  assert.equal((await asked('another')).error_code, 104);
});

test('every way of calling: both addresses, in the address or in the body, and not otherwise', async () => {
  const { url, send } = await simulate();
  const in_path = signed({ discussionId: '100', discussionType: 'GROUP_TOPIC' });
  assert.equal((await (await send(in_path, '/api/discussions/getComments')).json()).discussionId, '100');
  const listed = await fetch(`${url}/api/discussions/getComments?${new URLSearchParams(in_path)}`);
  assert.equal((await listed.json()).discussionId, '100');
  const named = await fetch(`${url}/fb.do?${new URLSearchParams(signed({ method: 'users.getLoggedInUser' }))}`);
  assert.equal(await named.json(), '3');
  const put = await fetch(`${url}/fb.do?${new URLSearchParams(signed({ method: 'users.getLoggedInUser' }))}`, { method: 'PUT' });
  assert.equal((await put.json()).error_code, 4);
});
