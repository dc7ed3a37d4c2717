// The requests of the control interface that are the same in every network: tokens taken away, settings, clock, faults, the request log, reset.

import { ControlError } from './control_error.mjs';

const number_or_nothing = (text) => (text === null || text === '' ? undefined : Number(text));

function remove_token({ world, name }) {
  if (!world.tokens.delete(name)) throw new ControlError(404, 'there is no such token');
  return { removed: true };
}

function add_fault({ sim, body }) {
  const fault = sim.faults.add(body);
  return { id: fault.id, fault };
}

const requests = ({ sim, query }) => sim.journal.read({
  method: query.get('method') ?? undefined, after: number_or_nothing(query.get('after')), limit: number_or_nothing(query.get('limit')),
});

/**
 * @param {object} network
 * @param {(settings: object, changes: object) => void} network.change_settings
 * @param {(name: string) => object} network.read_shipped_world
 * @param {(request: object) => void|Promise<void>} [network.time_moved] what is due once the clock was set
 * @returns {[string, string, Function][]}
 */
export function common_rows({ change_settings, read_shipped_world, time_moved = () => {} }) {
  async function set_clock(request) {
    request.world.clock.set(request.body);
    await time_moved(request);
    return request.world.clock.shape();
  }

  function set_settings({ world, body }) {
    change_settings(world.settings, body);
    return { settings: world.settings };
  }

  function reset({ sim, body: { world } }) {
    sim.reset(typeof world === 'string' ? read_shipped_world(world) : world);
    return { now: sim.world.clock.now() };
  }

  return [
    ['DELETE', '/control/tokens/:name', remove_token],
    ['POST', '/control/settings', set_settings],
    ['GET', '/control/clock', ({ world }) => world.clock.shape()],
    ['POST', '/control/clock', set_clock],
    ['GET', '/control/faults', ({ sim }) => ({ items: sim.faults.list })],
    ['POST', '/control/faults', add_fault],
    ['DELETE', '/control/faults', ({ sim }) => ({ removed: sim.faults.remove() })],
    ['DELETE', '/control/faults/:name', ({ sim, name }) => ({ removed: sim.faults.remove(Number(name)) })],
    ['GET', '/control/requests', requests],
    ['DELETE', '/control/requests', ({ sim }) => ({ removed: sim.journal.clear() })],
    ['POST', '/control/reset', reset],
  ];
}
