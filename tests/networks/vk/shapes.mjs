// How the world looks in VK's answers: posts, comments, threads, people, communities, in the form of the asked version.

import { served_attachment } from './attachments.mjs';
import { as_served, served_text } from './served.mjs';
import { preview } from './text.mjs';

/**
 * Who looks, and in which form he wants it.
 * @typedef {object} Viewer
 * @property {import('./world.mjs').World} world
 * @property {boolean} modern newer than 5.131
 * @property {string} base address of the simulator
 */

export const live_comments = (comments) => comments.filter((comment) => !comment.deleted);

const served_attachments = (item, viewer) => item.attachments.map((attachment) => served_attachment(attachment, item, viewer));

// ---- posts

/**
 * @param {import('./objects.mjs').Post} post
 * @param {Viewer} viewer
 * @param {{copy_history_depth?: number}} [wishes]
 */
export function post_shape(post, viewer, { copy_history_depth = 2 } = {}) {
  const { modern } = viewer;
  const shape = {
    ...(modern && { inner_type: 'wall_wallpost' }),
    id: post.id, owner_id: post.owner_id, from_id: post.from_id, date: post.date,
    post_type: post.postponed ? 'postpone' : post.suggested ? 'suggest' : 'post',
    text: served_text(post.text, viewer), attachments: served_attachments(post, viewer), marked_as_ads: 0,
    comments: comments_info(post, viewer),
    likes: { can_like: 1, count: post.likes, user_likes: 0, can_publish: 1 },
    reposts: { count: 0, user_reposted: 0 },
    views: { count: 40 + 12 * post.likes },
    post_source: { type: post.made_by.via === 'api' ? 'api' : 'vk' },
    ...(post.edited && { edited: post.edited }),
    ...(post.signer_id && { signer_id: post.signer_id }),
    ...(post.pinned && { is_pinned: 1 }),
    ...(post.postponed_id && { postponed_id: post.postponed_id }),
    ...(post.copy_history && { copy_history: reposted(post.copy_history.slice(0, copy_history_depth), viewer) }),
  };
  if (post.postponed) Object.assign(shape, { date: post.postponed });
  return as_served(shape, post);
}

/** A deleted post, for those who are told. */
export function deleted_post_shape(post, { modern }) {
  return {
    ...(modern && { inner_type: 'wall_wallpost' }),
    id: post.id, owner_id: post.owner_id, from_id: post.from_id, date: post.date, post_type: 'post', text: '',
    is_deleted: true, deleted_reason: 'deleted', deleted_details: 'Запись удалена',
  };
}

function reposted(history, { modern }) {
  return history.map((origin) => ({
    ...(modern && { inner_type: 'wall_wallpost' }), post_type: 'post', attachments: [], ...origin,
  }));
}

function comments_info(post, viewer) {
  const comments = viewer.world.comments_under(post.owner_id, post.id);
  return {
    can_post: post.comments_open ? 1 : 0, can_view: post.comments_hidden ? 0 : 1,
    count: live_comments(comments).length, groups_can_post: groups_can_post(post, viewer.world),
  };
}

/** May a foreign community comment here? */
export function groups_can_post(post, world) {
  return post.groups_can_post ?? world.communities.get(-post.owner_id)?.groups_can_post ?? false;
}

// ---- comments

/**
 * @typedef {object} CommentWishes
 * @property {boolean} [need_likes]
 * @property {number} [preview_length]
 * @property {number} [thread_items_count] more than none: the thread is embedded
 *
 * @param {import('./objects.mjs').Comment} comment
 * @param {Viewer} viewer
 * @param {CommentWishes} [wishes]
 */
export function comment_shape(comment, viewer, wishes = {}) {
  const post = viewer.world.post(comment.owner_id, comment.post_id);
  const shape = comment.deleted ? stub_shape(comment) : full_comment_shape(comment, post, viewer, wishes);
  if (comment.root_id === null) shape.thread = thread_shape(comment, post, viewer, wishes);
  return as_served(shape, comment);
}

