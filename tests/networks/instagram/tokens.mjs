// Tokens of an Instagram login: a short one becomes a long one, a long one is prolonged.

import { randomBytes } from 'node:crypto';
import { GraphError, bad_parameter } from '../graph/errors.mjs';

const hour = 3600;
const day = 24 * hour;
const life = 60 * day;

function check_kind(token) {
  if (token.kind !== 'instagram') throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token', status: 400 });
}

function made_of({ world, token }) {
  const { permissions, account_id, app_id } = token;
  const made = world.put_token({ token: `IGAALong${randomBytes(12).toString('hex')}`, kind: 'instagram', account_id, app_id, permissions: [...permissions], expires_in: life });
  return { access_token: made.token, token_type: 'bearer', expires_in: life };
}

const lifetime = ({ issued_at, expires_at }) => (expires_at === null ? Infinity : expires_at - issued_at);

/** `GET /access_token` */
export function longer(call) {
  const { token, app, params } = call;
  check_kind(token);
  if (params.client_secret !== app.secret) throw new GraphError(1, { message: 'Error validating client secret.', status: 400, transient: false });
  if (lifetime(token) > hour) throw bad_parameter('The access token is long-lived already');
  return made_of(call);
}

/** `GET /refresh_access_token` */
export function refreshed(call) {
  const { token, world } = call;
  check_kind(token);
  if (lifetime(token) <= hour) throw bad_parameter('Only a long-lived access token can be refreshed');
  if (world.clock.now() - token.issued_at < day) throw bad_parameter('The access token must be at least 24 hours old');
  return { ...made_of(call), permissions: token.permissions.join(',') };
}
