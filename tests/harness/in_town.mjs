// How a test begins: in_town('sentence', plan, async (world) => {…}).

import { availableParallelism } from 'node:os';
import { after, describe, test } from 'node:test';
import { World, clean_up_now, nothing_is_left } from './world.mjs';

/**
 * A test in a world of its own.
 * @param {string} name a sentence
 * @param {import('./world.mjs').Plan | ((world: World, t: import('node:test').TestContext) => unknown)} plan
 * @param {(world: World, t: import('node:test').TestContext) => unknown} [story]
 */
export function in_town(name, plan, story) {
  if (typeof plan === 'function') return in_town(name, {}, plan);
  return test(name, { timeout: plan.within ?? 120_000 }, async (t) => {
    const world = await World.start(plan);
    let failed = true;
    try {
      await story(world, t);
      failed = false;
    } catch (error) {
      throw with_log(error, world);
    } finally {
      const ended = world.stop();
      await (failed ? ended.catch(() => undefined) : ended.catch((error) => { throw with_log(error, world); }));
    }
  });
}

/**
 * The tests that are begun in `begin` run side by side, each in its own world: mostly they wait, for a lease, a reading, a
 * letter. So many at once that the processor is busy and nobody is kept from it.
 * @param {string} name
 * @param {() => void} begin
 */
export const side_by_side = (name, begin) => describe(name, { concurrency: 2 * availableParallelism() }, begin);

/** A failure that also shows what the daemon said. */
function with_log(error, world) {
  const logs = world.daemons.map((daemon) => daemon.sanitizer_report ?? daemon.child.tail(30)).join('\n  -- started anew --\n');
  const message = `${error.message}\n  -- the daemon said --\n${logs}`;
  const stack = `${error.name}: ${message}\n${error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).join('\n')}`;
  // Some failures are DOM exceptions, whose message is fixed.
  for (const [key, value] of Object.entries({ message, stack })) Object.defineProperty(error, key, { value, configurable: true });
  return error;
}

process.on('exit', clean_up_now);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/** At the end of every test file. */
export const leaves_nothing_behind = () => after(nothing_is_left);