/** What is left of a deleted comment with replies: neither author nor text nor place. */
const stub_shape = ({ id, date }) => ({ id, parents_stack: [], date, deleted: true });

function full_comment_shape(comment, post, viewer, { need_likes, preview_length = 0 }) {
  return {
    ...comment_relations(comment),
    date: comment.date, text: served_text(preview(comment.text, preview_length), viewer),
    ...(comment.attachments.length && { attachments: served_attachments(comment, viewer) }),
    ...(need_likes && { likes: { can_like: 1, count: comment.likes, user_likes: 0, can_publish: 1 } }),
    ...(viewer.modern && { is_from_post_author: comment.from_id === post.from_id }),
  };
}

/** Where a comment stands and what it answers. */
function comment_relations(comment) {
  return {
    id: comment.id, from_id: comment.from_id, post_id: comment.post_id, owner_id: comment.owner_id,
    parents_stack: comment.root_id === null ? [] : [comment.root_id],
    ...(comment.reply_to_comment && { reply_to_user: comment.reply_to_user, reply_to_comment: comment.reply_to_comment }),
  };
}

function thread_shape(root, post, viewer, wishes) {
  const replies = thread_of(root, viewer.world);
  const shown = replies.slice(0, wishes.thread_items_count ?? 0);
  return {
    count: replies.length,
    items: shown.map((reply) => comment_shape(reply, viewer, wishes)),
    can_post: post.comments_open, show_reply_button: post.comments_open, groups_can_post: groups_can_post(post, viewer.world),
    ...(viewer.modern && { author_replied: replies.some((reply) => reply.from_id === post.from_id) }),
  };
}

/** The replies in the thread of a root, oldest first. */
export function thread_of(root, world) {
  return world.comments_under(root.owner_id, root.post_id).filter((comment) => comment.root_id === root.id && !comment.deleted);
}

/** The roots a reader gets, oldest first; of deleted ones only those that stay as stubs. */
export function roots_of(post, world) {
  const { deleted_comments } = world.settings;
  const stays = (root) =>
    deleted_comments === 'always_stub' || (deleted_comments === 'stub_if_replies' && thread_of(root, world).length > 0);
  return world.comments_under(post.owner_id, post.id).filter(
    (comment) => comment.root_id === null && (!comment.deleted || stays(comment)));
}

/** A comment as newsfeed.search and newsfeed.getMentions give it: a post of the type "reply". */
export function reply_shape(comment, viewer) {
  return as_served({
    ...(viewer.modern && { inner_type: 'wall_wallpost' }),
    ...comment_relations(comment),
    date: comment.date, post_type: 'reply', text: served_text(comment.text, viewer), attachments: served_attachments(comment, viewer),
    likes: { can_like: 1, count: comment.likes, user_likes: 0, can_publish: 1 },
    comments: { can_post: 0, count: 0 },
  }, comment);
}

/** A comment as events bring it: without thread, with the owner of the post once more. */
export function comment_event_shape(comment, viewer) {
  return as_served({
    ...comment_relations(comment), date: comment.date, text: served_text(comment.text, viewer),
    ...(comment.attachments.length && { attachments: served_attachments(comment, viewer) }), post_owner_id: comment.owner_id,
  }, comment);
}

/** @param {object} comment under a photo or video @param {Viewer} viewer @param {{need_likes?: boolean}} [wishes] */
export function medium_comment_shape(comment, viewer, { need_likes } = {}) {
  return as_served({
    id: comment.id, from_id: comment.from_id, owner_id: comment.owner_id, date: comment.date, text: served_text(comment.text, viewer),
    [`${comment.kind}_id`]: comment.medium_id,
    ...(comment.attachments.length && { attachments: served_attachments(comment, viewer) }),
    ...(comment.reply_to_comment && { reply_to_user: comment.reply_to_user, reply_to_comment: comment.reply_to_comment }),
    ...(need_likes && { likes: { can_like: 1, count: comment.likes, user_likes: 0, can_publish: 1 } }),
  }, comment);
}

