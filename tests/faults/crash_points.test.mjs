// The daemon dies at every point where it matters, alone or together with its Redis, and is started anew:
// nothing is lost, nothing is placed twice.
//
// OTKLIK_FULL=1 tries more passings of the points that are passed often.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { in_town, leaves_nothing_behind, side_by_side } from '../harness/in_town.mjs';
import { email } from '../harness/settings.mjs';
import { before, from, play, read_again, stands_once, words } from '../harness/story.mjs';
import { outlasting } from '../harness/outlast.mjs';

leaves_nothing_behind();

const full = process.env.OTKLIK_FULL === '1';

/**
 * Each point: up to which step the story runs undisturbed, and at which passing it strikes. A change is made by each
 * step of a person and by the publisher's own: route, submit, return, submit, approve, sent.
 * @type {{point: string, until: string, nth?: number, full?: boolean}[]}
 */
const points = [
  { point: 'ingest.before', until: 'a resident' },
  { point: 'ingest.after', until: 'a resident' },
  { point: 'ingest.after', until: 'a resident', nth: 2, full: true },
  { point: 'intake.before_accept', until: 'a resident' },
  { point: 'intake.after_accept', until: 'a resident' },
  { point: 'letter.before_send', until: 'a resident' },
  { point: 'letter.after_send', until: 'a resident' },
  { point: 'change.before', until: 'routed' },
  { point: 'change.after', until: 'routed' },
  { point: 'change.before', until: 'drafted', full: true },
  { point: 'change.after', until: 'drafted' },
  { point: 'change.before', until: 'returned' },
  { point: 'change.after', until: 'returned', full: true },
  { point: 'letter.before_send', until: 'returned', full: true },
  { point: 'letter.after_send', until: 'returned', full: true },
  { point: 'change.before', until: 'approved' },
  { point: 'change.after', until: 'approved' },
  { point: 'publish.before_look', until: 'approved' },
  { point: 'publish.before_sending', until: 'approved' },
  { point: 'publish.before_call', until: 'approved' },
  { point: 'publish.after_call', until: 'approved' },
  { point: 'publish.after_settle', until: 'approved' },
  { point: 'change.before', until: 'approved', nth: 2 },
  { point: 'change.after', until: 'approved', nth: 2 },
];

const victims = {
  'the daemon': async () => undefined,
  'the daemon and its Redis': async (redis) => kill_if_there(redis),
};

function kill_if_there(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

side_by_side('killed at a point', () => {
  for (const { point, until: beginning, nth = 1, full: only_full } of points.filter((row) => full || !row.full)) {
    for (const [who, and_then] of Object.entries(victims)) {
      in_town(`${who} killed at ${point}${nth > 1 ? ` (${nth})` : ''}, before «${beginning}» is done`, { sources: ['own'] }, async (world) => {
        await world.vk.settings({ guid: 'ignore' });
        await world.has_looked_around();
        const scene = { world };
        await play(scene, { steps: before(beginning) });
        const struck = world.daemon;
        const redis = struck.redis();
        await struck.die_at(point, nth);
        struck.child.ended.then(() => and_then(redis));
        await play(scene, { steps: from(beginning), around: outlasting(world) });
        assert.ok(!struck.alive && struck.child.end.signal === 'SIGKILL', `the daemon passed ${point} and died there`);
        await nothing_lost_nothing_twice(scene);
      });
    }
  }
});

async function nothing_lost_nothing_twice(scene) {
  const { world, incident } = scene;
  await read_again(world.vk);
  await stands_once(scene);
  const { incidents } = await (await world.person('coordinator')).list();
  assert.deepEqual(incidents.map(({ id }) => id), [incident.id], 'one incident of one message');
  assert.equal(incident.messages.length, 1);
  for (const login of ['coordinator', words.executor]) assert.ok(world.mail.to(email(login)).length, `${login} was told`);
}

in_town('this table knows every point the daemon has', async (world) => {
  const known = new Set(points.map(({ point }) => point));
  assert.deepEqual((await world.daemon.points()).filter((point) => !known.has(point)), []);
});

test('this table plays each point in the quick variant too', () => {
  const quick = new Set(points.filter((row) => !row.full).map(({ point }) => point));
  assert.deepEqual(points.filter(({ point }) => !quick.has(point)), []);
});
