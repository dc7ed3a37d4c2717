// instagram-graph-api, unchanged: it reads, writes and pages, and what it sees is what stands in the world.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictures, simulate, small_world } from './bench.mjs';
import { ig, instagram_client, missing } from './clients.mjs';

const skip = missing;
const long = {
  ...small_world,
  media: [
    ...[...Array(7).keys()].map((n) => ({ account_id: '20', key: `m${n}`, age: `${300 - n}m`, text: `Снимок ${n + 1}` })),
    { author: 'anna', key: 'theirs', age: '1h', text: 'Закат', tagged: ['20'] },
  ],
};

test('it reads media and comments as they stand in the world', { skip }, async () => {
  const { url, ids, sim } = await simulate();
  const client = instagram_client(url, 'page', '20');
  const media = await client.newGetPageMediaRequest().execute();
  assert.deepEqual(media.getIds(), [ids.album, ids.garbage]);
  assert.deepEqual(media.getCommentsCount(), [0, 3]);
  const comments = await client.newGetMediaCommentsRequest(ids.garbage).execute();
  const top = sim.world.comments_of(ids.garbage).filter(({ parent_id }) => !parent_id).reverse();
  assert.deepEqual(comments.getTexts(), top.map(({ text }) => text));
  assert.deepEqual(comments.getUsernames(), [undefined, 'anna'], 'somebody private is not named');
  assert.deepEqual(comments.getReplies().map((replies) => replies?.length), [undefined, 1]);
  const [expected] = [...sim.world.media.values()].filter(({ key }) => key === 'garbage');
  assert.equal(media.getTimestamps()[1].getTime(), expected.created_at * 1000);
});

test('it pages until there is no further cursor', { skip }, async () => {
  const { url, sim } = await simulate(long);
  const request = instagram_client(url, 'page', '20').newGetPageMediaRequest(ig.PublicMediaField.CAPTION).withLimit(3);
  const seen = [];
  for (let page = await request.execute(); page.getCaptions().length; page = await request.withPaging({ option: ig.PageOption.AFTER, value: page.getPaging().getAfter() }).execute())
    seen.push(...page.getCaptions());
  assert.deepEqual(seen, sim.world.all_media().filter(({ account_id }) => account_id === '20').map(({ text }) => text));
});

test('what it writes stands in the world: comments, replies, hiding, deleting', { skip }, async () => {
  const { url, ids, sim } = await simulate();
  const client = instagram_client(url, 'page', '20');
  const reply = (await client.newPostReplyRequest(ids.when, 'Вывезем & «завтра» 100%').execute()).getId();
  assert.deepEqual([sim.world.comments.get(reply).text, sim.world.comments.get(reply).parent_id], ['Вывезем & «завтра» 100%', ids.when]);
  assert.equal((await client.newGetCommentRequest(reply).execute()).getUsername(), 'adm');
  const comment = (await client.newPostMediaCommentRequest(ids.garbage, 'Спасибо').execute()).getId();
  assert.deepEqual(sim.world.comments_of(ids.garbage).at(-1).id, comment);
  assert.ok((await client.newPostHideCommentRequest(ids.secret).execute()).wasSuccessful());
  assert.ok((await client.newDeleteCommentRequest(reply).execute()).wasSuccessful());
  assert.deepEqual([sim.world.comments.get(ids.secret).hidden, sim.world.comments.get(reply).deleted], [true, true]);
});

test('it publishes a picture when its container is ready', { skip }, async () => {
  const { url, control, sim } = await simulate();
  const place = await pictures();
  const client = instagram_client(url, 'page', '20');
  const container = (await client.newPostPagePhotoMediaRequest(`${place.url}/a.jpg`, 'Ярмарка').execute()).getId();
  const status = async () => (await client.newGetContainerRequest(container, ig.ContainerField.STATUS_CODE).execute()).getContainerStatusCode();
  assert.equal(await status(), 'IN_PROGRESS');
  await control('POST /control/clock', { advance_seconds: 5 });
  assert.equal(await status(), 'FINISHED');
  const media = (await client.newPostPublishMediaRequest(container).execute()).getId();
  assert.deepEqual([sim.world.media.get(media).text, sim.world.media.get(media).account_id], ['Ярмарка', '20']);
  assert.equal((await client.newGetContentPublishingLimitRequest().execute()).getQuotaUsage(), 1);
});

test('hashtags and tags', { skip }, async () => {
  const { url, ids } = await simulate();
  const client = instagram_client(url, 'page', '20');
  const tag = (await client.newGetHashtagIdRequest('город').execute()).getId();
  assert.deepEqual((await client.newGetHashtagRecentMediaRequest(tag).execute()).getIds(), [ids.pit, ids.garbage]);
  assert.deepEqual((await client.newGetPageRecentlySearchedHashtagsRequest().execute()).getIds(), [tag]);
  assert.deepEqual((await client.newGetTagsRequest().execute()).getIds(), [ids.tagged]);
});
