// What a community is told of a change: which community, and the object of the event.

import { message_shape } from './message_shapes.mjs';
import { comment_event_shape, medium_comment_shape, post_shape, topic_comment_shape } from './shapes.mjs';

/** The community that hears of this item. */
export const community_told = (item) => item.group_id ?? -item.owner_id;

const comment_under = (kind) => ({
  said: (item, viewer) => ({ ...medium_comment_shape(item, viewer), [`${kind}_owner_id`]: item.owner_id }),
  gone: (item, viewer, { deleter_id }) => ({
    owner_id: item.owner_id, id: item.id, user_id: item.from_id, deleter_id, [`${kind}_id`]: item.medium_id,
  }),
});

function wall_reply_gone(item, { world }, { deleter_id }) {
  return { owner_id: item.owner_id, id: item.id, [world.settings.delete_event_author]: deleter_id, post_id: item.post_id };
}

const client_info = { button_actions: ['text', 'open_link'], keyboard: true, inline_keyboard: true, carousel: false, lang_id: 0 };

/** By the beginning of the type: the object of what was said, and of what was deleted. */
const makers = {
  wall_post: { said: (item, viewer) => post_shape(item, viewer) },
  wall_reply: { said: (item, viewer) => comment_event_shape(item, viewer), gone: wall_reply_gone },
  photo_comment: comment_under('photo'),
  video_comment: comment_under('video'),
  board_post: {
    said: (item, viewer) => ({ ...topic_comment_shape(item, viewer), topic_owner_id: -item.group_id, topic_id: item.topic_id }),
    gone: (item, viewer, { deleter_id }) => ({ topic_owner_id: -item.group_id, topic_id: item.topic_id, id: item.id, deleter_id }),
  },
};

const message_makers = {
  message_new: (item, viewer) => ({ message: message_shape(item, viewer), client_info }),
  message_reply: (item, viewer) => message_shape(item, viewer),
  message_allow: ({ peer_id }) => ({ user_id: peer_id, key: '' }),
  message_deny: ({ peer_id }) => ({ user_id: peer_id }),
};

/** @param {string} type @param {object} item @param {import('./shapes.mjs').Viewer} viewer @param {{deleter_id?: number}} more */
export function event_object(type, item, viewer, more = {}) {
  if (message_makers[type]) return message_makers[type](item, viewer);
  const [, subject, verb] = /^(\w+)_(new|edit|restore|delete)$/.exec(type);
  return makers[subject][verb === 'delete' ? 'gone' : 'said'](item, viewer, more);
}
