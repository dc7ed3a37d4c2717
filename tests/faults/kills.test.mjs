// The daemon, or the daemon and its Redis, are killed from outside at every step of the story, in one life after another.

import assert from 'node:assert/strict';
import { in_town, leaves_nothing_behind, side_by_side } from '../harness/in_town.mjs';
import { outlasting } from '../harness/outlast.mjs';
import { play, read_again, stands_once } from '../harness/story.mjs';

leaves_nothing_behind();

const victims = {
  'the daemon': (world) => [world.daemon.child.pid],
  'the daemon and its Redis': (world) => [world.daemon.redis(), world.daemon.child.pid],
  'Redis right after the daemon': (world) => [world.daemon.child.pid, world.daemon.redis()],
};

side_by_side('killed from outside', () => {
  for (const [who, pids] of Object.entries(victims)) {
    in_town(`${who} killed in the midst of every step`, { sources: ['own'] }, async (world) => {
      await world.vk.settings({ guid: 'ignore' });
      await world.has_looked_around();
      const patient = outlasting(world);
      const scene = await play({ world }, { around: async (play_step, step) => {
        let spared = false;
        await world.mend();  // a step of the resident's alone does not notice that the daemon is gone
        await patient(async () => {
          const playing = play_step();
          if (!spared) {
            spared = true;
            playing.catch(() => undefined);
            for (const pid of pids(world)) process.kill(pid, 'SIGKILL');
          }
          await playing;
        }, step);
      } });
      await world.mend();
      await read_again(world.vk);
      await stands_once(scene);
      const { incidents } = await (await world.person('coordinator')).list();
      assert.deepEqual(incidents.map(({ id }) => id), [scene.incident.id]);
    });
  }
});
