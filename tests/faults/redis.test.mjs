// Redis is killed, or is away for a while, at every step of the story: nothing is lost, nothing is placed twice,
// the console says what is the matter, and all goes on by itself.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { complaint } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind, side_by_side } from '../harness/in_town.mjs';
import { outlasting } from '../harness/outlast.mjs';
import { Redis } from '../harness/redis.mjs';
import { play, read_again, stands_once, story } from '../harness/story.mjs';
import { until, until_works } from '../harness/until.mjs';

leaves_nothing_behind();

/** When the daemon's own Redis is killed: `play` is the step of the story. */
const moments = {
  'as the step begins': async (redis, play_step) => {
    process.kill(redis, 'SIGSTOP');
    const step = play_step();
    step.catch(() => undefined);
    process.kill(redis, 'SIGKILL');
    await step;
  },
  'as soon as the step is done': async (_redis, play_step, world) => {
    await play_step();
    process.kill(await its_redis(world), 'SIGKILL');
  },
};
/** The one that runs: the last may have been killed a moment ago. */
const its_redis = (world) => until('the daemon has a Redis', () => world.daemon.redis());
const struck = story.filter(({ says }) => /^(a resident|routed|drafted|returned|reworked|approved)/.test(says));

const away = {
  idle: true,
  sources: ['own'],
  prepare: async (world) => { world.redis = world.owns(await Redis.start(join(world.folder, 'redis'))); },
  settings: (settings, world) => { settings.storage.url = `unix://${join(world.folder, 'redis', 'redis.sock')}`; },
};

/** The store is waited for before a request is refused. */
const patiently = { within: 20_000 };

side_by_side('a Redis that is killed or away', () => {
  for (const [when, kill] of Object.entries(moments)) {
    in_town(`the daemon's own Redis is killed ${when}, at every step in turn`, { sources: ['own'] }, async (world) => {
      await world.vk.settings({ guid: 'ignore' });
      await world.has_looked_around();
      const patient = outlasting(world);
      const around = async (play_step, step) => {
        if (!struck.includes(step)) return patient(play_step, step);
        let spared = false;
        const play_once_killed = () => {
          if (spared) return play_step();
          spared = true;
          return its_redis(world).then((redis) => kill(redis, play_step, world));
        };
        await patient(play_once_killed, step);
      };
      const scene = await play({ world }, { around });
      await world.mend();
      await read_again(world.vk);
      await stands_once(scene);
      const { incidents } = await (await world.person('coordinator')).list();
      assert.deepEqual(incidents.map(({ id }) => id), [scene.incident.id]);
    });
  }

  for (const when of ['before', 'after']) {
    in_town(`the daemon's own Redis is killed while the network is ${when === 'before' ? 'about to create' : 'answering that it created'} the comment`, { sources: ['own'] }, async (world) => {
      await world.vk.settings({ guid: 'ignore' });
      await world.has_looked_around();
      await world.vk.fault({ method: 'wall.createComment' }, { do: 'delay', ms: 1000, when });
      const patient = outlasting(world);
      const scene = await play({ world }, { around: async (play_step, step) => {
        await patient(play_step, step);
        if (!step.says.startsWith('approved')) return;
        await until('the network was called', async () => (await world.vk.faults())[0].hits > 0, { every: 10 });
        process.kill(world.daemon.redis(), 'SIGKILL');
      } });
      await world.mend();
      await read_again(world.vk);
      await stands_once(scene);
    });
  }

  in_town('a Redis that is away for a while: the console says so, nothing is lost, and it goes on by itself', away, async (world) => {
    await world.start_daemon();
    await world.has_looked_around();
    const first = world.daemon;
    const coordinator = await world.person('coordinator');
    await world.redis.kill();
    await until('readiness says no', async () => (await coordinator.request('GET', '/readyz', patiently)).status === 503);
    const told = await coordinator.request('GET', '/api/incidents', patiently);
    assert.equal(told.status, 503);
    assert.match(told.json.error.message, /[а-яё]{3}/i);
    const meanwhile = await world.vk.comment({ under: 'adm-subbotnik', author: 'Анна Ветрова', text: complaint() });
    await world.redis.begin();
    await until_works('the message of meanwhile is there', async () => (await coordinator.list()).incidents.some(({ excerpt }) => excerpt.includes(meanwhile.text.slice(0, 50))));
    assert.equal((await coordinator.request('GET', '/readyz')).status, 200);
    assert.equal(world.daemon, first);
    assert.ok(first.alive, 'the daemon was not started anew');
  });

  in_town('a Redis that stands still while an answer is placed', away, async (world) => {
    await world.start_daemon();
    await world.has_looked_around();
    await world.vk.settings({ guid: 'ignore' });
    await world.vk.fault({ method: 'wall.createComment' }, { do: 'delay', ms: 1000, when: 'after' });
    const scene = { world };
    await play(scene, { around: outlasting(world), steps: story.slice(0, story.findIndex(({ says }) => says.startsWith('placed'))) });
    await until('the network was called', async () => (await world.vk.faults())[0].hits > 0, { every: 10 });
    world.redis.child.signal('SIGSTOP');
    await until('the network has the comment', async () => (await world.vk.official_comments()).length > 0);
    await until_works('the daemon notices', async () => (await fetch(`${world.url}/readyz`, { signal: AbortSignal.timeout(60_000) })).status === 503, { within: 30_000 });
    world.redis.child.signal('SIGCONT');
    await play(scene, { around: outlasting(world), steps: story.slice(story.findIndex(({ says }) => says.startsWith('placed'))) });
    await read_again(world.vk);
    await stands_once(scene);
  });
});