/** A comment of a discussion. */
export function topic_comment_shape(comment, viewer, { need_likes } = {}) {
  return as_served({
    id: comment.id, from_id: comment.from_id, date: comment.date, text: served_text(comment.text, viewer),
    ...(comment.attachments.length && { attachments: served_attachments(comment, viewer) }),
    ...(need_likes && { likes: { can_like: 1, count: 0, user_likes: 0 } }),
  }, comment);
}

// ---- people and communities

const person_fields = {
  sex: (person) => person.sex,
  screen_name: (person) => person.screen_name ?? `id${person.id}`,
  domain: (person) => person.screen_name ?? `id${person.id}`,
  photo_50: (person, { base }) => `${base}/picture/${person.id}.svg`,
  photo_100: (person, { base }) => `${base}/picture/${person.id}.svg`,
  photo_200: (person, { base }) => `${base}/picture/${person.id}.svg`,
  online: () => 0,
  city: (person) => (person.city ? { id: 3018, title: person.city } : undefined),
};

/** @param {import('./objects.mjs').Person} person @param {Viewer} viewer @param {string[]} [fields] */
export function person_shape(person, viewer, fields = []) {
  if (person.deactivated === 'deleted') {
    const pictures = picked(person_fields, ['photo_50', 'photo_100'], fields, person, viewer);
    return { id: person.id, first_name: 'DELETED', last_name: '', deactivated: 'deleted', ...pictures };
  }
  return {
    id: person.id, first_name: person.first_name, last_name: person.last_name,
    ...(person.deactivated ? { deactivated: person.deactivated } : { can_access_closed: !person.is_closed, is_closed: person.is_closed }),
    ...picked(person_fields, Object.keys(person_fields), fields, person, viewer),
  };
}

const community_fields = {
  description: (community) => community.description,
  members_count: (community) => community.members_count,
  verified: (community) => (community.verified ? 1 : 0),
  can_post: (community) => (community.residents_post === 'yes' ? 1 : 0),
  status: () => '',
  site: () => '',
};

/** @param {import('./objects.mjs').Community} community @param {Viewer} viewer @param {string[]} [fields] */
export function community_shape(community, viewer, fields = []) {
  const picture = `${viewer.base}/picture/-${community.id}.png`;
  return {
    id: community.id, name: community.name, screen_name: community.screen_name, is_closed: community.is_closed, type: community.type,
    ...(community.deactivated && { deactivated: community.deactivated }),
    photo_50: picture, photo_100: picture, photo_200: picture,
    ...picked(community_fields, Object.keys(community_fields), fields, community, viewer),
  };
}

function picked(table, allowed, wished, subject, viewer) {
  const names = wished.filter((name) => allowed.includes(name));
  return Object.fromEntries(names.map((name) => [name, table[name](subject, viewer)]).filter(([, value]) => value !== undefined));
}

const usual_person_fields = ['sex', 'screen_name', 'photo_50', 'photo_100', 'online'];

/**
 * The people and communities an extended answer brings along for its items.
 * @param {object[]} shapes posts and comments as served
 * @param {Viewer} viewer
 * @param {string[]} fields
 */
export function authors_of(shapes, viewer, fields) {
  const ids = new Set();
  shapes.forEach((shape) => collect_ids(shape, ids));
  const { people, communities } = viewer.world;
  const known = [...ids].filter((id) => viewer.world.knows(id));
  return {
    profiles: known.filter((id) => id > 0).map((id) => person_shape(people.get(id), viewer, [...usual_person_fields, ...fields])),
    groups: known.filter((id) => id < 0).map((id) => community_shape(communities.get(-id), viewer, fields)),
  };
}

function collect_ids(shape, ids) {
  for (const id of [shape.owner_id, shape.from_id, shape.signer_id, shape.reply_to_user]) if (Number.isInteger(id)) ids.add(id);
  for (const inner of [shape.thread?.items, shape.copy_history]) if (Array.isArray(inner)) inner.forEach((item) => collect_ids(item, ids));
}
