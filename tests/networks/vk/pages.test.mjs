// The pages: a resident reads and writes, an answer shows itself, no text can become markup.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world } from './bench.mjs';

const calm = { ...small_world, settings: { rate_limits: false } };
const html_of = async (url) => (await fetch(url, { headers: { Accept: 'text/html' } })).text();
const send = (url, fields) => fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });

test('the first page lists the walls and says what it is', async () => {
  const { url } = await simulate(calm);
  const page = await html_of(`${url}/`);
  assert.match(page, /Имитация ВКонтакте для проверки/);
  assert.match(page, /href="\/wall-55"/);
  assert.match(page, /Соседи/);
});

test('a wall shows posts, comments and threads, and asks nothing of other servers', async () => {
  const { url } = await simulate(calm);
  const page = await html_of(`${url}/wall-55`);
  for (const id of ['post-100', 'comment-101', 'comment-102', 'comment-103', 'comment-104']) assert.ok(page.includes(`id="${id}"`), id);
  assert.match(page, /<a>Анна<\/a>, у нас тоже не вывозят/);
  const addresses = [...page.matchAll(/(?:src|href|action)="([^"]+)"/g)].map(([, address]) => address);
  assert.deepEqual(addresses.filter((address) => !/^(\/|data:)/.test(address)), []);
  for (const address of new Set(addresses.filter((one) => /^\/(pages|picture)\//.test(one)))) assert.equal((await fetch(url + address)).status, 200, address);
});

test('a resident writes a comment, a reply and a post', async () => {
  const { url, control, sim } = await simulate(calm);
  const comment = await send(`${url}/wall-55/comment`, { post_id: 100, author: 'Анна Ветрова', text: 'А завтра?' });
  assert.deepEqual([comment.status, comment.headers.get('location')], [303, '/wall-55#comment-105']);
  await send(`${url}/wall-55/comment`, { post_id: 100, reply_to_comment: 102, author: 'Новый Житель', text: 'И я' });
  await send(`${url}/wall-55/post`, { author: 'Анна Ветрова', text: 'Запись' });
  const { items } = await control('GET /control/comments?owner=-55');
  assert.deepEqual(items.slice(-2).map(({ from_id, root_id, made_by }) => [from_id, root_id, made_by.via]), [[1, null, 'page'], [1001, 101, 'page']]);
  assert.equal(sim.world.post(-55, 107).text, 'Запись');
});

test('a page learns that something has changed', async () => {
  const { url, get } = await simulate(calm);
  const revision = async () => (await (await fetch(`${url}/wall-55/revision`)).json()).revision;
  const before = await revision();
  assert.ok((await html_of(`${url}/wall-55`)).includes(`data-revision="${before}"`));
  assert.equal(await revision(), before, 'reading changes nothing');
  await get('wall.createComment', { owner_id: -55, post_id: 100, reply_to_comment: 101, from_group: 55, message: 'Вывезем' }, 'community');
  assert.notEqual(await revision(), before);
});

test('answers of the administration are marked, words of other communities are not', async () => {
  const { url, control } = await simulate(calm);
  const marks = async () => (await html_of(`${url}/wall-55`)).split('официальный ответ').length - 1;
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: -56, text: 'Мы рядом' });
  assert.equal(await marks(), 0);
  await control('POST /control/comments', { owner_id: -55, post_id: 100, from_id: -55, text: 'Ответ' });
  assert.equal(await marks(), 1);
});

test('no text becomes markup', async () => {
  const { url, control } = await simulate(calm);
  const evil = '<img src=x onerror=alert(1)>"\'&[id1|<b>x</b>]';
  await control('POST /control/comments', { owner_id: -55, post_id: 100, author: '<i>Имя</i> "x"', text: evil });
  await control('POST /control/communities', { id: 56, name: '<script>alert(1)</script>' });
  for (const path of ['/', '/wall-55', '/wall-56'])
    assert.doesNotMatch(await html_of(url + path), /<img src=x|<i>Имя|<b>x|<script>alert/, path);
});

test('where nothing may be written, nothing can be', async () => {
  const { url, control } = await simulate(calm);
  await control('POST /control/communities', { id: 55, residents_post: 'no' });
  await control('PATCH /control/posts/-55_100', { comments_open: false });
  const page = await html_of(`${url}/wall-55`);
  assert.match(page, /Комментарии закрыты/);
  assert.doesNotMatch(page, /<form/);
  assert.equal((await send(`${url}/wall-55/comment`, { post_id: 100, author: 'Анна Ветрова', text: 'x' })).status, 403);
  assert.equal((await send(`${url}/wall-55/post`, { author: 'Анна Ветрова', text: 'x' })).status, 403);
  assert.equal((await send(`${url}/wall-56/post`, { author: 'Анна Ветрова', text: ' ' })).status, 400);
});

test('a deleted comment with replies leaves a note', async () => {
  const { url, control } = await simulate(calm);
  await control('DELETE /control/comments/-55_101');
  const page = await html_of(`${url}/wall-55`);
  assert.match(page, /Комментарий удалён/);
  assert.doesNotMatch(page, /Когда вывезут мусор/);
});

test('links in the form of VK lead to the item', async () => {
  const { url } = await simulate(calm);
  const target = async (path) => (await fetch(url + path, { redirect: 'manual' })).headers.get('location');
  assert.equal(await target('/wall-55_100'), '/wall-55#post-100');
  assert.equal(await target('/wall-55_100?reply=102&thread=101'), '/wall-55#comment-102');
  assert.equal(await target('/adm'), '/wall-55');
  assert.equal(await target('/club56'), '/wall-56');
  assert.equal((await fetch(`${url}/wall-99`)).status, 404);
});

const furnished = {
  ...calm,
  photos: [{ id: 7, owner_id: -55, text: 'Площадь', comments: [{ from_id: 1, text: 'Красиво', age: '1h', replies: [{ from_id: 2, text: 'Да', age: '30m' }] }] }],
  videos: [{ id: 9, owner_id: -55, title: 'Заседание' }],
  messages: [{ group_id: 55, from_id: 1, text: 'Здравствуйте', age: '1h' }],
};

test('a wall leads to photos, videos, discussions and messages; each is read and written as a wall is', async () => {
  const { url, sim } = await simulate(furnished);
  const wall = await html_of(`${url}/wall-55`);
  for (const address of ['/photo-55_7', '/video-55_9', '/topic-55_1', '/write-55']) {
    assert.ok(wall.includes(`href="${address}"`), address);
    assert.equal((await fetch(url + address)).status, 200, address);
  }
  const photo = await html_of(`${url}/photo-55_7`);
  assert.match(photo, /<h1>Площадь<\/h1>[^]*Красиво[^]*Да/);
  const answer = await send(`${url}/photo-55_7/comment`, { author: 'Анна Ветрова', text: 'И вечером', reply_to_comment: 1 });
  assert.equal(answer.headers.get('location'), '/photo-55_7#comment-3');
  await send(`${url}/video-55_9/comment`, { author: 'Анна Ветрова', text: 'Нет звука' });
  await send(`${url}/topic-55_1/comment`, { author: 'Анна Ветрова', text: 'И мне' });
  const written = [sim.world.media.comment('photo', -55, 3), sim.world.media.comment('video', -55, 1), sim.world.topics[0].comments[2]];
  assert.deepEqual(written.map(({ from_id, text, root_id, made_by }) => [from_id, text, root_id, made_by.via]),
    [[1, 'И вечером', 1, 'page'], [1, 'Нет звука', null, 'page'], [1, 'И мне', undefined, 'page']]);
  assert.match(await html_of(`${url}/topic-55_1`), /id="comment-3"/);
});

test('a resident writes privately and sees the answer, which is marked', async () => {
  const { url, get } = await simulate(furnished);
  const first = await send(`${url}/write-55/comment`, { author: 'Олег Дубков', text: 'Где приём?' });
  assert.equal(first.headers.get('location'), '/write-55/3#comment-2');
  const scripted = await fetch(`${url}/write-55/comment`, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ author: 'Олег Дубков', text: 'Ау' }) });
  assert.deepEqual(await scripted.json(), { anchor: 'comment-3', page: '/write-55/3' });
  await get('messages.send', { peer_id: 3, random_id: 1, message: 'В ратуше' }, 'community');
  const page = await html_of(`${url}/write-55/3`);
  assert.match(page, /Переписка: Олег Дубков[^]*Где приём\?[^]*официальный ответ[^]*В ратуше/);
  assert.doesNotMatch(page, /Здравствуйте/, 'what others write is not shown');
  assert.equal((await fetch(`${url}/write-55/99`)).status, 404);
});

test('where photos and discussions are closed nothing is written, and their words are no markup', async () => {
  const { url, control } = await simulate(furnished);
  await control('PATCH /control/photos/-55_7', { comments_open: false, text: '<b>x' });
  assert.equal((await send(`${url}/photo-55_7/comment`, { author: 'Анна Ветрова', text: 'x' })).status, 403);
  const page = await html_of(`${url}/photo-55_7`);
  assert.match(page, /Комментарии закрыты/);
  assert.doesNotMatch(page, /<b>x|<form/);
  await control('POST /control/documents', { owner_id: -55, id: 5, ext: 'html', picture: { type: 'text/html', base64: 'PGI+' } });
  assert.equal((await fetch(`${url}/kept/doc-55_5`)).headers.get('content-disposition'), 'attachment');
});
