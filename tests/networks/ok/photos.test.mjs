// Photos: a picture is sent, its token is used once, and what was sent is what people and clients see.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { application, signed, simulate, small_world, to_topic_100, topic_100 } from './bench.mjs';

const add = 'discussions.addDiscussionComment';
const scopes = ['VALUABLE_ACCESS', 'GROUP_CONTENT', 'PHOTO_CONTENT'];
const world = {
  ...small_world,
  tokens: [
    { token: 'admin', application: application.key, person_id: '3', scopes }, { token: 'resident', application: application.key, person_id: '1', scopes },
    { token: 'reading', application: application.key, person_id: '3', scopes: ['VALUABLE_ACCESS', 'GROUP_CONTENT'] },
  ],
};
const picture = png_of(80, 60, 'Площадь');

/** A picture sent for group 55. @returns {Promise<string>} its token */
async function token_of(bench, { bytes = picture, by = 'admin', gid = '55' } = {}) {
  const { photo_ids: [id], upload_url } = await bench.get('photosV2.getUploadUrl', { gid }, by);
  return (await upload(upload_url, 'file', bytes, 'площадь.png')).photos[id].token;
}

const photo = (...tokens) => ({ type: 'photo', list: tokens.map((id) => ({ id })) });
const topic_of = (...media) => ({ type: 'GROUP_THEME', gid: '55', attachment: JSON.stringify({ media, onBehalfOfGroup: 'true' }) });
const comment_of = (attachments) => ({ ...to_topic_100, comment: 'Вот', attachments: JSON.stringify(attachments) });
const bytes_at = async (url) => Buffer.from(await (await fetch(url)).arrayBuffer());

test('a photo in a topic is seen by every way of reading, on the page and in the control interface, byte for byte', async () => {
  const bench = await simulate(world);
  const { get, url, control } = bench;
  const id = await get('mediatopic.post', topic_of({ type: 'text', text: 'Площадь' }, photo(await token_of(bench), await token_of(bench))));
  const readings = [
    (await get('stream.get', { gid: '55', count: 1 })).entities, await get('mediatopic.getTopics', { gid: '55', count: 1 }),
    await get('mediatopic.getByIds', { topic_ids: id }),
  ];
  for (const { media_topics: [topic], entities = readings[0], group_photos = entities.group_photos } of readings) {
    const [text, { type, photo_refs }] = topic.media;
    assert.deepEqual([text.text, type, photo_refs.length], ['Площадь', 'photo', 2]);
    assert.deepEqual(group_photos.map(({ ref }) => ref), photo_refs);
    const [{ pic_max, standard_width, standard_height, group_id, user_id }] = group_photos;
    assert.deepEqual([standard_width, standard_height, group_id, user_id], [80, 60, '55', '3']);
    assert.deepEqual(await bytes_at(pic_max), picture);
  }
  const { items } = await control('GET /control/photos?group=55');
  const sha256 = createHash('sha256').update(picture).digest('hex');
  assert.deepEqual([items.length, items[0].file, items[0].made_by.method], [2, { type: 'image/png', size: picture.length, sha256 }, 'mediatopic.post']);
  assert.equal((await control('GET /control/state')).photos.length, 2);
  assert.ok((await (await fetch(`${url}/group/55`)).text()).includes(`<img src="/kept/${items[0].id}" alt="фото">`));
  assert.equal((await fetch(`${url}/kept/1`)).status, 404);
});

test('fields choose what is served of a photo, and media_limit whether it is', async () => {
  const bench = await simulate(world);
  const { get } = bench;
  const id = await get('mediatopic.post', topic_of({ type: 'text', text: 'Площадь' }, photo(await token_of(bench))));
  const read = async (more) => (await get('mediatopic.getByIds', { topic_ids: id, ...more })).entities.group_photos;
  assert.equal(await read({ media_limit: 1 }), undefined, 'the text is the first element');
  assert.equal((await read({ media_limit: 2 })).length, 1);
  assert.equal(await read({ fields: 'media_topic.*' }), undefined);
  const [chosen] = await read({ fields: 'media_topic.MEDIA,media_topic.MEDIA_PHOTO_REFS,group_photo.REF,group_photo.PIC640X480' });
  assert.deepEqual(Object.keys(chosen), ['id', 'ref', 'pic640x480']);
  assert.equal(await bench.code('mediatopic.getByIds', { topic_ids: id, fields: 'group_photo.COLOUR' }), 220);
});

