// The requests of the control interface that all networks of this engine have, besides those that all networks have.

import { ControlError } from '../shared/control_error.mjs';
import { common_rows } from '../shared/control_rows.mjs';
import { raw_rows } from '../shared/raw_items.mjs';

async function set_limit({ sim, body }) {
  const whole = Number.isInteger(body.calls) && typeof body.method === 'string';
  if (!whole && typeof body.id !== 'string') throw new ControlError(400, 'a limit has id and percent, or method and calls');
  sim.limits.order(body);
  return body;
}

async function released({ sim, body }) {
  return sim.webhooks.release(body);
}

async function delivered({ sim }) {
  await sim.webhooks.deliver_due();
  return { items: sim.webhooks.deliveries };
}

function dropped({ sim, name }) {
  sim.webhooks.drop(Number(name));
  return { removed: 1 };
}

function time_moved({ sim, world }) {
  world.publish_due();
  return sim.webhooks.deliver_due();
}

/** @param {Parameters<typeof common_rows>[0] & {lists?: string[]}} network `lists` are the edges into which raw items may be put */
export const graph_rows = ({ lists = [], ...network }) => [
  ...raw_rows(lists),
  ['POST', '/control/apps', ({ world, body }) => ({ app: world.put_app(body) })],
  ['POST', '/control/tokens', ({ world, body }) => ({ token: world.put_token(body) })],
  ['POST', '/control/limits', set_limit],
  ['GET', '/control/webhooks', delivered],
  ['POST', '/control/webhooks/release', released],
  ['DELETE', '/control/webhooks/:name', dropped],
  ...common_rows({ ...network, time_moved }),
];
