// The content plan and moderation: through the outbox, exactly once in every network, by hand where it must be.

import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { found } from '../harness/desk.mjs';
import { with_facebook } from '../harness/facebook.mjs';
import { with_instagram } from '../harness/instagram.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { with_ok } from '../harness/ok.mjs';
import { until } from '../harness/until.mjs';
import { with_user_token } from '../harness/vk.mjs';
import { jpeg } from '../networks/instagram/bench.mjs';

leaves_nothing_behind();

const text = 'С 10 по 14 декабря на улице Волгоградской ремонтируют теплотрассу. Движение автобусов по улице Щербакова. #Ахтубинск';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** As all networks take it. */
const photo_bytes = jpeg(1080, 1080);
const free_port = () => new Promise((done) => {
  const trial = createServer().listen(0, '127.0.0.1', () => { const { port } = trial.address(); trial.close(() => done(port)); });
});

/** VK with a token of a person who may post for the community, and Facebook. */
async function with_two_networks(world) {
  await with_user_token(world);
  await with_facebook(world);
}
const plan = { idle: true, sources: ['own'], prepare: with_two_networks };

const wish = (more) => ({ id: '', version: 0, key: randomUUID(), title: 'Ремонт теплотрассы', text, parts: [{ account: 'vk', text }, { account: 'facebook', text: `${text}\n\nАдминистрация` }], files: [], materials: [], at: 0, plan: true, ...more });
const one_of = async (person, id) => (await person.ask('GET', '/api/news')).news.find((n) => n.id === id);
const states = (news) => Object.fromEntries(news.parts.map(({ account, delivery }) => [account, delivery?.state]));
const placed = (person, id, wanted, how = {}) =>
  until(`the news is ${JSON.stringify(wanted)}`, async () => {
    const news = await one_of(person, id);
    return JSON.stringify(states(news)) === JSON.stringify(wanted) && news;
  }, { within: 60_000, last: () => one_of(person, id), ...how });
const on_vk_wall = async (world, words) => (await world.vk.control('GET /control/posts?owner=-55001')).items.filter((p) => p.text.includes(words) && !p.deleted);
const on_facebook = async (world, words) => (await world.facebook.official_posts()).filter((p) => p.text.includes(words));

in_town('one piece of news stands once in each network, with its picture, as adapted for each', plan, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const sent = await coordinator.request('POST', '/api/files?name=scheme.png', { text: png, headers: { 'content-type': 'image/png' } });
  assert.equal(sent.status, 200, sent.text);
  const file = sent.json;
  const made = await coordinator.ask('POST', '/api/news', wish({ files: [file] }));
  const news = await placed(coordinator, made.id, { vk: 'sent', facebook: 'sent' });
  const [vk, ...more] = await on_vk_wall(world, 'ремонтируют теплотрассу');
  assert.deepEqual(more, []);
  assert.equal(vk.text, text);
  assert.equal(vk.attachments[0]?.type, 'photo');
  const [facebook, ...others] = await on_facebook(world, 'ремонтируют теплотрассу');
  assert.deepEqual(others, []);
  assert.match(facebook.text, /Администрация$/);
  assert.match(news.parts[0].delivery.link, /wall-55001_\d+/);
  await world.daemon.wind(3600_000);
  await world.has_taken_in_all();
  assert.equal((await on_vk_wall(world, 'ремонтируют теплотрассу')).length, 1);
  assert.equal((await coordinator.list()).incidents.filter(({ excerpt }) => excerpt.includes('теплотрассу')).length, 0, 'our own words are no message');
});

/** All four, and the daemon where Instagram can fetch a picture from it. */
async function with_four_networks(world) {
  const port = await free_port();
  Object.assign(world.settings.web, { listen: `127.0.0.1:${port}`, public_address: `http://127.0.0.1:${port}` });
  for (const connect of [with_two_networks, with_ok, with_instagram]) await connect(world);
}

