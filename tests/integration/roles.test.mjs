// Who may do what, and what happens when two do it at once.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { approves, does, drafted, found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { stands_once, words } from '../harness/story.mjs';

leaves_nothing_behind();

const refused = (promise, status, code) => assert.rejects(promise, (error) => {
  assert.deepEqual({ status: error.status, ...(code && { code: error.code }) }, { status, ...(code && { code }) }, error.message);
  return true;
});

in_town('a role is refused what is not its own', async (world) => {
  const scene = await drafted(world);
  const untouched = scene.incident.version;
  const not_theirs = [
    ['head', 'route', { executor: 'education' }],
    ['administrator', 'approve', { draft: 1 }],
    [words.executor, 'approve', { draft: 1 }],
    [words.executor, 'return', { remarks: 'Сам себе' }],
    [words.executor, 'route', { executor: 'education' }],
    ['head', 'close', { reason: 'other' }],
  ];
  for (const [login, action, fields] of not_theirs) {
    const person = await world.person(login);
    await refused(person.act(scene.incident, action, fields), 403);
  }
  const coordinator = await world.person('coordinator');
  assert.equal((await coordinator.incident(scene.incident.id)).version, untouched);
  await refused((await world.person('head')).enter({ text: 'Яма', author: 'А', place: 'Б' }), 403);
  await refused((await world.person(words.executor)).ask('GET', '/api/accounts'), 403);
});

in_town('an executor sees only his own', async (world) => {
  const scene = await found(world);
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  const mine = await found(world);
  await does(mine, 'coordinator', 'route', { executor: 'education' });
  const [housing, education] = [await world.person(words.executor), await world.person('education')];
  assert.deepEqual((await housing.list()).incidents.map(({ id }) => id), [scene.incident.id]);
  assert.deepEqual((await education.list()).incidents.map(({ id }) => id), [mine.incident.id]);
  assert.deepEqual((await education.list(`?executor=${words.executor}`)).incidents.filter(({ id }) => id === scene.incident.id), []);
  assert.equal(sum((await education.list()).counts), 1, 'the counts are of his own too');
  const attempts = [
    () => education.incident(scene.incident.id),
    () => education.act(scene.incident, 'submit', { text: 'Чужое' }),
    () => education.act(mine.incident, 'approve', { draft: 1 }),
  ];
  for (const attempt of attempts) await assert.rejects(attempt, ({ status }) => [403, 404].includes(status));
  await does(scene, words.executor, 'submit', { text: 'Своё' });
  await assert.rejects(education.act(scene.incident, 'submit', { text: 'Чужое' }), ({ status }) => [403, 404].includes(status));
});
const sum = (counts) => Object.values(counts).reduce((all, some) => all + some, 0);

in_town('an incident that was routed anew leaves its first executor', async (world) => {
  const scene = await found(world);
  await does(scene, 'coordinator', 'route', { executor: 'education' });
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  assert.deepEqual((await (await world.person('education')).list()).incidents, []);
  await does(scene, words.executor, 'submit', { text: 'Ответим' });
  assert.equal(scene.incident.state, 'submitted');
});

in_town('two coordinators approve the same draft at once: one succeeds, the other is told what changed', async (world) => {
  const scene = await drafted(world);
  const people = await Promise.all(['coordinator', 'deputy'].map((login) => world.person(login)));
  const outcomes = await Promise.allSettled(people.map((person) => person.act(scene.incident, 'approve', { draft: 1 })));
  const lost = outcomes.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  assert.deepEqual(lost.map(({ status, code }) => ({ status, code })), [{ status: 409, code: 'changed' }]);
  assert.ok(['placing', 'answered'].includes(lost[0].body.incident.state), 'the loser is shown how it stands now');
  assert.ok(lost[0].body.incident.version > scene.incident.version);
  scene.incident = await people[0].sees(scene.incident.id, 'answered');
  assert.equal(scene.incident.history.filter(({ action }) => action === 'approve').length, 1);
  await stands_once(scene);
});

