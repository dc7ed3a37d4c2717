// What is read: the account and its media, comments in their levels, people who are not named, mentions, tags, other accounts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world, texts } from './bench.mjs';

const iso_form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/;

const long_thread = {
  ...small_world,
  media: [{
    account_id: '20', key: 'long', age: '5h', text: 'Отопление',
    comments: [...Array(120).keys()].map((n) => ({ author: 'anna', age: `${200 - n}m`, text: `Холодно, день ${n + 1}` })),
  }],
};

test('from the page to the account, and whose token it is', async () => {
  const { done, code } = await simulate();
  assert.deepEqual(await done('GET /me', { fields: 'name,instagram_business_account{id,username}' }), {
    name: 'Администрация', instagram_business_account: { id: '20', username: 'adm' }, id: '10',
  });
  assert.deepEqual((await done('GET /3/accounts', { fields: 'access_token,instagram_business_account' }, 'user')).data, [
    { access_token: 'page', instagram_business_account: { id: '20' }, id: '10' },
  ]);
  assert.deepEqual(await done('GET /10', { fields: 'id,instagram_business_account' }, 'resident'), { id: '10' }, 'only told to who has a role');
  assert.deepEqual(await done('GET /20', { fields: 'username,name,media_count' }), { username: 'adm', name: 'Администрация', media_count: 4, id: '20' });
  assert.deepEqual(await code('GET /21'), [100, 33]);
});

test('with an Instagram login the id is another one, and some fields are not there', async () => {
  const { done, code } = await simulate();
  assert.deepEqual(await done('GET /me', { fields: 'user_id,username,account_type' }, 'instagram'), { user_id: '20', username: 'adm', account_type: 'BUSINESS', id: '2020' });
  assert.equal(texts(await done('GET /2020/media', { fields: 'caption' }, 'instagram')).length, 2);
  assert.deepEqual(await code('GET /20', { fields: 'business_discovery.username(sosedi){id}' }, 'instagram'), [100, undefined]);
  assert.deepEqual(await code('GET /20', { fields: 'user_id' }), [100, undefined]);
});

test('media newest first, stories, broadcasts and children in lists of their own', async () => {
  const { done, ids, control, url } = await simulate();
  const { data: [album, garbage] } = await done('GET /20/media', {
    fields: 'caption,media_type,media_product_type,permalink,timestamp,username,comments_count,is_comment_enabled,media_url,owner',
  });
  assert.match(album.timestamp, iso_form);
  assert.match(album.permalink, /^https:\/\/www\.instagram\.com\/p\/\w+\/$/);
  assert.deepEqual({ ...album, timestamp: '', permalink: '' }, {
    caption: 'Парк', media_type: 'CAROUSEL_ALBUM', media_product_type: 'FEED', permalink: '', timestamp: '', username: 'adm', comments_count: 0,
    is_comment_enabled: true, media_url: `${url}/picture/media_${ids.album}.svg`, owner: { id: '20' }, id: ids.album,
  });
  assert.deepEqual([garbage.id, garbage.comments_count], [ids.garbage, 3], 'replies are counted');
  assert.deepEqual((await done(`GET /${ids.album}/children`)).data.map(({ id }) => id), [ids.first, ids.second]);
  assert.deepEqual((await done('GET /20/stories')).data, [{ id: ids.story }]);
  assert.deepEqual((await done('GET /20/live_media')).data, [{ id: ids.live }]);
  const since = Math.floor(Date.now() / 1000) - 4 * 3600;
  assert.deepEqual(texts(await done('GET /20/media', { fields: 'caption', since })), ['Парк']);
  assert.deepEqual(texts(await done('GET /20/media', { fields: 'caption', until: since })), ['Вывоз мусора в субботу #город']);
  await control('POST /control/settings', { media_reach: 1, count_lag_seconds: 3 * 3600 + 600 });
  assert.deepEqual((await done('GET /20/media', { fields: 'id' })).data, [{ id: ids.album }]);
  assert.equal((await done(`GET /${ids.garbage}`, { fields: 'comments_count' })).comments_count, 1);
  await control('POST /control/clock', { advance_seconds: 23 * 3600 });
  assert.deepEqual((await done('GET /20/stories')).data, []);
});

test('comments at the top, newest first; replies only by the expansion or their own edge', async () => {
  const { done, ids, control } = await simulate();
  const { data } = await done(`GET /${ids.garbage}/comments`, { fields: 'text,timestamp,username,from,hidden,parent_id,media,replies{text,username,parent_id,hidden}' });
  assert.match(data[1].timestamp, iso_form);
  assert.deepEqual(data.map(({ id, timestamp, ...rest }) => rest), [
    { text: 'И у меня', from: { id: '4' }, hidden: false, media: { id: ids.garbage } },
    {
      text: 'Когда вывезут мусор?', username: 'anna', from: { username: 'anna', id: '1' }, hidden: false, media: { id: ids.garbage },
      replies: { data: [{ text: 'У нас тоже', username: 'petr', parent_id: ids.when, hidden: false, id: ids.too }], paging: data[1].replies.paging },
    },
  ]);
  await control('POST /control/comments', { under: 'when', author: 'anna', text: 'Стоит' });
  const replies = async () => texts(await done(`GET /${ids.when}/replies`, { fields: 'text' }));
  assert.deepEqual(await replies(), ['У нас тоже', 'Стоит']);
  await control('POST /control/settings', { reply_order: 'reverse_chronological' });
  assert.deepEqual(await replies(), ['Стоит', 'У нас тоже']);
});

