// Comments under photos, videos and in discussions: reading in pages, answering, deleting, and what events say of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, simulate, small_world, texts } from './bench.mjs';

const world = {
  ...small_world, settings: { rate_limits: false },
  photos: [
    {
      id: 7, owner_id: -55, text: 'Площадь', age: '2d', comments: [
        { from_id: 1, text: 'Красиво', age: '5h' }, { from_id: 2, text: 'А яма?', age: '4h', replies: [{ from_id: 1, text: 'Да!', age: '3h' }] },
      ],
    },
    { id: 8, owner_id: -55, text: 'Парк', age: '1d', comments: [{ from_id: 1, text: 'Где лавки?', age: '2h' }] },
  ],
  videos: [
    {
      id: 9, owner_id: -55, title: 'Заседание', age: '1d', comments: [
        { from_id: 1, text: 'Нет звука', age: '5h', replies: [{ from_id: 2, text: 'И у меня', age: '4h' }, { from_id: 1, text: 'Жаль', age: '3h' }] },
        { from_id: 2, text: 'Спасибо', age: '2h' },
      ],
    },
  ],
};
const photo = { owner_id: -55, photo_id: 7 };
const video = { owner_id: -55, video_id: 9 };

async function heard(bench, act) {
  const { key, ts } = await bench.get('groups.getLongPollServer', { group_id: 55 }, 'community');
  await act();
  return (await (await fetch(`${bench.url}/longpoll/55?act=a_check&key=${key}&ts=${ts}&wait=1`)).json()).updates;
}

test('photos of an album, and the comments under one and under all', async () => {
  const { get } = await simulate(world);
  const { count, items } = await get('photos.get', { owner_id: -55, album_id: 'wall', extended: 1 });
  assert.deepEqual([count, ids(items), items.map(({ comments }) => comments.count)], [2, [7, 8], [3, 1]]);
  assert.deepEqual(ids((await get('photos.get', { owner_id: -55, album_id: 'wall', rev: 1, count: 1 })).items), [8]);
  const page = await get('photos.getComments', { ...photo, count: 2, extended: 1 }, 'user');
  assert.deepEqual([page.count, texts(page.items), page.profiles.map(({ first_name }) => first_name)], [3, ['Красиво', 'А яма?'], ['Анна', 'Пётр']]);
  assert.deepEqual(texts((await get('photos.getComments', { ...photo, count: 2, offset: 2 }, 'user')).items), ['Да!']);
  assert.deepEqual(texts((await get('photos.getComments', { ...photo, start_comment_id: 2, offset: -1, count: 1 }, 'user')).items), ['Красиво']);
  assert.deepEqual(texts((await get('photos.getComments', { ...photo, sort: 'desc', count: 1 }, 'user')).items), ['Да!']);
  const all = await get('photos.getAllComments', { owner_id: -55 }, 'user');
  assert.deepEqual([all.count, all.items.map(({ pid, text }) => [pid, text])], [4, [[8, 'Где лавки?'], [7, 'Да!'], [7, 'А яма?'], [7, 'Красиво']]]);
});

test('an answer under a photo: once, in the name asked for, and gone when deleted', async () => {
  const { get, code, control } = await simulate(world);
  const answer = { ...photo, message: 'Заделаем', from_group: 1, reply_to_comment: 2, guid: 'g1' };
  const id = await get('photos.createComment', answer, 'user');
  assert.equal(await get('photos.createComment', answer, 'user'), id);
  const { items } = await get('photos.getComments', photo, 'user');
  const made = items.at(-1);
  assert.deepEqual([items.length, made.id, made.from_id, made.reply_to_comment, made.reply_to_user], [4, id, -55, 2, 2]);
  assert.equal(await get('photos.createComment', { ...photo, message: 'От себя' }, 'user'), id + 1);
  assert.equal((await control('GET /control/photos/-55_7/comments')).items.at(-1).from_id, 3);
  assert.equal(await get('photos.deleteComment', { owner_id: -55, comment_id: id }, 'user'), 1);
  assert.equal(await get('photos.deleteComment', { owner_id: -55, comment_id: id }, 'user'), 0);
  assert.equal((await get('photos.getComments', photo, 'user')).count, 4);
  await control('PATCH /control/photos/-55_7', { comments_open: false });
  assert.deepEqual(await Promise.all([
    code('photos.createComment', answer, 'community'), code('photos.createComment', { ...answer, guid: 'g2' }, 'user'),
    code('photos.getComments', { owner_id: -55, photo_id: 99 }, 'user'), code('photos.getComments', photo, 'service'),
  ]), [27, 15, 100, 28]);
});

