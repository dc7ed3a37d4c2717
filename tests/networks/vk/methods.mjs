// The table of methods: which kinds of token may call each, which right a community token needs, the parameters, and who does the work.
// Those of photos, videos and documents, and those of messages, have tables of their own. Day quotas stand in limits.mjs. Ranges and kinds follow the official schema of 5.199; owner_id of wall.get is what clients send.

import { flag, integer, list, natural, number, text, word } from './parameters.mjs';
import * as boards from './boards.mjs';
import { get_commented } from './commented.mjs';
import { media_methods } from './methods_media.mjs';
import { message_methods } from './methods_messages.mjs';
import * as newsfeed from './newsfeed.mjs';
import * as owners from './owners.mjs';
import * as reading from './wall_reading.mjs';
import * as writing from './wall_writing.mjs';

/**
 * @typedef {object} Method
 * @property {Kind[]} kinds
 * @property {string} [right] a community token must have it
 * @property {Record<string, import('./parameters.mjs').Rule>} parameters
 * @property {(call: object) => any} handler its result stands under "response"
 */

const owner_id = integer();
const group_id = integer({ min: 1, required: true });
const message = text();
const guid = text();
const attachments = list();
const extended = flag();
const fields = list();

/** @typedef {'user'|'community'|'service'} Kind */
/** @type {Kind[]} */ const anybody = ['user', 'community', 'service'];
/** @type {Kind[]} */ const readers = ['user', 'service'];
/** @type {Kind[]} */ const writers = ['user', 'community'];
/** @type {Kind[]} */ const people = ['user'];

const post_parameters = {
  owner_id, message, attachments, guid, from_group: flag(), signed: flag(), publish_date: natural(), post_id: natural(), close_comments: flag(),
};

