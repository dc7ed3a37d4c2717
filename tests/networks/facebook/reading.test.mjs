// What is read: the lists of a page, comments in their levels and orders, people, and who sees what.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app_token, simulate, texts } from './bench.mjs';

const iso_form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/;

test('the page, and whose token it is', async () => {
  const { done } = await simulate();
  assert.deepEqual(await done('GET /me', { fields: 'id' }), { id: '10' });
  assert.deepEqual(await done('GET /10', { fields: 'name,username,link,tasks' }), {
    name: 'Администрация', username: 'adm', link: 'https://www.facebook.com/adm', tasks: ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'], id: '10',
  });
  assert.equal((await done('GET /adm')).id, '10');
  assert.deepEqual(await done('GET /me', {}, 'user'), { name: 'Ольга Дубкова', id: '3' });
});

test('the picture of a page: a redirect to it, or where it is and how large', async () => {
  const { url, done, call } = await simulate();
  const asked = await fetch(`${url}/v25.0/10/picture?access_token=page`, { redirect: 'manual' });
  assert.deepEqual([asked.status, asked.headers.get('location')], [302, `${url}/picture/10.png`]);
  assert.deepEqual(await done('GET /10/picture', { redirect: 'false', type: 'large' }), {
    data: { height: 200, is_silhouette: false, url: `${url}/picture/10.png`, width: 200 },
  });
  assert.equal((await call('GET /10/picture', { redirect: 'perhaps' })).error.code, 100);
  assert.equal((await call('GET /10/picture', { type: 'huge' })).error.code, 100);
});