test('under a video there are threads', async () => {
  const { get } = await simulate(world);
  const level = await get('video.getComments', { ...video, thread_items_count: 1 }, 'user');
  assert.deepEqual([level.count, level.current_level_count, texts(level.items)], [4, 2, ['Нет звука', 'Спасибо']]);
  assert.deepEqual([level.items[0].thread.count, texts(level.items[0].thread.items)], [2, ['И у меня']]);
  const thread = await get('video.getComments', { ...video, comment_id: 1 }, 'user');
  assert.deepEqual(thread.items.map(({ text, parents_stack }) => [text, parents_stack]), [['И у меня', [1]], ['Жаль', [1]]]);
  const id = await get('video.createComment', { ...video, message: 'Исправим', from_group: 1, reply_to_comment: 2 }, 'user');
  assert.equal((await get('video.getComments', { ...video, comment_id: 1, sort: 'desc' }, 'user')).items[0].id, id, 'in the same thread');
  const { items } = await get('video.get', { videos: '-55_9' }, 'user');
  assert.deepEqual([items[0].title, items[0].comments], ['Заседание', 5]);
});

test('closed comments of a video are 801', async () => {
  const { code, control } = await simulate(world);
  await control('PATCH /control/videos/-55_9', { comments_open: false });
  assert.equal(await code('video.createComment', { ...video, message: 'Ответ' }, 'user'), 801);
  assert.equal(await code('video.getComments', video, 'user'), 801);
});

test('who has blocked the community gets no answer from it', async () => {
  const { code, control } = await simulate(world);
  await control('POST /control/people', { id: 2, blocked: [55] });
  assert.equal(await code('video.createComment', { ...video, message: 'Ответ', from_group: 1, reply_to_comment: 2 }, 'user'), 213);
  assert.equal(await code('video.createComment', { ...video, message: 'Ответ', reply_to_comment: 2 }, 'user'), undefined);
});

test('an answer in a discussion is a bare number; it can be deleted by the community\'s key', async () => {
  const { get, code, control } = await simulate(world);
  const answer = { group_id: 55, topic_id: 1, message: '[id1:bp-55_2|Анна], завтра', from_group: 1, guid: 'g1' };
  const id = await get('board.createComment', answer, 'user');
  assert.equal(await get('board.createComment', answer, 'user'), id);
  assert.equal(await code('board.createComment', answer, 'community'), 27);
  const said = async () => (await get('board.getComments', { group_id: 55, topic_id: 1 })).items.map(({ from_id, text }) => [from_id, text]);
  assert.deepEqual(await said(), [[-55, 'Задавайте'], [1, 'Когда?'], [-55, '[id1:bp-55_2|Анна], завтра']]);
  assert.equal(await get('board.deleteComment', { group_id: 55, topic_id: 1, comment_id: id }, 'community'), 1);
  assert.equal(await code('board.deleteComment', { group_id: 55, topic_id: 1, comment_id: id }, 'community'), 100);
  assert.equal((await said()).length, 2);
  assert.equal(await get('board.createComment', { ...answer, guid: 'g2' }, 'user'), id + 1, 'numbers are not used again');
  await control('POST /control/topics', { group_id: 55, title: 'Закрыто', text: 'Архив', is_closed: true });
  assert.equal(await code('board.createComment', { ...answer, topic_id: 2, guid: '' }, 'user'), 15);
});

