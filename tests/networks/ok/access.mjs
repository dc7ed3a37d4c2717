// Who calls, and what he may do: application, session, signature, permissions of the token, roles in a group.

import { ApiError } from './errors.mjs';
import { session_secret_of, signature_of, signed_text } from './signature.mjs';

/**
 * @param {import('./world.mjs').World} world
 * @param {import('./api.mjs').Request} request
 * @returns {{application: object, token: import('./objects.mjs').Token|null}}
 */
export function identified(world, { sent, entry }) {
  const application = world.applications.get(sent.application_key);
  if (!application) throw new ApiError(101);
  if (application.disabled) throw new ApiError(210);
  const token = session_of(world, sent.access_token ?? sent.session_key, application);
  check_signature(world, sent, secrets_of(application, token), entry);
  if (token && token.expires_at !== null && token.expires_at <= world.clock.now()) throw new ApiError(102);
  return { application, token };
}

function session_of(world, text, application) {
  if (text === undefined) return null;
  const token = world.tokens.get(text);
  if (token?.kind !== 'session' || token.revoked || token.application !== application.key) throw new ApiError(103);
  return token;
}

/** With a session its secret, computed or handed out; without one the application's. */
const secrets_of = (application, token) =>
  (token ? [session_secret_of(token.token, application.secret), token.session_secret_key].filter(Boolean) : [application.secret]);

/** The log keeps what should have been signed, so that the author of a client can compare. */
function check_signature(world, sent, secrets, entry) {
  if (secrets.some((secret) => signature_of(sent, secret) === sent.sig)) return;
  entry.should_sign = signed_text(sent);
  if (world.settings.signature === 'checked') throw new ApiError(104, { data: sent.sig === undefined ? 'sig' : null });
}

export function check_permission(world, { session, scope }, token) {
  if (!token && session === 'needed') throw new ApiError(453);
  if (token && scope && !token.scopes.includes(scope))
    throw new ApiError(world.settings.scope_error, { data: scope });
}

/** Role of a person in a group, "" for somebody who is not in it. */
export const role_in = (group, person_id) => (group && Object.hasOwn(group.roles, person_id) ? group.roles[person_id] : '');

export const leads = (group, person_id) => ['ADMIN', 'MODERATOR'].includes(role_in(group, person_id));

/** The group of the parameter gid, open to this reader. */
export function group_named(world, id, person_id) {
  const group = world.groups.get(id);
  if (!group) throw new ApiError(160, { data: 'gid' });
  check_reader(world, group, person_id);
  return group;
}

/** Reading is open to everybody, unless the settings of the world say otherwise. */
export function check_reader(world, group, person_id) {
  if (role_in(group, person_id) === 'BLOCKED') throw new ApiError(456);
  if (world.settings.members_only && !['ADMIN', 'MODERATOR', 'ACTIVE'].includes(role_in(group, person_id))) throw new ApiError(456);
}
