// Which object has an id. Whether the token may see it is a matter of access.mjs.

import { Node } from '../graph/render.mjs';

/** @param {import('../graph/api.mjs').Call} call @param {string} id @returns {Node|null} */
export function find({ world, token }, id) {
  if (id === 'me') return me(world, token);
  const node = (type, item) => (item ? new Node(type, item) : null);
  return node('IGUser', world.account(id)) ?? node('Page', world.pages.get(id)) ?? node('User', token?.user_id === id && world.people.get(id))
    ?? node('IGMedia', there(world.media.get(id), (media) => world.is_there(media)))
    ?? node('IGComment', there(world.comments.get(id), (comment) => world.stands(comment)))
    ?? node('ShadowIGMediaBuilder', world.containers.get(id)) ?? node('ShadowIGHashtag', [...world.hashtags.values()].find((one) => one.id === id));
}

const there = (item, is_there) => (item && is_there(item) ? item : undefined);

function me(world, token) {
  if (token?.kind === 'instagram') return new Node('IGUser', world.accounts.get(token.account_id));
  if (world.pages.has(token?.page_id)) return new Node('Page', world.pages.get(token.page_id));
  return world.people.has(token?.user_id) ? new Node('User', world.people.get(token.user_id)) : null;
}
