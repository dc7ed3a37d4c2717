// Upload servers: a file goes there in multipart, its result is saved once, and what was sent is what people see.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { simulate, small_world } from './bench.mjs';

const world = {
  ...small_world, settings: { rate_limits: false },
  tokens: [...small_world.tokens, { token: 'keys', kind: 'community', group_id: 55, permissions: ['wall', 'photos', 'docs', 'messages'] }],
};
const picture = png_of(80, 60, 'Площадь');

async function uploaded(bench, bytes = picture, name = 'площадь.png') {
  const { upload_url } = await bench.get('photos.getWallUploadServer', { group_id: 55 }, 'user');
  return upload(upload_url, 'photo', bytes, name);
}

const largest = (sizes) => sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
const bytes_at = async (url) => Buffer.from(await (await fetch(url)).arrayBuffer());

test('a photo is sent, saved, posted and seen, byte for byte', async () => {
  const bench = await simulate(world);
  const { get, url, control } = bench;
  const [photo] = await get('photos.saveWallPhoto', { group_id: 55, caption: 'Площадь', ...await uploaded(bench) }, 'user');
  assert.deepEqual([photo.owner_id, photo.text, largest(photo.sizes).width, largest(photo.sizes).height], [3, 'Площадь', 80, 60]);
  assert.deepEqual(await bytes_at(largest(photo.sizes).url), picture);
  const attachments = `photo${photo.owner_id}_${photo.id}_${photo.access_key}`;
  const { post_id } = await get('wall.post', { owner_id: -55, from_group: 1, attachments }, 'user');
  const { items: [post] } = await get('wall.getById', { posts: `-55_${post_id}` });
  assert.deepEqual(await bytes_at(largest(post.attachments[0].photo.sizes).url), picture);
  assert.match(await (await fetch(`${url}/wall-55`)).text(), new RegExp(`<img src="/kept/photo3_${photo.id}" alt="Площадь">`));
  const { items: [kept] } = await control('GET /control/photos?owner=3');
  assert.deepEqual([kept.file.type, kept.file.size, kept.made_by.method], ['image/png', picture.length, 'photos.saveWallPhoto']);
});

test('the photo belongs to the person, or to the community, as the setting says', async () => {
  const bench = await simulate(world);
  await bench.control('POST /control/settings', { wall_photo_owner: 'group' });
  const [photo] = await bench.get('photos.saveWallPhoto', { group_id: 55, ...await uploaded(bench) }, 'user');
  assert.equal(photo.owner_id, -55);
});

test('a result is saved once, whole, in its own way, by the token that asked', async () => {
  const bench = await simulate(world);
  const { code, get, control } = bench;
  const result = await uploaded(bench);
  const save = (changes, token = 'user') => code('photos.saveWallPhoto', { group_id: 55, ...result, ...changes }, token);
  await control('POST /control/tokens', { token: 'another', kind: 'user', user_id: 3, administers: [55] });
  assert.deepEqual(await Promise.all([save({ hash: 'no' }), save({ server: 1 }), save({ photo: '[{}]' }), save({}, 'another'), save({}, 'keys')]),
    [121, 118, 22, 121, 27]);
  assert.equal(await code('photos.saveMessagesPhoto', result, 'user'), 114);
  assert.equal(await save({}), undefined);
  assert.equal(await save({}), 121, 'spent');
  assert.equal(await code('photos.getWallUploadServer', { group_id: 56 }, 'user'), 15);
  assert.ok((await get('photos.getWallUploadServer', {}, 'user')).upload_url);
});

test('what is no picture, too large or of a wrong size is refused with "[]", or in the upload server\'s own words', async () => {
  const bench = await simulate(world);
  const { control } = bench;
  const head = (width, height) => {
    const bytes = Buffer.from(png_of(1, 1));
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };
  await control('POST /control/settings', { photo_bytes: 1000 });
  for (const bytes of [Buffer.from('не картинка'), Buffer.alloc(0), head(13000, 1001), head(2100, 100), png_of(10, 10, 'x'.repeat(1000))]) {
    const result = await uploaded(bench, bytes);
    assert.equal(result.photo, '[]');
    assert.equal(await bench.code('photos.saveWallPhoto', { group_id: 55, ...result }, 'user'), 121);
  }
  assert.notEqual((await uploaded(bench, head(7000, 7000))).photo, '[]');
  await control('POST /control/settings', { upload_refusal: 'error' });
  const { error_code, error_descr } = await uploaded(bench, Buffer.from('не картинка'));
  assert.deepEqual([error_code, error_descr], [1, 'the file is neither JPG nor PNG nor GIF']);
  const { upload_url } = await bench.get('photos.getWallUploadServer', { group_id: 55 }, 'user');
  assert.equal((await upload(upload_url, 'file', picture, 'a.png')).error_descr, 'no part named photo');
  assert.equal((await upload(upload_url.slice(0, -1), 'photo', picture, 'a.png')).error_code, 1);
});