test('fifty comments to a query, and how to go on', async () => {
  const { done, code, ids, control, sim } = await simulate(long_thread);
  assert.deepEqual(await code(`GET /${ids.long}/comments`, { limit: 51 }), [100, undefined]);
  const seen = [];
  for (let after = ''; after !== undefined;) {
    const { data, paging } = await done(`GET /${ids.long}/comments`, { fields: 'text', limit: 50, ...(after && { after }) });
    seen.push(...data.map(({ text }) => text));
    after = paging.next && paging.cursors.after;
  }
  assert.deepEqual(seen, sim.world.comments_of(ids.long).map(({ text }) => text).reverse());
  await control('POST /control/settings', { comments_go_on: false });
  const { data, paging } = await done(`GET /${ids.long}/comments`, { fields: 'text' });
  assert.deepEqual([data.length, paging.next], [50, undefined], 'older ones are out of reach');
});

test('people who are private or shut out, in each way the network may tell of them', async () => {
  const { done, ids, control } = await simulate();
  const secret = () => done(`GET /${ids.secret}`, { fields: 'username,from' });
  assert.deepEqual(await secret(), { from: { id: '4' }, id: ids.secret });
  await control('POST /control/settings', { private_names: 'absent' });
  assert.deepEqual(await secret(), { id: ids.secret });
  await control('POST /control/settings', { private_names: 'given' });
  assert.deepEqual(await secret(), { username: 'nina', from: { username: 'nina', id: '4' }, id: ids.secret });
  await control('POST /control/people', { id: '4', restricted: true });
  assert.deepEqual(texts(await done(`GET /${ids.garbage}/comments`)), ['Когда вывезут мусор?']);
});

test('mentions are read by their ids, and only where the account is named by somebody public', async () => {
  const { done, code, ids, control } = await simulate();
  const comment = (id, fields = 'text,username,media{id,permalink}') => `mentioned_comment.comment_id(${id}){${fields}}`;
  const { mentioned_comment } = await done('GET /20', { fields: comment(ids.call) });
  assert.deepEqual({ ...mentioned_comment, media: mentioned_comment.media.id }, { text: '@adm, помогите найти', username: 'anna', media: ids.cat, id: ids.call });
  const { mentioned_media } = await done('GET /20', { fields: `mentioned_media.media_id(${ids.pit}){caption,username,comments_count}` });
  assert.deepEqual(mentioned_media, { caption: '@adm, яма на Жуковского #город', username: 'petr', comments_count: 1, id: ids.pit });
  for (const id of [ids.ours, ids.when, '5']) assert.deepEqual(await code('GET /20', { fields: comment(id) }), [100, 33], id);
  assert.deepEqual(await code('GET /20', { fields: `mentioned_media.media_id(${ids.closed}){id}` }), [100, 33], 'private');
  assert.deepEqual(await code(`GET /${ids.pit}`), [100, 33]);
  assert.deepEqual(await code('GET /20', { fields: `mentioned_media.media_id(${ids.pit}){comments}` }), [100, 33], 'comments of others are not read');
  await control('POST /control/settings', { mention_text: 'without_at' });
  assert.equal((await done('GET /20', { fields: comment(ids.call) })).mentioned_comment.text, 'adm, помогите найти');
});

test('media in which the account is tagged, but not those of private people; other professional accounts', async () => {
  const { done, code, ids } = await simulate();
  assert.deepEqual((await done('GET /20/tags', { fields: 'caption,username,owner,is_comment_enabled' })).data, [{ caption: 'Фонарь', username: 'anna', id: ids.tagged }]);
  const find = (username, fields) => ({ fields: `business_discovery.username(${username}){${fields}}` });
  const { business_discovery } = await done('GET /20', find('sosedi', 'followers_count,media{caption,comments_count}'));
  assert.deepEqual([business_discovery.followers_count, business_discovery.media.data], [7, [{ caption: 'Пропал кот', comments_count: 1, id: ids.cat }]]);
  assert.deepEqual(await code('GET /20', find('anna', 'id')), [110, 2207013], 'not professional');
  assert.deepEqual(await code('GET /20', find('sosedi', 'media{comments}')), [100, 33]);
  assert.deepEqual(await code('GET /20', find('sosedi', 'tags')), [100, 33]);
});

test('what is gone is not there', async () => {
  const { done, code, ids, control } = await simulate();
  await control(`DELETE /control/comments/${ids.when}`);
  assert.deepEqual(await code(`GET /${ids.when}`), [100, 33]);
  assert.deepEqual(await code(`GET /${ids.too}`), [100, 33]);
  assert.equal((await done(`GET /${ids.garbage}`, { fields: 'comments_count' })).comments_count, 1);
  await control(`DELETE /control/media/${ids.garbage}`);
  assert.deepEqual(await code(`GET /${ids.garbage}/comments`), [100, 33]);
});
