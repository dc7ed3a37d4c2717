// What subscribers are told when something happens on a page, in the words of the webhook field `feed`, or `mention` when it happens elsewhere.

import { permalink_of } from './links.mjs';

/** Nobody is told while the world is being filled. @param {object} page */
function tell(world, page, field, value) {
  const apps = Object.entries(page?.subscribed ?? {}).filter(([, fields]) => fields.includes(field)).map(([app_id]) => app_id);
  world.webhooks?.tell('page', field, page?.id, value, apps);
}

function author_of(world, id) {
  const name = world.name_of(id);
  return world.settings.webhook_from === 'sender' ? { sender_id: id, sender_name: name } : { from: { id, name } };
}

const message_of = ({ settings }, text) => (settings.webhook_message === 'absent' || !text ? {} : { message: text });

const comment_id = ({ settings }, comment) =>
  (settings.webhook_comment_id === 'page_post' ? `${comment.post_id}_${comment.number}` : comment.id);

/** @param {string} verb add, edited, remove, hide, unhide */
export function tell_comment(world, comment, verb) {
  const post = world.posts.get(comment.post_id);
  const parent = comment.parent_id && world.comment(comment.parent_id);
  tell(world, world.pages.get(post.owner_id), 'feed', {
    ...author_of(world, comment.page_id ?? comment.person_id), item: 'comment', verb, comment_id: comment_id(world, comment), post_id: post.id,
    parent_id: parent ? comment_id(world, parent) : post.id, created_time: comment.created_at,
    ...(verb !== 'remove' && {
      ...message_of(world, comment.text), post: { id: post.id, is_published: post.published, permalink_url: permalink_of(post) },
    }),
  });
}

export function tell_post(world, post, verb) {
  const item = post.photos.length ? 'photo' : post.by_page ? 'status' : 'post';
  tell(world, world.pages.get(post.owner_id), 'feed', {
    ...author_of(world, post.by_page ? post.owner_id : post.person_id), item, verb, post_id: post.id, created_time: post.created_at,
    ...(verb !== 'remove' && { ...message_of(world, post.text), published: post.published ? 1 : 0, ...(post.link && { link: post.link }) }),
    ...(item === 'photo' && { photo_id: post.photos[0] }),
  });
}

export function tell_like(world, item, by, verb) {
  const post = item.post_id === undefined ? item : world.posts.get(item.post_id);
  tell(world, world.pages.get(post.owner_id), 'feed', {
    ...author_of(world, by), item: 'reaction', reaction_type: 'like', verb, post_id: post.id, parent_id: post.id, created_time: world.clock.now(),
    ...(item !== post && { comment_id: comment_id(world, item) }),
  });
}

export function tell_mention(world, post, verb) {
  for (const page_id of post.tagged) {
    const value = { post_id: post.id, verb, item: 'post', sender_id: post.person_id ?? post.owner_id, ...message_of(world, post.text) };
    tell(world, world.pages.get(page_id), 'mention', { ...value, sender_name: world.name_of(value.sender_id), created_time: post.created_at });
  }
}