/** @type {Record<string, Method>} */
export const methods = {
  'wall.get': {
    kinds: readers, handler: reading.get_wall,
    parameters: {
      owner_id, domain: text(), offset: natural({ standard: 0 }), count: natural({ at_most: 100, standard: 20 }), extended, fields,
      filter: word(['all', 'owner', 'others', 'postponed', 'suggests', 'archived', 'donut'], { standard: 'all' }),
    },
  },
  'wall.getById': {
    kinds: readers, handler: reading.get_posts_by_id,
    parameters: { posts: list({ required: true, max: 100 }), extended, copy_history_depth: integer({ standard: 2 }), fields },
  },
  'wall.search': {
    kinds: readers, handler: reading.search_wall,
    parameters: {
      owner_id, domain: text(), query: text({ required: true }), extended, fields,
      offset: natural({ standard: 0 }), count: natural({ max: 100, standard: 20 }),
    },
  },
  'wall.getComments': {
    kinds: readers, handler: reading.get_comments,
    parameters: {
      owner_id, post_id: natural(), need_likes: flag(), start_comment_id: natural(), offset: integer({ standard: 0 }),
      count: natural({ at_most: 100, standard: 10 }), sort: word(['asc', 'desc', 'smart'], { standard: 'asc' }), preview_length: natural(),
      extended, fields, comment_id: natural(), thread_items_count: natural({ max: 10, standard: 0 }),
    },
  },
  'wall.getComment': {
    kinds: people, handler: reading.get_comment,
    parameters: { owner_id, comment_id: natural({ required: true }), extended, fields },
  },
  'wall.createComment': {
    kinds: writers, right: 'wall', handler: writing.create_comment,
    parameters: {
      owner_id, post_id: natural({ required: true }), from_group: natural(), message, reply_to_comment: integer(), attachments,
      sticker_id: natural(), guid,
    },
  },
  'wall.editComment': {
    kinds: people, right: 'wall', handler: writing.edit_comment,
    parameters: { owner_id, post_id: natural(), comment_id: natural({ required: true }), message, attachments },
  },
  'wall.deleteComment': {
    kinds: people, right: 'wall', handler: writing.delete_comment,
    parameters: { owner_id, post_id: natural(), comment_id: natural({ required: true }) },
  },
  'wall.restoreComment': {
    kinds: people, right: 'wall', handler: writing.restore_comment,
    parameters: { owner_id, comment_id: integer({ required: true }) },
  },
  'wall.openComments': {
    kinds: writers, right: 'wall', handler: writing.switch_comments(true),
    parameters: { owner_id: integer({ required: true }), post_id: natural({ required: true }) },
  },
  'wall.closeComments': {
    kinds: writers, right: 'wall', handler: writing.switch_comments(false),
    parameters: { owner_id: integer({ required: true }), post_id: natural({ required: true }) },
  },
  'wall.post': { kinds: people, right: 'wall', handler: writing.create_post, parameters: post_parameters },
  'wall.edit': {
    kinds: people, right: 'wall', handler: writing.edit_post,
    parameters: { owner_id, post_id: natural({ required: true }), message, attachments, publish_date: natural() },
  },
  'wall.delete': { kinds: people, right: 'wall', handler: writing.delete_post, parameters: { owner_id, post_id: natural() } },

  'newsfeed.search': {
    kinds: readers, handler: newsfeed.search,
    parameters: {
      q: text(), extended, count: natural({ max: 200, standard: 30 }), latitude: number(), longitude: number(),
      start_time: natural(), end_time: natural(), start_from: text(), fields,
    },
  },
  'newsfeed.getMentions': {
    kinds: people, handler: newsfeed.get_mentions,
    parameters: {
      owner_id, start_time: natural(), end_time: natural(), offset: natural({ standard: 0 }), count: natural({ max: 50, standard: 20 }),
    },
  },
  'newsfeed.getComments': {
    kinds: people, handler: get_commented,
    parameters: {
      count: natural({ max: 100, standard: 30 }), filters: list(), start_time: natural(), end_time: natural(),
      last_comments_count: natural({ max: 10, standard: 0 }), start_from: text(), fields,
    },
  },

  'account.getAppPermissions': { kinds: people, handler: owners.get_app_permissions, parameters: { user_id: integer({ min: 1 }) } },
  'account.getProfileInfo': { kinds: people, handler: owners.get_profile_info, parameters: {} },
  'groups.getById': { kinds: anybody, handler: owners.get_communities, parameters: { group_ids: list(), group_id: text(), fields } },
  'groups.getTokenPermissions': { kinds: ['community'], handler: owners.get_token_permissions, parameters: {} },
  'groups.getLongPollServer': { kinds: writers, right: 'manage', handler: owners.get_long_poll_server, parameters: { group_id } },
  'groups.getLongPollSettings': { kinds: writers, right: 'manage', handler: owners.get_long_poll_settings, parameters: { group_id } },
  'groups.setLongPollSettings': {
    kinds: writers, right: 'manage', handler: owners.set_long_poll_settings,
    parameters: { group_id, enabled: flag({ standard: undefined }), api_version: text() },
  },
  'users.get': {
    kinds: anybody, handler: owners.get_users,
    parameters: { user_ids: list({ max: 1000 }), fields, name_case: text(), from_group_id: integer() },
  },
  'utils.resolveScreenName': { kinds: anybody, handler: owners.resolve_screen_name, parameters: { screen_name: text({ required: true }) } },
  'utils.getServerTime': { kinds: anybody, handler: owners.get_server_time, parameters: {} },

  'board.getTopics': {
    kinds: readers, handler: boards.get_topics,
    parameters: {
      group_id, topic_ids: list({ max: 100 }), order: word(['1', '2', '-1', '-2', '0'], { standard: '0' }), offset: natural({ standard: 0 }),
      count: natural({ max: 100, standard: 40 }), extended, preview: word(['0', '1', '2'], { standard: '0' }),
      preview_length: natural({ standard: 90 }),
    },
  },
  'board.getComments': {
    kinds: readers, handler: boards.get_topic_comments,
    parameters: {
      group_id, topic_id: natural({ required: true }), need_likes: flag(), start_comment_id: natural(), offset: integer({ standard: 0 }),
      count: natural({ max: 100, standard: 20 }), extended, sort: word(['asc', 'desc'], { standard: 'asc' }),
    },
  },
  'board.createComment': {
    kinds: people, right: 'manage', handler: boards.create_topic_comment,
    parameters: {
      group_id, topic_id: natural({ required: true }), message, attachments, from_group: flag(), sticker_id: natural(), guid,
    },
  },
  'board.deleteComment': {
    kinds: writers, right: 'manage', handler: boards.delete_topic_comment,
    parameters: { group_id, topic_id: integer({ min: 1, required: true }), comment_id: integer({ min: 1, required: true }) },
  },

  ...media_methods,
  ...message_methods,

  /** Its handler is in api.mjs, which can make the inner calls. */
  execute: { kinds: writers, handler: null, parameters: { code: text({ required: true }), func_v: natural() } },
};

/** The error for a kind of token that a method does not take. */
export const refusal_of = { community: 27, service: 28, user: 15 };

/** What an ordinary VK ID token of a person may call; all else is 1051. */
export const open_to_vk_id = ['users.get', 'groups.getById', 'utils.getServerTime', 'utils.resolveScreenName'];