test('events of photos, videos and discussions, with the place of each', async () => {
  const bench = await simulate(world);
  const { get, control } = bench;
  const updates = await heard(bench, async () => {
    await control('POST /control/photos/-55_7/comments', { author: 'Анна Ветрова', text: 'Фото' });
    await control('PATCH /control/photo_comments/-55_5', { text: 'Фото!' });
    await control('DELETE /control/photo_comments/-55_5');
    await control('POST /control/photo_comments/-55_5/restore');
    await control('POST /control/videos/-55_9/comments', { from_id: 1, text: 'Видео', reply_to_comment: 1 });
    await get('video.deleteComment', { owner_id: -55, comment_id: 5 }, 'user');
    await control('POST /control/topics/-55_1/comments', { from_id: 2, text: 'Обсуждение' });
    await control('DELETE /control/topics/-55_1/comments', { id: 3 });
  });
  assert.deepEqual(updates.map(({ type, object }) => [type, object.text ?? object.id]), [
    ['photo_comment_new', 'Фото'], ['photo_comment_edit', 'Фото!'], ['photo_comment_delete', 5], ['photo_comment_restore', 'Фото!'],
    ['video_comment_new', 'Видео'], ['video_comment_delete', 5], ['board_post_new', 'Обсуждение'], ['board_post_delete', 3]]);
  const [fresh, , gone, , spoken, silenced, board] = updates.map(({ object }) => object);
  assert.deepEqual([fresh.photo_owner_id, fresh.photo_id, gone.photo_id, gone.user_id], [-55, 7, 7, 1]);
  assert.deepEqual([spoken.video_owner_id, spoken.video_id, spoken.reply_to_user, silenced.video_id, silenced.deleter_id], [-55, 9, 1, 9, 3]);
  assert.deepEqual([board.topic_owner_id, board.topic_id], [-55, 1]);
});

test('what the person\'s own things were answered, across kinds', async () => {
  const { get } = await simulate(world);
  const feed = await get('newsfeed.getComments', { last_comments_count: 1, start_time: 1 }, 'user');
  assert.deepEqual(feed.items.map(({ type, post_id, id, comments }) => [type, post_id ?? id, comments.list[0].text]), [
    ['post', 100, 'Ждём'], ['photo', 8, 'Где лавки?'], ['video', 9, 'Спасибо'], ['photo', 7, 'Да!'], ['topic', 1, 'Когда?']]);
  const first = await get('newsfeed.getComments', { count: 2, filters: 'photo,video' }, 'user');
  assert.deepEqual([first.items.map(({ type }) => type), first.groups[0].name], [['photo', 'video'], 'Администрация']);
  const next = await get('newsfeed.getComments', { count: 2, filters: 'photo,video', start_from: first.next_from }, 'user');
  assert.deepEqual([ids(next.items), next.next_from], [[7], undefined]);
});

test('a comment or a message may be served badly', async () => {
  const { get, control } = await simulate(world);
  await control('POST /control/videos/-55_9/comments', { from_id: 1, text: 'x', serve: { set: { date: 'вчера' }, drop: ['text'] } });
  const { items } = await get('video.getComments', { ...video, sort: 'desc', count: 1 }, 'user');
  assert.deepEqual([items[0].date, 'text' in items[0]], ['вчера', false]);
  await control('POST /control/topics/-55_1/comments', { from_id: 1, text: 'x', serve: { set: { from_id: 'никто' } } });
  assert.equal((await get('board.getComments', { group_id: 55, topic_id: 1, sort: 'desc', count: 1 })).items[0].from_id, 'никто');
  await control('POST /control/messages', { group_id: 55, from_id: 1, text: 'x', serve: { set: { text: 7 }, drop: ['peer_id'] } });
  const [message] = (await get('messages.getHistory', { peer_id: 1 }, 'community')).items;
  assert.deepEqual([message.text, 'peer_id' in message], [7, false]);
});