test('a photo under a comment is read with the comment', async () => {
  const bench = await simulate(world);
  const { get, code, url } = bench;
  const id = await get(add, comment_of([photo(await token_of(bench))]));
  const seen = ({ comments, comment = comments.find((one) => one.id === id), entities }) => [comment.attachments[0], entities.group_photos[0]];
  for (const reading of [await get('discussions.getComments', topic_100), await get('discussions.getComment', { ...topic_100, comment_id: id })]) {
    const [{ type, photo_refs }, { ref, pic_max }] = seen(reading);
    assert.deepEqual([type, photo_refs], ['photo', [ref]]);
    assert.deepEqual(await bytes_at(pic_max), picture);
  }
  assert.match(await (await fetch(`${url}/group/55`)).text(), /<img src="\/kept\/\d+" alt="фото">/);
  assert.equal(await code(add, comment_of({ attachments: [photo(await token_of(bench))] })), undefined, 'the list in an object');
  assert.equal(await code(add, comment_of([{ type: 'photo', list: [null] }])), 100);
  assert.equal(await code(add, comment_of([null])), 100);
});

test('under comments photos are accepted, refused or dropped', async () => {
  const bench = await simulate(world);
  const { code, get, control } = bench;
  const token = await token_of(bench);
  await control('POST /control/settings', { comment_photos: 'refused' });
  assert.equal(await code(add, comment_of([photo(token)])), 100);
  await control('POST /control/settings', { comment_photos: 'dropped' });
  const without = await get(add, comment_of([photo(token)]));
  const { attachments } = (await control('GET /control/comments?topic=100')).items.find(({ id }) => id === without);
  assert.deepEqual(attachments, []);
  await control('POST /control/settings', { comment_photos: 'accepted' });
  assert.equal(await code(add, comment_of([photo(token)])), undefined, 'nothing has spent the token');
});

test('a refused topic or comment spends no token; the token is of the person who asked', async () => {
  const bench = await simulate(world);
  const { code } = bench;
  const [token, of_resident] = [await token_of(bench), await token_of(bench, { by: 'resident' })];
  assert.equal(await code('mediatopic.post', topic_of(photo(token, of_resident))), 121);
  assert.equal(await code('mediatopic.post', topic_of(photo(token)), 'resident'), 50);
  assert.equal(await code(add, { ...comment_of([photo(token)]), comment: ' ' }), 100);
  assert.equal(await code('mediatopic.post', topic_of(photo(token))), undefined);
  assert.equal(await code(add, comment_of([photo(of_resident)]), 'resident'), undefined);
});

test('several pictures by one address; a part of them, and one sent once more', async () => {
  const bench = await simulate(world);
  const { get, code } = bench;
  const { photo_ids, upload_url, expires_ms, ttl_ms } = await get('photosV2.getUploadUrl', { gid: '55', count: 3 });
  assert.deepEqual([photo_ids.length, new Set(photo_ids).size, ttl_ms], [3, 3, 86400000]);
  assert.ok(expires_ms > Date.now());
  const send = async (count, ids = photo_ids) => {
    const form = new FormData();
    for (let number = 0; number < count; number++) form.append(`pic${number}`, new Blob([png_of(10 + number, 10)]), `${number}.png`);
    const address = new URL(upload_url);
    address.searchParams.set('photoIds', ids.join());
    return (await fetch(address, { method: 'POST', body: form })).json();
  };
  const { photos } = await send(2);
  assert.deepEqual(Object.keys(photos), photo_ids.slice(0, 2));
  assert.deepEqual(Object.keys((await send(1, [photo_ids[2]])).photos), [photo_ids[2]], 'some of the ids');
  assert.equal((await send(4)).error_code, 100);
  assert.equal((await send(1, ['чужой'])).error_code, 100);
  const again = (await send(1)).photos[photo_ids[0]].token;
  assert.equal(await code('mediatopic.post', topic_of(photo(photos[photo_ids[0]].token))), 121, 'the newer picture has taken its place');
  const id = await get('mediatopic.post', topic_of(photo(again, photos[photo_ids[1]].token)));
  assert.equal((await send(1)).error_code, 121, 'used');
  const { entities } = await get('mediatopic.getByIds', { topic_ids: id });
  assert.deepEqual(entities.group_photos.map(({ standard_width }) => standard_width), [10, 11]);
});