in_town('a double click is one click: the same key is answered with the same result', async (world) => {
  const scene = await drafted(world);
  const coordinator = await world.person('coordinator');
  const once = { key: randomUUID(), draft: 1 };
  const clicks = await Promise.all([1, 2, 3].map(() => coordinator.act(scene.incident, 'approve', once)));
  assert.equal(new Set(clicks.map(({ id }) => id)).size, 1);
  scene.incident = await coordinator.sees(scene.incident.id, 'answered');
  await coordinator.act({ ...scene.incident, version: clicks[0].version - 1 }, 'approve', once);
  await world.restart();
  const late = await coordinator.act({ ...scene.incident, version: clicks[0].version - 1 }, 'approve', once);
  assert.equal(late.state, 'answered');
  assert.equal(late.history.filter(({ action }) => action === 'approve').length, 1);
  await stands_once(scene);
});

in_town('what was decided on an old version changes nothing', async (world) => {
  const scene = await drafted(world);
  const seen = scene.incident;
  await does(scene, 'coordinator', 'return', { remarks: 'Подробнее' });
  const deputy = await world.person('deputy');
  await assert.rejects(deputy.act(seen, 'approve', { draft: 1 }), ({ status, code, body }) => {
    assert.deepEqual([status, code, body.incident.state, body.incident.version], [409, 'changed', 'returned', scene.incident.version]);
    return true;
  });
});

in_town('what is missing or impossible is named', async (world) => {
  const scene = await found(world);
  const coordinator = await world.person('coordinator');
  const attempts = [
    ['route', {}, 422, 'executor'],
    ['route', { executor: 'nobody' }, 422, 'executor'],
    ['approve', { draft: 1 }, 422],
    ['return', { remarks: 'Рано' }, 422],
    ['close', { reason: 'just so' }, 422, 'reason'],
    ['set_aside', { ground: 'mood' }, 422, 'ground'],
    ['fly', {}, 404],
  ];
  for (const [action, fields, status, field] of attempts) {
    await assert.rejects(coordinator.act(scene.incident, action, fields), (error) => {
      assert.deepEqual([action, error.status, error.field], [action, status, field]);
      assert.match(error.body.error.message, /[а-яё]{3}/i, 'in Russian');
      return true;
    });
  }
  await refused(coordinator.act({ id: 99999, version: 1 }, 'route', { executor: 'education' }), 404);
  await refused(coordinator.ask('POST', `/api/incidents/${scene.incident.id}/route`, { executor: 'education' }), 422);
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  const executor = await world.person(words.executor);
  for (const fields of [{}, { text: '   ' }]) {
    await assert.rejects(executor.act(scene.incident, 'submit', fields), ({ status, field }) => status === 422 && field === 'text');
  }
  assert.equal((await coordinator.incident(scene.incident.id)).version, scene.incident.version);
});

in_town('the approver\'s own edit is placed, and the draft is kept as it was', async (world) => {
  const scene = await drafted(world, {}, 'Уберем.');
  await approves(scene, { text: words.answer });
  assert.deepEqual([scene.incident.answer.text, scene.incident.answer.edited], [words.answer, true]);
  assert.equal(scene.incident.drafts[0].text, 'Уберем.');
  await (await world.person('coordinator')).sees(scene.incident.id, 'answered');
  await stands_once(scene);
});

in_town('a message is closed with a reason, or set aside, and taken back', async (world) => {
  const scene = await found(world);
  const offered = (action) => scene.incident.actions.find(({ id }) => id === action);
  const [reason] = offered('close').fields.find(({ id }) => id === 'reason').choices;
  await does(scene, 'coordinator', 'close', { reason: reason.id });
  assert.equal(offered('route'), undefined, 'a closed one offers no routing');
  await does(scene, 'coordinator', 'overrule', { note: 'Поторопились' });
  await does(scene, 'coordinator', 'set_aside', { ground: 'insult' });
  await does(scene, 'coordinator', 'overrule', { note: 'Это не оскорбление' });
  await does(scene, 'coordinator', 'route', { executor: words.executor });
  assert.equal(scene.incident.state, 'assigned');
});

in_town('the API offers a person just what he may do now', async (world) => {
  const scene = await drafted(world);
  const offered = async (login) => (await (await world.person(login)).incident(scene.incident.id)).actions.map(({ id }) => id).sort();
  assert.deepEqual((await offered('coordinator')).filter((id) => ['approve', 'return', 'route', 'submit'].includes(id)), ['approve', 'return', 'route']);
  assert.deepEqual(await offered('head'), []);
  assert.ok(!(await offered(words.executor)).includes('approve'));
});
