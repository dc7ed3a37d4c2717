// Playing on while the daemon or its Redis is killed: as a person does who tries again when the console is back.

import { until } from './until.mjs';

/** Whether a failure only says that the daemon or its store is away just now. */
export function is_outage(error) {
  const codes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ENOENT'];
  return error.status === 503 || error.name === 'TimeoutError' || codes.includes(error.cause?.code) || error.message === 'fetch failed' || error.message === 'terminated';
}

/** Wraps each step of the story: an outage is mended and the step is played again. */
export const outlasting = (world) => (step, { says }) => until(says, async () => {
  try {
    await watched(world, step());
    return true;
  } catch (error) {
    if (!is_outage(error) && !(error instanceof Fallen)) throw error;
    await world.mend();
    return false;
  }
}, { within: 60_000, every: 0 });

class Fallen extends Error {}

/** A step that waits for something the fallen daemon cannot do is given up at once. */
function watched(world, work) {
  const { child } = world.daemon;
  const fallen = child.ended.then(() => { throw new Fallen('the daemon has ended'); });
  fallen.catch(() => undefined);
  work.catch(() => undefined);
  return Promise.race([work, fallen]);
}

