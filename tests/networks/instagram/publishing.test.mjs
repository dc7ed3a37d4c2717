// Publishing: what is fetched, how a container fares, what can be published and how often.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictures, simulate } from './bench.mjs';

async function bench() {
  const simulated = await simulate();
  const place = await pictures();
  const { done, code, control } = simulated;
  await control('POST /control/clock', { frozen: true });
  const pass = (seconds) => control('POST /control/clock', { advance_seconds: seconds });
  const made = async (params) => (await done('POST /20/media', { image_url: `${place.url}/a.jpg`, ...params })).id;
  const published = async (params) => {
    const id = await made(params);
    await pass(5);
    return (await done('POST /20/media_publish', { creation_id: id })).id;
  };
  return {
    ...simulated, place, pass, made, published,
    refused: (params) => code('POST /20/media', { image_url: `${place.url}/a.jpg`, ...params }),
    publish: (id) => code('POST /20/media_publish', { creation_id: id }),
    status: async (id) => (await done(`GET /${id}`, { fields: 'status_code' })).status_code,
  };
}

test('a picture is fetched, becomes ready by the clock, and is published', async () => {
  const { done, made, publish, status, pass, place, sim } = await bench();
  const id = await made({ caption: 'Ярмарка #город', alt_text: 'Ряды на площади' });
  assert.deepEqual(place.asked, ['/a.jpg']);
  assert.deepEqual([await status(id), await publish(id)], ['IN_PROGRESS', [9007, 2207027]]);
  await pass(5);
  assert.deepEqual(await done(`GET /${id}`, { fields: 'status,status_code' }), {
    status: 'Finished: Media has been uploaded and it is ready to be published.', status_code: 'FINISHED', id,
  });
  const media = await done('POST /20/media_publish', { creation_id: id, fields: 'caption,alt_text,media_type,username' });
  assert.deepEqual({ ...media, id: '' }, { caption: 'Ярмарка #город', alt_text: 'Ряды на площади', media_type: 'IMAGE', username: 'adm', id: '' });
  assert.deepEqual([await status(id), await publish(id)], ['PUBLISHED', [24, 2207008]]);
  assert.equal(sim.world.all_media()[0].id, media.id);
});

test('what cannot be fetched, or is no picture that fits', async () => {
  const { refused, place, control } = await bench();
  const of = (image_url) => refused({ image_url });
  assert.deepEqual(await of(`${place.url}/nothing.jpg`), [9004, 2207052]);
  assert.deepEqual(await of('https://example.org/a.jpg'), [9004, 2207052], 'not on this machine');
  assert.deepEqual(await of('http://127.0.0.1:1/a.jpg'), [9004, 2207052]);
  assert.deepEqual(await of(`${place.url}/page.html`), [36001, 2207005]);
  assert.deepEqual(await of(`${place.url}/half.jpg`), [36001, 2207005]);
  assert.deepEqual(await of(`${place.url}/high.jpg`), [36003, 2207009]);
  assert.deepEqual(await of(`${place.url}/large.jpg`), [36000, 2207004]);
  await control('POST /control/settings', { fetch_seconds: 0.1 });
  assert.deepEqual(await of(`${place.url}/hang`), [-2, 2207003]);
  assert.deepEqual(await refused({ image_url: '' }), [100, 2207023]);
});

test('captions that are too much', async () => {
  const { refused } = await bench();
  assert.deepEqual(await refused({ caption: 'я'.repeat(2201) }), [36004, 2207010]);
  assert.deepEqual(await refused({ caption: '#а '.repeat(31) }), [100, 2207040]);
  assert.deepEqual(await refused({ caption: '@a '.repeat(21) }), [100, 2207040]);
  assert.deepEqual(await refused({ caption: '#а '.repeat(30) }), [undefined, undefined]);
});

test('a video turns out bad only later; a container expires after a day', async () => {
  const { made, status, publish, pass, place, done, published, control } = await bench();
  const id = await made({ media_type: 'REELS', video_url: `${place.url}/page.html` });
  assert.equal(await status(id), 'IN_PROGRESS');
  await pass(5);
  assert.deepEqual([await status(id), await publish(id)], ['ERROR', [-1, 2207032]]);
  assert.match((await done(`GET /${id}`, { fields: 'status' })).status, /^Error: .*2207026/);
  const reel = await published({ media_type: 'REELS', video_url: `${place.url}/clip.mp4` });
  const { media_type, media_product_type, permalink } = await done(`GET /${reel}`, { fields: 'media_type,media_product_type,permalink' });
  assert.deepEqual([media_type, media_product_type, /\/reel\//.test(permalink)], ['VIDEO', 'REELS', true]);
  const late = await made();
  await pass(24 * 3600);
  assert.deepEqual([await status(late), await publish(late)], ['EXPIRED', [24, 2207008]]);
  const ordered = await made();
  await control(`PATCH /control/containers/${ordered}`, { trouble: 'ordered by a test', ready_at: 0 });
  assert.equal(await status(ordered), 'ERROR');
  assert.deepEqual(await publish('17880000000009999'), [24, 2207006]);
});

test('a carousel of containers that are ready, and a story', async () => {
  const { made, published, refused, pass, done } = await bench();
  const children = [await made({ is_carousel_item: true }), await made({ is_carousel_item: true })];
  const carousel = { media_type: 'CAROUSEL', children, caption: 'Парк' };
  assert.deepEqual(await refused(carousel), [9007, 2207027]);
  await pass(5);
  assert.deepEqual(await refused({ ...carousel, children: children.slice(1) }), [100, 2207028]);
  assert.deepEqual(await refused({ ...carousel, children: [children[0], await made()] }), [100, 2207028]);
  const album = await done(`GET /${await published({ ...carousel, children: children.join(',') })}`, { fields: 'media_type,caption,children' });
  assert.deepEqual([album.media_type, album.caption, album.children.data.length], ['CAROUSEL_ALBUM', 'Парк', 2]);
  const story = await published({ media_type: 'STORIES' });
  assert.ok((await done('GET /20/stories')).data.some(({ id }) => id === story));
});

test('so many in 24 hours', async () => {
  const { done, published, made, publish, pass, control } = await bench();
  await control('POST /control/settings', { publishing_quota: 2 });
  await published();
  await pass(3600);
  await published();
  const limit = async (params) => (await done('GET /20/content_publishing_limit', { fields: 'quota_usage,config', ...params })).data;
  assert.deepEqual(await limit(), [{ quota_usage: 2, config: { quota_total: 2, quota_duration: 86400 } }]);
  const third = await made();
  await pass(5);
  assert.deepEqual(await publish(third), [9, 2207042]);
  await pass(23 * 3600);
  assert.deepEqual((await limit())[0].quota_usage, 1);
  assert.deepEqual(await publish(third), [undefined, undefined]);
});
