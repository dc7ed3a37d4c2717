// The door of the HTTP API: who gets in, what is refused, what a broken request meets.

import assert from 'node:assert/strict';
import { found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { executors } from '../harness/settings.mjs';
import { password } from '../harness/person.mjs';

leaves_nothing_behind();

in_town('nothing is shown or changed without a session', async (world) => {
  const nobody = world.stranger();
  const doors = ['GET /api/me', 'GET /api/incidents', 'GET /api/incidents/1', 'GET /api/executors', 'GET /api/states', 'GET /api/accounts',
    'GET /api/changes', 'POST /api/incidents/1/route', 'POST /api/messages', 'POST /api/logout'];
  for (const door of doors) {
    const { status, json } = await nobody.request(...door.split(' '));
    assert.deepEqual([door, status], [door, 401]);
    assert.match(json.error.message, /[а-яё]{3}/i);
  }
  const forged = await nobody.request('GET', '/api/me', { headers: { cookie: 'otklik_session=0123456789abcdef0123456789abcdef' } });
  assert.equal(forged.status, 401);
});

in_town('a foreign page cannot act in a person\'s name', async (world) => {
  const { incident } = await found(world);
  const coordinator = await world.person('coordinator');
  const body = { version: incident.version, key: 'foreign', executor: 'education' };
  for (const headers of [{ 'x-otklik': '' }, { 'x-otklik': '', 'content-type': 'text/plain', origin: 'https://evil.example' }]) {
    const { status } = await coordinator.request('POST', `/api/incidents/${incident.id}/route`, { body, headers });
    assert.equal(status, 403);
  }
  assert.equal((await coordinator.incident(incident.id)).state, 'new');
  const entry = await world.stranger().request('POST', '/api/login', { body: { login: 'coordinator', password }, headers: { 'x-otklik': '' } });
  assert.equal(entry.status, 403);
});

in_town('the session is a cookie that scripts and foreign pages do not get', async (world) => {
  const answer = await world.stranger().request('POST', '/api/login', { body: { login: 'coordinator', password } });
  const cookie = answer.headers.get('set-cookie');
  assert.match(cookie, /^otklik_session=[\w-]{20,}/);
  for (const flag of [/;\s*HttpOnly/i, /;\s*SameSite=Strict/i, /;\s*Path=\//i]) assert.match(cookie, flag);
  const { login, name, role, executor, administration, zone, now } = answer.json;
  assert.deepEqual({ login, name, role, executor, administration, zone }, {
    login: 'coordinator', name: 'Светлана Алексеевна', role: 'coordinator', executor: null,
    administration: 'Администрация МО «Ахтубинский район»', zone: 'Europe/Astrakhan',
  });
  assert.ok(Math.abs(now - Date.now()) < 60_000);
});

in_town('who logs out is out', async (world) => {
  const coordinator = await world.stranger().log_in();
  await coordinator.log_out();
  assert.equal((await coordinator.request('GET', '/api/me')).status, 401);
});

in_town('guessing passwords is slowed down, and forgiven after a while', async (world) => {
  const guess = (word, login = 'deputy') => world.stranger().request('POST', '/api/login', { body: { login, password: word } });
  const first = await guess('не тот');
  assert.equal(first.status, 401);
  const unknown = await guess('не тот', 'nobody');
  assert.equal(unknown.status, 401);
  assert.equal(unknown.json.error.message, first.json.error.message, 'it is not told which logins exist');
  const statuses = [];
  for (let i = 0; i < 30 && statuses.at(-1) !== 429; i++) statuses.push((await guess(`не тот ${i}`)).status);
  assert.equal(statuses.at(-1), 429, `after ${statuses.length} attempts`);
  assert.equal((await guess(password)).status, 429, 'the right word too has to wait');
  await world.daemon.wind(24 * 3600_000);
  assert.equal((await guess(password)).status, 200);
});

in_town('an unreadable request is answered, and the daemon goes on', async (world) => {
  const coordinator = await world.person('coordinator');
  const bodies = ['{', '[]', '"', 'null', '5', `{"login":${'['.repeat(100_000)}`, '{"login":"\\ud800","password":1}', '\0', '{"login":{"a":1},"password":[]}'];
  for (const text of bodies) {
    const { status, json } = await world.stranger().request('POST', '/api/login', { text });
    assert.ok([400, 401, 422].includes(status), `${text.slice(0, 20)}: ${status}`);
    assert.ok(json.error.message);
  }
  const huge = await coordinator.request('POST', '/api/messages', { text: JSON.stringify({ key: 'k', text: 'ы'.repeat(8_000_000) }) }).catch(() => ({ status: 'closed' }));
  assert.ok([400, 413, 422, 'closed'].includes(huge.status), `${huge.status}`);
  for (const path of ['/api/incidents/abc', '/api/incidents/-1', '/api/incidents/99999999999999999999', '/api/nothing', '/api/incidents/1/2/3']) {
    assert.equal((await coordinator.request('GET', path)).status, 404, path);
  }
  for (const query of ['?limit=abc', '?limit=-5', '?state=%00', '?limit=99999999999999999999', '?state=новое']) {
    assert.ok((await coordinator.request('GET', `/api/incidents${encodeURI(query)}`)).status < 500, query);
  }
  assert.equal((await coordinator.request('GET', '/api/me')).status, 200);
});

in_town('the console is served so that no foreign script runs in it', async (world) => {
  const page = await world.stranger().request('GET', '/');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type'), /^text\/html/);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /(default|script)-src 'self'/);
  assert.doesNotMatch(policy.replace(/style-src[^;]*/, ''), /unsafe/);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  const script = /src="(\/[^"]+\.js)"/.exec(page.text)[1];
  assert.match((await world.stranger().request('GET', script)).headers.get('content-type'), /javascript/);
  for (const path of ['/../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd']) {
    assert.doesNotMatch((await world.stranger().request('GET', path)).text, /root:/);
  }
});

in_town('health and readiness are told without a session', async (world) => {
  for (const path of ['/healthz', '/readyz']) {
    const { status, json } = await world.stranger().request('GET', path);
    assert.deepEqual([status, json.ok], [200, true]);
  }
});

in_town('the units and the states are told in Russian', async (world) => {
  const coordinator = await world.person('coordinator');
  const told = (await coordinator.ask('GET', '/api/executors')).executors;
  assert.deepEqual(told.map(({ id, title }) => ({ id, title })), executors);
  assert.ok(told.every(({ people }) => people.length === 1));
  const { states, actions } = await coordinator.ask('GET', '/api/states');
  for (const { id, title } of [...states, ...actions]) assert.match(title, /[а-яё]{3}/i, id);
  for (const id of ['new', 'assigned', 'submitted', 'returned', 'placing', 'answered', 'stopped', 'by_hand']) {
    assert.ok(states.some((state) => state.id === id), id);
  }
});

in_town('the list is cut, filtered and counted', async (world) => {
  await world.has_looked_around();
  const ids = [];
  for (let i = 0; i < 3; i++) ids.push((await found(world)).incident.id);
  const coordinator = await world.person('coordinator');
  const { incidents, counts } = await coordinator.list('?limit=2');
  assert.deepEqual(incidents.map(({ id }) => id), ids.slice(1).reverse(), 'newest first');
  assert.equal(counts.new, 3);
  assert.deepEqual((await coordinator.list('?state=assigned,returned')).incidents, []);
  assert.equal((await coordinator.list('?state=new,assigned')).incidents.length, 3);
});
