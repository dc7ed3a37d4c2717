// Addresses of posts and comments, as the network writes them.

const site = 'https://www.facebook.com';

/** @param {import('./objects.mjs').Post} post */
export const permalink_of = (post) => `${site}/${post.owner_id}/posts/${post.number}`;

/** @param {import('./objects.mjs').Comment} comment @param {import('./world.mjs').World} world */
export function comment_link(comment, world) {
  const top = comment.parent_id && world.comment(comment.parent_id);
  const query = top ? `comment_id=${top.number}&reply_comment_id=${comment.number}` : `comment_id=${comment.number}`;
  return `${permalink_of(world.posts.get(comment.post_id))}?${query}`;
}

export const page_link = (page) => `${site}/${page.username || page.id}`;
