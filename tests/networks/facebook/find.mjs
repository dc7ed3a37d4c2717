// Which object has an id, as far as the token may know that it exists.

import { Node } from '../graph/render.mjs';

/** @param {import('../graph/api.mjs').Call} call @param {string} id @returns {Node|null} */
export function find({ world, token }, id) {
  if (id === 'me') return me(world, token);
  const page = world.pages.get(id) ?? [...world.pages.values()].find(({ username }) => username && username === id);
  if (page) return new Node('Page', page);
  if (world.people.has(id)) return token?.user_id === id ? new Node('User', world.people.get(id)) : null;
  return post_named(world, token, id) ?? comment_named(world, id) ?? photo_named(world, id) ?? conversation_named(world, token, id);
}

function me(world, token) {
  const page = world.pages.get(token?.page_id);
  if (page) return new Node('Page', page);
  const person = world.people.get(token?.user_id);
  return person ? new Node('User', person) : null;
}

/** What is not published is there for the page alone. */
function post_named(world, token, id) {
  const post = world.posts.get(id);
  if (!post || post.deleted) return null;
  return post.published || token?.page_id === post.owner_id ? new Node('PagePost', post) : null;
}

/** The part before the last number is that of the post, the post's whole id, or a photo of it. */
function comment_named(world, id) {
  const comment = /^[\d_]+_\d+$/.test(id) ? world.comment(id) : undefined;
  if (!comment || !world.stands(comment)) return null;
  const post = world.posts.get(comment.post_id);
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return [String(post.number), post.id, ...post.photos].includes(prefix) ? new Node('Comment', comment) : null;
}

function photo_named(world, id) {
  const photo = world.photos.get(id);
  return photo && !photo.deleted ? new Node('Photo', photo) : null;
}

function conversation_named(world, token, id) {
  const conversation = world.conversations.get(id);
  return conversation?.page_id === token?.page_id && conversation ? new Node('UnifiedThread', conversation) : null;
}