test('accounts give the tokens of pages, and these work', async () => {
  const { done, call } = await simulate();
  const { data } = await done('GET /me/accounts', { fields: 'id,name,access_token,tasks' }, 'user');
  assert.deepEqual(data.map(({ id, access_token }) => [id, access_token]), [['10', 'page']]);
  assert.deepEqual(data[0].tasks, ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE']);
  assert.deepEqual(await call('GET /me/accounts', {}, 'resident'), { data: [] });
  const { data: [given] } = await done('GET /me/accounts', { fields: 'access_token' }, 'system');
  assert.equal((await done('GET /me', {}, given.access_token)).id, '10');
  assert.deepEqual((await done('GET /me/permissions', {}, 'user')).data[0], { permission: 'pages_show_list', status: 'granted' });
});

test('edges of posts', async () => {
  const { done, sim } = await simulate();
  const later = sim.world.clock.now() + 3600;
  await done('POST /10/feed', { message: 'Завтра', published: false, scheduled_publish_time: later });
  await done('POST /10/feed', { message: 'Черновик', published: false });
  const read = async (edge, more) => texts(await done(`GET /10/${edge}`, more));
  const own = ['Приём граждан в среду', 'Вывоз мусора в субботу'];
  assert.deepEqual(await read('feed'), ['Черновик', 'Завтра', 'Администрация, где фонари?', 'Яма на Жуковского', ...own]);
  assert.deepEqual(await read('published_posts'), own);
  assert.deepEqual(await read('posts'), own);
  assert.deepEqual(await read('visitor_posts'), ['Яма на Жуковского']);
  assert.deepEqual(await read('tagged'), ['Администрация, где фонари?']);
  assert.deepEqual(await read('scheduled_posts'), ['Завтра']);
});

test('the fields of a post', async () => {
  const { done, ids } = await simulate();
  const fields = 'created_time,updated_time,message,story,from{id,name},permalink_url,is_published,is_hidden,status_type,parent_id,'
    + 'attachments{media_type,type,url,title},comments.limit(0).summary(true)';
  const post = await done(`GET /${ids.garbage}`, { fields });
  assert.match(post.created_time, iso_form);
  assert.ok(post.updated_time > post.created_time, 'a comment moves it');
  assert.deepEqual(post.from, { id: '10', name: 'Администрация' });
  assert.equal(post.permalink_url, `https://www.facebook.com/10/posts/${ids.garbage.split('_')[1]}`);
  assert.deepEqual([post.is_published, post.is_hidden, post.status_type], [true, false, 'mobile_status_update']);
  assert.deepEqual(post.comments, { data: [], summary: { order: 'chronological', total_count: 2, can_comment: true } });
  assert.deepEqual(Object.keys(await done(`GET /${ids.garbage}`)).sort(), ['created_time', 'id', 'message']);
});

test('an attachment without an address is listed as well', async () => {
  const { done, control, ids } = await simulate();
  await control(`PATCH /control/posts/${ids.garbage}`, { attachments: [{ media_type: 'photo', type: 'photo', title: 'Двор' }] });
  const { attachments } = await done(`GET /${ids.garbage}`, { fields: 'attachments{title,url}' });
  assert.deepEqual(attachments.data, [{ title: 'Двор' }]);
});

test('comments: levels, orders, summary, and a reply that knows its top', async () => {
  const { done, ids } = await simulate();
  const read = (more, path = ids.garbage) => done(`GET /${path}/comments`, { fields: 'message,parent{id},from,comment_count,permalink_url', ...more });
  assert.deepEqual(texts(await read()), ['Когда вывезут мусор?', 'Спасибо']);
  assert.deepEqual(texts(await read({ order: 'reverse_chronological' })), ['Спасибо', 'Когда вывезут мусор?']);
  const flat = await read({ filter: 'stream', summary: 'true' });
  assert.deepEqual(texts(flat), ['Когда вывезут мусор?', 'У нас тоже', 'Спасибо']);
  assert.equal(flat.summary.total_count, 3);
  assert.deepEqual([flat.data[0].comment_count, flat.data[1].parent, flat.data[0].parent], [1, { id: ids.when }, undefined]);
  assert.deepEqual(flat.data[0].from, { name: 'Анна Ветрова', id: '1' });
  const [post, top, reply] = [ids.garbage, ids.when, ids.too].map((id) => id.split('_')[1]);
  assert.equal(flat.data[1].permalink_url, `https://www.facebook.com/10/posts/${post}?comment_id=${top}&reply_comment_id=${reply}`);
  assert.deepEqual(texts(await read({}, ids.when)), ['У нас тоже']);
  assert.deepEqual((await read({}, ids.too)).data, []);
  assert.equal(ids.when, `${post}_${top}`);
});

test('a comment is found under any prefix of its post, no other', async () => {
  const { done, code, ids } = await simulate();
  const number = ids.when.split('_')[1];
  assert.equal((await done(`GET /${ids.garbage}_${number}`)).id, ids.when);
  assert.deepEqual(await code(`GET /999_${number}`), [100, 33]);
});

test('the deleted and the hidden: counted, but not served to everybody', async () => {
  const { done, control, ids, code } = await simulate();
  await control(`DELETE /control/comments/${ids.when}`);
  await control(`PATCH /control/comments/${ids.thanks}`, { hidden: true });
  const read = () => done(`GET /${ids.garbage}/comments`, { filter: 'stream', summary: 'true', fields: 'is_hidden,message' });
  const { data, summary } = await read();
  assert.deepEqual([texts({ data }), data[0].is_hidden, summary.total_count], [['Спасибо'], true, 3]);
  assert.deepEqual(await code(`GET /${ids.when}`), [100, 33]);
  assert.deepEqual(await code(`GET /${ids.too}`), [100, 33], 'its top is gone');
  await control('POST /control/settings', { total_count: 'living' });
  assert.equal((await read()).summary.total_count, 1);
});

test('what is hidden is there for who moderates, and posts for who asks', async () => {
  const { done, control, ids } = await simulate();
  await control(`PATCH /control/comments/${ids.thanks}`, { hidden: true });
  await control(`PATCH /control/posts/${ids.news}`, { hidden: true });
  const comments = async () => texts(await done(`GET /${ids.garbage}/comments`));
  assert.deepEqual(await comments(), ['Когда вывезут мусор?', 'Спасибо']);
  await control('POST /control/pages', { id: '10', roles: { 3: ['CREATE_CONTENT'] } });
  assert.deepEqual(await comments(), ['Когда вывезут мусор?']);
  assert.deepEqual(texts(await done('GET /10/posts')), ['Вывоз мусора в субботу']);
  assert.deepEqual(texts(await done('GET /10/posts', { include_hidden: true })), ['Приём граждан в среду', 'Вывоз мусора в субботу']);
});

test('settings of counting and order', async () => {
  const { done, control, ids } = await simulate();
  await control('POST /control/settings', { total_levels: 'all', comment_order: 'reverse_chronological', feed_reach: 1 });
  const { data, summary } = await done(`GET /${ids.garbage}/comments`, { summary: 'true' });
  assert.deepEqual([texts({ data }), summary], [['Спасибо', 'Когда вывезут мусор?'], { order: 'reverse_chronological', total_count: 3, can_comment: true }]);
  assert.equal((await done('GET /10/feed')).data.length, 1);
});

test('a user without a role sees no comments and no error; with one he does, unless set otherwise', async () => {
  const { call, control, ids } = await simulate();
  assert.deepEqual(await call(`GET /${ids.garbage}/comments`, {}, 'resident'), { data: [] });
  assert.equal((await call(`GET /${ids.garbage}/comments`, {}, 'user')).data.length, 2);
  await control('POST /control/settings', { user_token_reads: 'nothing' });
  assert.deepEqual(await call(`GET /${ids.garbage}/comments`, {}, 'user'), { data: [] });
});

test('authors are withheld without pages_read_user_content, but not those who authorised the application', async () => {
  const { done, control, ids, code } = await simulate();
  await control('POST /control/tokens', { token: 'page', permissions: ['pages_read_engagement'] });
  const names = async () => (await done(`GET /${ids.garbage}/comments`)).data.map(({ from }) => from?.name);
  assert.deepEqual(await names(), [undefined, 'Иван Открытый']);
  assert.deepEqual(await code('GET /10/visitor_posts'), [10, undefined]);
  await control('POST /control/tokens', { token: 'page', permissions: ['pages_read_engagement', 'pages_read_user_content'] });
  await control('POST /control/people', { id: '1', withheld: true });
  assert.deepEqual(await names(), [undefined, 'Иван Открытый']);
});

test('other pages: refused, or without the ids of comments', async () => {
  const { call, code, control, ids } = await simulate();
  assert.deepEqual(await code('GET /11/feed'), [10, undefined]);
  assert.deepEqual(await code(`GET /${ids.cat}`), [10, undefined]);
  assert.equal((await call('GET /11')).name, 'Соседи');
  await control('POST /control/comments', { under: 'cat', author: 'Анна Ветрова', text: 'Рыжий?' });
  await control('POST /control/settings', { public_content: true });
  const { data } = await call(`GET /${ids.cat}/comments`, { fields: 'id,message,from' });
  assert.deepEqual(data, [{ message: 'Рыжий?' }]);
  const draft = await control('POST /control/posts', { page_id: '11', text: 'Черновик', published: false });
  assert.deepEqual(await code(`GET /${draft.id}`), [100, 33]);
  assert.equal((await call(`GET /${draft.id}`, {}, 'neighbour')).message, 'Черновик');
  assert.equal(texts(await call('GET /11/feed')).includes('Черновик'), false);
  assert.deepEqual(await code('GET /11', {}, app_token), [10, undefined]);
});

test('recommendations, conversations, likes', async () => {
  const { done, ids, control } = await simulate();
  const fields = 'created_time,has_review,has_rating,rating,review_text,recommendation_type,reviewer,open_graph_story';
  const { data: [rating] } = await done('GET /10/ratings', { fields });
  assert.match(rating.created_time, iso_form);
  assert.deepEqual({ ...rating, created_time: '' }, {
    created_time: '', has_review: true, has_rating: false, review_text: 'Не отвечают', recommendation_type: 'negative',
    reviewer: { name: 'Пётр Лугин', id: '2' },
  });
  const { data: [thread] } = await done('GET /10/conversations', { platform: 'MESSENGER', fields: 'snippet,message_count,messages{message,from}' });
  const [{ message, from }] = thread.messages.data;
  assert.deepEqual([thread.snippet, message, from.name], ['Куда обратиться?', 'Куда обратиться?', 'Анна Ветрова']);
  assert.deepEqual((await done('GET /10/conversations', { platform: 'INSTAGRAM' })).data, []);
  assert.deepEqual((await done('GET /10/conversations', { user_id: '2' })).data, []);
  await control(`POST /control/likes/${ids.when}`, { by: '2' });
  const likes = await done(`GET /${ids.when}/likes`, { summary: 'true' });
  assert.deepEqual(likes.data, [{ name: 'Пётр Лугин', id: '2' }]);
  assert.deepEqual(likes.summary, { total_count: 1, can_like: true, has_liked: false });
});
