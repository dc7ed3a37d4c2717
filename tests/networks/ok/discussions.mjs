// Reading discussions: the comments under a topic, one of them, the discussion itself, and the list of discussions of an account.

import { check_reader, role_in } from './access.mjs';
import { ApiError } from './errors.mjs';
import { wanted_fields } from './fields.mjs';
import { listed, read_page } from './paging.mjs';
import { author_ref, comment_shape, comments_count, discussion_shape, entities_of, photo_refs_of } from './shapes.mjs';

/** The topic under discussion, open to this reader. Only topics of groups are simulated. */
export function topic_named(world, id, type, person_id) {
  const topic = type === 'GROUP_TOPIC' ? world.topics.get(id) : undefined;
  if (!topic) throw new ApiError(106, { data: id });
  if (topic.deleted) throw new ApiError(world.settings.topic_gone);
  check_reader(world, world.groups.get(topic.group_id), person_id);
  return topic;
}

const refs_of = (comments, world) =>
  comments.flatMap((comment) => [author_ref(comment, world.topics.get(comment.topic_id).group_id), ...photo_refs_of(comment.attachments)]);

/** What a list of comments can reach; the site may count more. */
function reachable(world, topic, with_removed) {
  const { comments_reached } = world.settings;
  const comments = world.comments_of(topic.id).filter((comment) => with_removed || !comment.deleted);
  return comments_reached ? comments.slice(-comments_reached) : comments;
}

function constants_for(comments, topic, viewer) {
  const read_ms = topic.read_ms[viewer] ?? 0;
  return { FIRST: 'start', LAST: 'end', UNREAD: comments.filter(({ created_ms }) => created_ms <= read_ms).length };
}

const in_served_order = (items, order) =>
  (order === 'as_read' ? items : [...items].sort((a, b) => (a.created_ms - b.created_ms || a.number - b.number) * (order === 'oldest_first' ? 1 : -1)));

const ways = { FIRST: 'FORWARD', LAST: 'BACKWARD', UNREAD: 'FORWARD' };

/** Without an anchor the reading begins at the end the settings say. */
function start_of({ anchor, direction }, { comment_start }) {
  if (anchor !== undefined) return { anchor, direction: direction ?? ways[anchor] };
  return { direction: direction ?? (comment_start === 'newest' ? 'BACKWARD' : 'FORWARD') };
}

export function get_comments(call) {
  const { sim, world, params, viewer, page_faults } = call;
  const { settings } = world;
  const topic = topic_named(world, params.discussionId, params.discussionType, viewer);
  const wanted = wanted_fields(params.fields, 'comment', world.settings);
  const comments = reachable(world, topic, params.includeRemoved);
  const page = read_page(comments, {
    list: `comments ${topic.id}`, ...start_of(params, settings), count: params.count ?? 20, faults: page_faults, life: sim.resets,
  }, constants_for(comments, topic, viewer));
  if (params.mark_as_read && viewer) topic.read_ms[viewer] = world.clock.now() * 1000 + 999;
  const reordered = page_faults.some((fault) => ['reorder', 'repeat'].includes(fault.do));
  const items = reordered ? page.items : in_served_order(page.items, settings.comment_order);
  return {
    ...more_of(page, settings), discussionId: topic.id, discussionType: 'GROUP_TOPIC',
    ...listed('comments', items.map((comment) => wanted('comment')(comment_shape(world, comment))), settings),
    ...entities_of(call, refs_of(items, world), wanted),
  };
}

function more_of({ has_more, anchor }, settings) {
  const said = settings.has_more === 'always' || (settings.has_more === 'when_true' && has_more);
  return { ...(said && { has_more }), ...(anchor && (has_more || settings.last_anchor) && { anchor }) };
}

