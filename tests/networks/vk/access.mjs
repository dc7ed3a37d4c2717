// Who may do what with which wall: the checks that readers and writers share.

import { ApiError, bad_parameter } from './errors.mjs';

/** Whom a token speaks as: a person, a community (negative), or nobody. @param {import('./objects.mjs').Token} token */
export function actor_of(token) {
  if (token.kind === 'user') return token.user_id;
  return token.kind === 'community' ? -token.group_id : undefined;
}

/** Does the token have a say over this wall? @param {import('./objects.mjs').Token} token @param {number} owner_id */
export function administers(token, owner_id) {
  if (token.kind === 'user') return token.user_id === owner_id || token.administers.includes(-owner_id);
  return token.kind === 'community' && token.group_id === -owner_id;
}

/** The wall that is meant: named, or one's own. */
export function owner_meant({ params, token }) {
  const owner_id = params.owner_id ?? actor_of(token);
  if (owner_id === undefined) throw bad_parameter('owner_id is undefined');
  return owner_id;
}

/** Refuses walls that this token cannot read. */
export function check_readable({ world, token }, owner_id) {
  if (!world.knows(owner_id)) throw new ApiError(15, 'wall is disabled');
  if (administers(token, owner_id)) return;
  if (owner_id > 0) {
    const person = world.people.get(owner_id);
    if (person.deactivated) throw new ApiError(18);
    if (person.is_closed) throw new ApiError(30);
  } else {
    const community = world.communities.get(-owner_id);
    if (community.deactivated) throw new ApiError(15, 'group is blocked');
    if (community.is_closed) throw new ApiError(15, 'this wall available only for community members');
  }
}

/**
 * In whose name a comment or post is written.
 * @param {number|undefined} group_id the community asked for; none or 0 for the token's own owner
 */
export function author_meant(token, group_id) {
  if (!group_id) return actor_of(token);
  if (!administers(token, -group_id)) throw new ApiError(15, 'no access to act for this community');
  return -group_id;
}