test('an address of before a reset, of yesterday or of nobody takes nothing', async () => {
  const bench = await simulate(world);
  const asked = async () => (await bench.get('photosV2.getUploadUrl', { gid: '55' })).upload_url;
  const refused = async (address) => (await upload(address, 'pic1', picture, 'a.png')).error_code;
  const first = await asked();
  await bench.control('POST /control/clock', { advance_seconds: 86400 });
  assert.equal(await refused(first), 100);
  const second = await asked();
  assert.equal(await refused(second.replace('apiToken=', 'apiToken=0')), 100);
  await bench.control('POST /control/reset');
  assert.equal(await refused(second), 100);
  assert.equal(await refused(`${bench.url}/uploadImage`), 100);
});

test('a photo for nobody’s group is committed to an album', async () => {
  const bench = await simulate(world);
  const { photo_ids: [photo_id], upload_url } = await bench.get('photosV2.getUploadUrl', { aid: '77' });
  const { photos: { [photo_id]: { token } } } = await upload(upload_url, 'pic1', picture, 'a.png');
  const { photos: [{ status, assigned_photo_id }] } = await bench.get('photosV2.commit', { photo_id, token, comment: 'Двор' });
  const { items: [kept] } = await bench.control('GET /control/photos?person=3');
  assert.deepEqual([status, kept.id, kept.album_id, kept.group_id, kept.text], ['SUCCESS', assigned_photo_id, '77', null, 'Двор']);
});

test('the right is asked for, and the error of a bad token may be another one', async () => {
  const bench = await simulate(world);
  const refused = await bench.call('photosV2.getUploadUrl', { gid: '55' }, 'reading');
  assert.deepEqual([refused.error_code, refused.error_data], [10, 'PHOTO_CONTENT']);
  await bench.control('POST /control/settings', { photo_token_error: 300 });
  assert.equal(await bench.code('mediatopic.post', topic_of(photo('нет'))), 300);
});

test('faults strike the address, the upload and the topic; what was done stays done', async () => {
  const bench = await simulate(world);
  const { control, code, get } = bench;
  const order = (method, fault) => control('POST /control/faults', { match: { method }, ...fault });
  await order('photosV2.getUploadUrl', { do: 'error', code: 11 });
  assert.equal(await code('photosV2.getUploadUrl', { gid: '55' }), 11);
  const { photo_ids: [id], upload_url } = await get('photosV2.getUploadUrl', { gid: '55' });
  const send = () => upload(upload_url, 'pic1', picture, 'площадь.png');
  await order('upload.photo', { do: 'error', code: 504, message: 'nginx is tired' });
  assert.deepEqual(await send(), { error_code: 504, error_msg: 'nginx is tired', error_data: null });
  assert.equal(bench.sim.uploads.uploads.size, 0);
  await order('upload.photo', { do: 'error', code: 1, when: 'after' });
  assert.equal((await send()).error_code, 1);
  assert.equal(bench.sim.uploads.uploads.size, 1);
  await order('upload.photo', { do: 'status', status: 502 });
  assert.equal((await fetch(upload_url, { method: 'POST' })).status, 502);
  const { photos: { [id]: { token } } } = await send();
  await order('mediatopic.post', { do: 'cut', when: 'after' });
  await assert.rejects(fetch(`${bench.url}/fb.do`, { method: 'POST', body: new URLSearchParams(signed({ method: 'mediatopic.post', ...topic_of(photo(token)) })) }));
  assert.equal(await code('mediatopic.post', topic_of(photo(token))), 121, 'the lost answer was a done topic');
  const { items } = await control('GET /control/requests?method=upload.photo');
  assert.deepEqual(items.map(({ outcome, params }) => [outcome, params.pic1]), [
    ...['error 504', 'error 1'].map((outcome) => [outcome, `площадь.png, ${picture.length} bytes`]), ['status 502', undefined],
    ['ok', `площадь.png, ${picture.length} bytes`],
  ]);
  assert.equal(JSON.stringify(items).includes(new URL(upload_url).searchParams.get('apiToken')), false);
});

test('the administrator of the default world may send photos', async () => {
  const { control } = await simulate(small_world);
  await control('POST /control/reset', { world: 'akhtubinsk' });
  const { tokens } = await control('GET /control/state');
  assert.ok(tokens.find(({ token }) => token === 'admin-demo').scopes.includes('PHOTO_CONTENT'));
});