export function get_comment(call) {
  const { world, params, viewer } = call;
  const topic = topic_named(world, params.discussionId, params.discussionType, viewer);
  const wanted = wanted_fields(params.fields, 'comment', world.settings);
  const comment = comment_under(world, topic, params.comment_id);
  return { comment: wanted('comment')(comment_shape(world, comment)), ...entities_of(call, refs_of([comment], world), wanted) };
}

/** A living comment of this topic. */
export function comment_under(world, topic, id) {
  const comment = world.comments.get(id);
  if (comment?.topic_id !== topic.id) throw new ApiError(700);
  if (comment.deleted) throw new ApiError(702);
  return comment;
}

/** The old list, by offset; the newest first. */
export function get_discussion_comments(call) {
  const { world, params, viewer, page_faults } = call;
  const topic = topic_named(world, params.entityId, params.entityType, viewer);
  const { offset = 0, count = 20 } = params;
  const newest_first = reachable(world, topic, false).reverse();
  const items = newest_first.slice(offset, offset + count);
  return {
    ...listed('comments', items.map((comment) => comment_shape(world, comment)), world.settings),
    ...entities_of({ ...call, page_faults }, refs_of(items, world), wanted_fields(undefined, 'comment', world.settings)),
  };
}

export function get_discussion_comments_count({ world, params, viewer }) {
  return comments_count(world, topic_named(world, params.entityId, params.entityType, viewer));
}

/** A topic that is gone is an empty object, not an error. */
export function get_discussion(call) {
  const { world, params, viewer } = call;
  const known = params.discussionType === 'GROUP_TOPIC' ? world.topics.get(params.discussionId) : undefined;
  if (!known || known.deleted) return {};
  const topic = topic_named(world, known.id, 'GROUP_TOPIC', viewer);
  const wanted = wanted_fields(params.fields, 'discussion', world.settings);
  return {
    discussion: wanted('discussion')(discussion_shape(world, topic, viewer)),
    ...entities_of(call, [author_ref(topic, topic.group_id), `group:${topic.group_id}`], wanted),
  };
}

export function mark_as_read({ world, params, viewer }) {
  const topic = topic_named(world, params.discussionId, params.discussionType, viewer);
  topic.read_ms[viewer] = world.clock.now() * 1000 + 999;
  return true;
}

// ---- discussions of an account

/** category: which topics belong to it */
const categories = {
  GROUP: (world, topic, viewer) => role_in(world.groups.get(topic.group_id), viewer) !== '',
  MY: (world, topic, viewer) =>
    topic.person_id === viewer || world.comments_of(topic.id).some((comment) => comment.person_id === viewer && !comment.deleted),
};

/** The last movement first; it is not the wall of a group. */
export function get_list(call) {
  const { sim, world, params, viewer, page_faults } = call;
  const { category = 'GROUP', types, count = 20 } = params;
  if (!Object.hasOwn(categories, category)) throw new ApiError(100, { data: 'category' });
  const wanted = wanted_fields(params.fields, 'discussion', world.settings);
  const topics = types && !types.includes('GROUP_TOPIC') ? [] : [...world.topics.values()]
    .filter((topic) => !topic.deleted && categories[category](world, topic, viewer))
    .map((topic) => ({ topic, number: topic.number, moment: last_moment(world, topic) }))
    .sort((a, b) => b.moment - a.moment || b.number - a.number);
  const page = read_page(topics, {
    list: `discussions ${category}`, descending: true, anchor: params.anchor, direction: params.direction, count,
    faults: page_faults, life: sim.resets,
  });
  const found = page.items.map(({ topic }) => topic);
  return {
    ...more_of(page, world.settings),
    ...listed('discussions', found.map((topic) => wanted('discussion')(discussion_shape(world, topic, viewer))), world.settings),
    ...entities_of(call, found.flatMap((topic) => [author_ref(topic, topic.group_id), `group:${topic.group_id}`]), wanted),
  };
}

const last_moment = (world, topic) =>
  world.comments_of(topic.id).filter((comment) => !comment.deleted).reduce((last, { created_ms }) => Math.max(last, created_ms), topic.created_ms);