test('JPEG and GIF are known by their bytes', async () => {
  const bench = await simulate(world);
  const gif = Buffer.from('474946383961 2800 1400 800000'.replaceAll(' ', ''), 'hex');
  const jpeg = Buffer.from('ffd8 ffe0 0004 0000 ffc0 000b 08 0014 0028 01 011100 ffd9'.replaceAll(' ', ''), 'hex');
  for (const [bytes, type] of [[gif, 'image/gif'], [jpeg, 'image/jpeg']]) {
    const [photo] = await bench.get('photos.saveWallPhoto', { group_id: 55, ...await uploaded(bench, bytes) }, 'user');
    const { url, width, height } = largest(photo.sizes);
    assert.deepEqual([width, height, (await fetch(url)).headers.get('content-type')], [40, 20, type]);
  }
});

test('a document by the community\'s key', async () => {
  const bench = await simulate(world);
  const { get, code } = bench;
  const { upload_url } = await get('docs.getWallUploadServer', { group_id: 55 }, 'keys');
  const bytes = Buffer.from('%PDF-1.4 расписание');
  const { file } = await upload(upload_url, 'file', bytes, 'расписание.pdf', 'application/pdf');
  const { type, doc } = await get('docs.save', { file }, 'keys');
  assert.deepEqual([type, doc.owner_id, doc.title, doc.ext, doc.size], ['doc', -55, 'расписание.pdf', 'pdf', bytes.length]);
  assert.deepEqual(await bytes_at(doc.url), bytes);
  assert.equal(await code('docs.save', { file }, 'keys'), 105, 'spent');
  const params = { owner_id: -55, post_id: 100, attachments: `doc-55_${doc.id}`, message: 'Вот' };
  const { comment_id } = await get('wall.createComment', params, 'keys');
  const { items } = await get('wall.getComments', { owner_id: -55, post_id: 100 });
  assert.equal(items.find(({ id }) => id === comment_id).attachments[0].doc.title, 'расписание.pdf');
  assert.equal((await upload(upload_url, 'file', bytes, 'вирус.exe')).error_descr, 'this type of file is not taken');
  assert.equal(await code('docs.getWallUploadServer', { group_id: 56 }, 'keys'), 15);
  assert.equal(await code('docs.getWallUploadServer', { group_id: 55 }, 'community'), 15, 'without the right "docs"');
});

test('a photo for messages: on walls it is accepted, refused or dropped', async () => {
  const bench = await simulate(world);
  const { get, code, control, sim } = bench;
  const { upload_url, album_id } = await get('photos.getMessagesUploadServer', {}, 'keys');
  const [photo] = await get('photos.saveMessagesPhoto', await upload(upload_url, 'photo', picture, 'a.png'), 'keys');
  assert.deepEqual([photo.owner_id, photo.album_id], [-55, album_id]);
  const params = { owner_id: -55, post_id: 100, attachments: `photo-55_${photo.id}_${photo.access_key}`, message: 'Вот' };
  const attached = async () => sim.world.comment(-55, (await get('wall.createComment', params, 'keys')).comment_id).attachments.length;
  assert.equal(await attached(), 1);
  await control('POST /control/settings', { message_photos_on_walls: 'dropped' });
  assert.equal(await attached(), 0);
  await control('POST /control/settings', { message_photos_on_walls: 'refused' });
  assert.equal(await code('wall.createComment', params, 'keys'), 100);
});

test('attachments: a wrong key, what is not there, and too many', async () => {
  const bench = await simulate(world);
  const { get, code, control } = bench;
  const [photo] = await get('photos.saveWallPhoto', { group_id: 55, ...await uploaded(bench) }, 'user');
  const post = (attachments) => code('wall.post', { owner_id: -55, from_group: 1, attachments, message: 'Фото' }, 'user');
  assert.equal(await post(`photo3_${photo.id}_wrong`), 100);
  assert.equal(await post('photo3_7'), undefined, 'any other photo is believed');
  await control('POST /control/settings', { unknown_attachments: 'refused' });
  assert.equal(await post('photo3_7'), 100);
  assert.equal(await post(`photo3_${photo.id}`), undefined);
  assert.equal(await post(Array(11).fill(`photo3_${photo.id}`).join()), 100);
  assert.equal(await code('wall.createComment', { owner_id: -55, post_id: 100, attachments: 'poll-55_1' }, 'user'), 100);
});

test('an upload may fail as a test orders, and is in the log', async () => {
  const bench = await simulate(world);
  await bench.control('POST /control/faults', { match: { method: 'upload.wall_photo' }, do: 'error', code: 2, message: 'nginx is tired' });
  const { error_code, error_descr } = await uploaded(bench);
  assert.deepEqual([error_code, error_descr], [2, 'nginx is tired']);
  await uploaded(bench);
  const { items } = await bench.control('GET /control/requests?method=upload.wall_photo');
  assert.deepEqual(items.map(({ outcome, params }) => [outcome, params.photo]), [
    ['error 2', `площадь.png, ${picture.length} bytes`], ['ok', `площадь.png, ${picture.length} bytes`]]);
});