in_town('news with a photo stands once in all four networks, though every one of them drops the connection when it has it', { ...plan, prepare: with_four_networks }, async (world) => {
  const { vk, ok, facebook, instagram } = world;
  const lost = [[vk, 'wall.post'], [ok, 'mediatopic.post'], [facebook, 'POST /{page}/feed'], [instagram, 'POST /{account}/media_publish']];
  for (const [network, method] of lost) await network.fault({ method }, { do: 'cut', when: 'after', times: 1 });
  await world.start_daemon();
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const photo = (await coordinator.request('POST', '/api/files?name=scheme.jpg', { text: photo_bytes, headers: { 'content-type': 'image/jpeg' } })).json;
  const accounts = ['vk', 'ok', 'facebook', 'instagram'];
  const made = await coordinator.ask('POST', '/api/news', wish({ files: [photo], parts: accounts.map((account) => ({ account, text })) }));
  await placed(coordinator, made.id, Object.fromEntries(accounts.map((account) => [account, 'sent'])), { within: 90_000 });
  for (const [network, method] of lost) assert.deepEqual((await network.faults()).map(({ hits }) => hits), [1], method);

  const digest = createHash('sha256').update(photo_bytes).digest('hex');
  const standing = {
    vk: (await on_vk_wall(world, 'теплотрассу')).map(({ attachments: [{ type }] }) => type),
    ok: (await ok.control('GET /control/topics')).items.filter((one) => one.text.includes('теплотрассу')).map(({ media }) => media.map(({ type }) => type).join()),
    facebook: (await on_facebook(world, 'теплотрассу')).map(({ photos }) => photos.length),
    instagram: (await instagram.control('GET /control/media')).items.filter((one) => one.text.includes('теплотрассу')).map(({ media_type }) => media_type),
  };
  assert.deepEqual(standing, { vk: ['photo'], ok: ['photo'], facebook: [1], instagram: ['IMAGE'] });
  assert.ok((await ok.control('GET /control/photos')).items.some(({ file }) => file?.sha256 === digest), 'the very picture');
});

in_town('news whose reply was lost is looked for, and stands once; a daemon that was killed in its midst goes on', plan, async (world) => {
  await world.vk.fault({ method: 'wall.post' }, { do: 'cut', when: 'after', times: 1 });
  await world.facebook.fault({ method: 'POST /{page}/feed' }, { do: 'cut', when: 'after', times: 1 });  // no key of ours keeps Facebook from doubling
  await world.start_daemon();
  await world.has_looked_around();
  await world.vk.control('POST /control/posts', { owner_id: -55001, from_id: -55001, text: 'Ярмарка в субботу' });  // a colleague's, no news of ours
  const coordinator = await world.person('coordinator');
  const key = randomUUID();
  const made = await coordinator.ask('POST', '/api/news', wish({ key }));
  assert.equal((await coordinator.ask('POST', '/api/news', wish({ key }))).id, made.id, 'a second click is the same news');
  await world.daemon.kill();
  await world.start_daemon();
  await placed(coordinator, made.id, { vk: 'sent', facebook: 'sent' });
  assert.equal((await on_vk_wall(world, 'ремонтируют теплотрассу')).length, 1);
  assert.equal((await on_facebook(world, 'ремонтируют теплотрассу')).length, 1);
});

in_town('planned news waits for its time, and what was withdrawn is never placed', plan, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const now = (await coordinator.ask('GET', '/api/me')).now;
  const later = await coordinator.ask('POST', '/api/news', wish({ at: now + 7200_000, text: 'Позже', parts: [{ account: 'vk', text: 'Ярмарка на площади в субботу' }] }));
  const never = await coordinator.ask('POST', '/api/news', wish({ at: now + 3600_000, parts: [{ account: 'vk', text: 'Отменённая новость' }] }));
  await coordinator.ask('POST', `/api/news/${never.id}/withdraw`, { version: never.version, key: randomUUID() });
  await world.daemon.wind(5400_000);
  await world.has_taken_in_all();
  assert.equal((await on_vk_wall(world, 'Ярмарка')).length, 0);
  await world.daemon.wind(3600_000);
  await placed(coordinator, later.id, { vk: 'sent' });
  assert.equal((await on_vk_wall(world, 'Ярмарка')).length, 1);
  assert.equal((await on_vk_wall(world, 'Отменённая')).length, 0);
  assert.deepEqual(states(await one_of(coordinator, never.id)), { vk: 'stopped' });
});

