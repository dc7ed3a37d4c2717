// The state directory and the daemon's own Redis: one daemon, an orderly end, nobody else's server.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { exists } from '../harness/daemon.mjs';
import { found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { program, run } from '../harness/programs.mjs';
import { Redis } from '../harness/redis.mjs';
import { play, stands_once } from '../harness/story.mjs';
import { until } from '../harness/until.mjs';

leaves_nothing_behind();

in_town('a second daemon on the same state directory is refused, and the first goes on', async (world) => {
  const redis = world.daemon.redis();
  const { status, out, err } = await run(program('otklikd'), ['--config', world.config]);
  assert.notEqual(status, 0);
  assert.match(out + err, /state/, 'the directory is named');
  assert.doesNotMatch(out, /"ready"/);
  assert.equal(world.daemon.redis(), redis);
  await world.has_taken_in_all();
});

in_town('the daemon ends in order, and its Redis with it', async (world) => {
  const redis = world.daemon.redis();
  assert.ok(redis, 'it has a Redis of its own');
  await world.daemon.stop();
  assert.ok(!exists(redis));
});

in_town('a Redis never outlives a killed daemon, and the next daemon has the same store', async (world) => {
  const { incident } = await found(world);
  const redis = world.daemon.redis();
  await world.daemon.kill();
  await world.start_daemon();
  await until('the old Redis is gone', () => !exists(redis));
  assert.equal((await (await world.person('coordinator')).incident(incident.id)).excerpt, incident.excerpt);
});

in_town('the server on port 6379 is left alone', { idle: true }, async (world, t) => {
  const foreign = createServer((socket) => socket.destroy());
  let callers = 0;
  foreign.on('connection', () => callers++);
  foreign.on('error', () => t.skip('port 6379 is in use'));
  foreign.listen(6379, '127.0.0.1');
  await Promise.race([once(foreign, 'listening'), once(foreign, 'close')]);
  await world.start_daemon();
  await world.has_taken_in_all();
  foreign.close();
  assert.equal(callers, 0);
});

in_town('the whole story with a Redis that is not the daemon\'s own', {
  idle: true,
  prepare: async (world) => { world.redis = world.owns(await Redis.start(join(world.folder, 'redis'))); },
  settings: (settings, world) => { settings.storage.url = `unix://${join(world.folder, 'redis', 'redis.sock')}`; },
}, async (world) => {
  await world.start_daemon();
  assert.equal(world.daemon.redis(), undefined, 'it starts none');
  await world.has_looked_around();
  await stands_once(await play({ world }));
  await world.daemon.stop();
  assert.equal(await world.redis.ask('PING'), 'PONG', 'the foreign Redis stays');
});
