// fbgraph and Facebook's own SDK, unchanged: they read, write and page, and what they see is what stands in the world.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, simulate, small_world } from './bench.mjs';
import { business_sdk, fbgraph, missing } from './clients.mjs';

const skip = missing;
const long_thread = {
  ...small_world,
  posts: [{
    page_id: '10', key: 'long', age: '5h', text: 'Отопление',
    comments: [...Array(7).keys()].map((n) => ({ author: 'Анна Ветрова', age: `${200 - n}m`, text: `Холодно, день ${n + 1}` })),
  }],
};
const all_texts = ({ sim, ids }, key = 'long') => sim.world.comments_of(ids[key]).map(({ text }) => text);

test('fbgraph reads a page, replies, edits, hides, deletes', { skip }, async () => {
  const { url, ids, sim } = await simulate();
  const ask = fbgraph(url, 'page', app.secret);
  const { data } = await ask('get', '10/feed', { fields: 'message,comments.limit(0).summary(true)' });
  const written = ['Администрация, где фонари?', 'Яма на Жуковского', 'Приём граждан в среду', 'Вывоз мусора в субботу'];
  assert.deepEqual(data.map(({ message }) => message), written);
  const { id } = await ask('post', `${ids.when}/comments`, { message: 'Вывезем & «завтра»' });
  assert.equal((await ask('get', id, { fields: 'message,parent' })).parent.id, ids.when);
  assert.deepEqual(await ask('post', id, { message: 'Сегодня' }), { success: true });
  assert.equal(sim.world.comment(id).text, 'Сегодня');
  await ask('post', ids.thanks, { is_hidden: true });
  assert.deepEqual(await ask('del', id), { success: true });
  assert.deepEqual([sim.world.comment(ids.thanks).hidden, sim.world.comment(id).deleted], [true, true]);
});

test('fbgraph pages by next until there is none', { skip }, async () => {
  const bench = await simulate(long_thread);
  const ask = fbgraph(bench.url, 'page', app.secret);
  const seen = [];
  let page = await ask('get', `${bench.ids.long}/comments`, { limit: 3 });
  for (;;) {
    seen.push(...page.data.map(({ message }) => message));
    if (!page.paging.next) break;
    page = await ask('get', page.paging.next);
  }
  assert.deepEqual(seen, all_texts(bench));
});

test('fbgraph batches, proves itself, and sees errors', { skip }, async () => {
  const { url, control, ids } = await simulate();
  await control('POST /control/apps', { id: app.id, require_proof: true });
  const ask = fbgraph(url, 'page', app.secret);
  const [feed, reply, gone] = await ask('batch', [
    { method: 'GET', relative_url: '10/feed?limit=1' }, { method: 'POST', relative_url: `${ids.when}/comments`, body: 'message=Да' },
    { method: 'GET', relative_url: '77' },
  ]);
  assert.deepEqual([feed.code, gone.code, JSON.parse(gone.body).error.code], [200, 400, 100]);
  assert.match(JSON.parse(reply.body).id, /_/);
  await assert.rejects(ask('get', '10/weather'), { code: 100 });
  await assert.rejects(fbgraph(url, 'page', 'another secret')('get', 'me'), { code: 100 });
});

test('the SDK reads a page and its comments, page by page', { skip }, async () => {
  const bench = await simulate(long_thread);
  const { Page, PagePost } = business_sdk(bench.url, 'page');
  const feed = await new Page('10').getFeed(['id', 'message', 'created_time'], { limit: 5 });
  assert.deepEqual(feed.map(({ message }) => message), ['Отопление']);
  const cursor = await new PagePost(bench.ids.long).getComments(['id', 'message', 'from'], { limit: 3, order: 'reverse_chronological', summary: true });
  assert.equal(cursor.summary.total_count, 7);
  const seen = cursor.map(({ message }) => message);
  while (cursor.hasNext()) seen.push(...(await cursor.next()).map(({ message }) => message));
  assert.deepEqual(seen, all_texts(bench).reverse());
  assert.equal(cursor[0].from.name, 'Анна Ветрова');
});

test('the SDK replies, edits, hides, deletes, publishes, sends', { skip }, async () => {
  const { url, ids, sim } = await simulate();
  const { Comment, Page, PagePost } = business_sdk(url, 'page');
  const reply = await new Comment(ids.when).createComment(['message'], { message: 'Вывезем «завтра»' });
  assert.equal(sim.world.comment(reply.id).parent_id, ids.when);
  await new Comment(reply.id).update([], { message: 'Сегодня' });
  assert.equal(sim.world.comment(reply.id).text, 'Сегодня');
  await new Comment(ids.thanks).update([], { is_hidden: true });
  await new Comment(reply.id).delete();
  assert.deepEqual([sim.world.comment(ids.thanks).hidden, sim.world.comment(reply.id).deleted], [true, true]);
  const photo = await new Page('10').createPhoto([], { url: 'https://example.org/a.jpg', published: false });
  const post = await new Page('10').createFeed([], { message: 'Ярмарка', attached_media: [{ media_fbid: photo.id }] });
  assert.deepEqual(sim.world.posts.get(post.id).photos, [photo.id]);
  assert.equal((await new PagePost(post.id).get(['message'])).message, 'Ярмарка');
  await new Page('10').createMessage([], { recipient: { comment_id: ids.too }, message: { text: 'Пришлите адрес' } });
  assert.equal([...sim.world.conversations.values()].at(-1).messages.at(-1).text, 'Пришлите адрес');
});

test('the SDK batches, repeats what came back empty, and sees errors', { skip }, async () => {
  const { url, control, ids } = await simulate();
  const { FacebookAdsApi, FacebookAdsApiBatch, Page } = business_sdk(url, 'page');
  await control('POST /control/settings', { batch_answered: 1 });
  const said = [];
  const batch = new FacebookAdsApiBatch(FacebookAdsApi.getDefaultApi(), (answer) => said.push(answer.body.message), undefined);
  for (const key of ['garbage', 'news']) batch.add('GET', [ids[key]], { fields: 'message' }, undefined, (answer) => said.push(answer.body.message));
  const rest = await batch.execute();
  assert.deepEqual(said, ['Вывоз мусора в субботу']);
  await rest.execute();
  assert.deepEqual(said, ['Вывоз мусора в субботу', 'Приём граждан в среду']);
  await control('POST /control/faults', { do: 'error', code: 190, subcode: 463 });
  const { name, status, message } = await new Page('10').get(['name']).catch((error) => error);
  assert.deepEqual([name, status, message], ['FacebookRequestError', 401, 'Invalid OAuth access token.']);
});