in_town('what a network does not take from programs is handed to a person, who confirms it with the link', plan, async (world) => {
  await world.start_daemon();
  const coordinator = await world.person('coordinator');
  const table = await coordinator.ask('GET', '/api/materials');
  assert.equal(table.materials.length, 12);
  for (const { id, rows } of table.accounts) {
    assert.equal(rows.length, 12, id);
    for (const row of rows) assert.ok(row.why, `${id}: ${row.material} says why`);
  }
  const by_hand = table.accounts.find(({ id }) => id === 'vk').rows.find(({ news }) => news === 'by_hand');
  const made = await coordinator.ask('POST', '/api/news', wish({ parts: [{ account: 'vk', text }], materials: [by_hand.material] }));
  const news = await placed(coordinator, made.id, { vk: 'by_hand' });
  const [{ delivery }] = news.parts;
  assert.ok(delivery.steps.length >= 3 && delivery.reason.includes(by_hand.why), JSON.stringify(delivery));
  assert.equal((await on_vk_wall(world, 'теплотрассу')).length, 0);
  const settled = await coordinator.ask('POST', `/api/news/${made.id}/settle`, { account: 'vk', version: news.version, key: randomUUID(), link: 'https://vk.com/wall-55001_9999' });
  assert.deepEqual(states(settled), { vk: 'sent' });
});

in_town('a stale version changes nothing, nonsense is refused with its field, and others may only look', plan, async (world) => {
  await world.start_daemon();
  const coordinator = await world.person('coordinator');
  const draft = await coordinator.ask('POST', '/api/news', wish({ plan: false }));
  assert.equal(draft.state, 'draft');
  await coordinator.ask('POST', '/api/news', wish({ id: draft.id, version: draft.version, plan: false, title: 'Иначе' }));
  await assert.rejects(coordinator.ask('POST', '/api/news', wish({ id: draft.id, version: draft.version })), { status: 409, code: 'changed' });
  for (const [fields, field] of [[{ title: ' ' }, 'title'], [{ parts: [] }, 'parts'], [{ parts: [{ account: 'nobody', text }] }, 'parts'], [{ at: Date.now() + 1e10 }, 'at'], [{ files: [{ id: 'gone', name: 'x.png', material: 'photo' }] }, 'files'], [{ materials: ['magic'] }, 'parts']])
    await assert.rejects(coordinator.ask('POST', '/api/news', wish(fields)), { status: 422, field });
  for (const login of ['head', 'administrator']) {
    await (await world.person(login)).ask('GET', '/api/news');
    await assert.rejects((await world.person(login)).ask('POST', '/api/news', wish({})), { status: 403 });
  }
  await assert.rejects((await world.person('utilities')).ask('GET', '/api/news'), { status: 403 });
  const bad = await coordinator.request('POST', '/api/files?name=x.html', { text: '<script>', headers: { 'content-type': 'text/html' } });
  assert.equal(bad.status, 422);
});

in_town('a comment is removed and restored by order, with its reason; without the right a person is told how', plan, async (world) => {
  await world.start_daemon();
  await world.has_looked_around();
  const { comment, incident } = await found(world);
  const coordinator = await world.person('coordinator');
  const post = incident.messages[0].post;
  const order = (doing, reason = 'Реклама') => coordinator.ask('POST', '/api/moderation', { key: randomUUID(), post, doing, reason });
  const done = (id, state) => until(`the moderation is ${state}`, async () => (await coordinator.ask('GET', '/api/moderation')).moderation.find((m) => m.id === id && m.delivery.state === state), { within: 60_000, last: () => coordinator.ask('GET', '/api/moderation') });
  const stands = async () => !(await world.vk.control('GET /control/comments?owner=-55001')).items.find(({ id }) => id === comment.id).deleted;

  await assert.rejects(order('remove', ''), { status: 422, field: 'reason' });
  await assert.rejects(order('explode'), { status: 422, field: 'doing' });
  const removed = await order('remove');
  const { by, reason } = await done(removed.id, 'sent');
  assert.deepEqual([by, reason], ['Светлана Алексеевна', 'Реклама']);
  assert.equal(await stands(), false);
  await done((await order('restore', 'По ошибке')).id, 'sent');
  assert.equal(await stands(), true);

  await world.vk.control('DELETE /control/tokens/user-demo');
  const { delivery } = await until('somebody is told', async () => {
    const id = (world.last ??= (await order('remove', 'Ещё раз')).id);
    return (await coordinator.ask('GET', '/api/moderation')).moderation.find((m) => m.id === id && ['by_hand', 'stopped'].includes(m.delivery.state));
  }, { within: 60_000, last: () => coordinator.ask('GET', '/api/moderation') });
  assert.ok(delivery.reason);
  assert.equal(await stands(), true);
});
