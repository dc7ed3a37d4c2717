// board.*: discussions, which have no threads.

import { ApiError, bad_parameter } from './errors.mjs';
import { actor_of, administers, author_meant, check_readable } from './access.mjs';
import { in_comment } from './attachments.mjs';
import { content_of, made_by, once_by_guid } from './content.mjs';
import { cut_page } from './paging.mjs';
import { topic_comment_shape } from './shapes.mjs';
import { preview } from './text.mjs';
import { add_topic_comment, find_topic, remove_topic_comment } from './topics.mjs';
import { extension } from './wall_reading.mjs';

const last_of = (topic) => topic.comments[topic.comments.length - 1];
const created = (topic) => topic.comments[0].date;
const updated = (topic) => last_of(topic).date;

const orders = {
  1: (a, b) => updated(b) - updated(a), 2: (a, b) => created(b) - created(a),
  '-1': (a, b) => updated(a) - updated(b), '-2': (a, b) => created(a) - created(b), 0: () => 0,
};

export function get_topics(call) {
  const { world, params } = call;
  check_readable(call, -params.group_id);
  const mine = world.topics.filter((topic) => topic.group_id === params.group_id);
  const list = params.topic_ids.length
    ? mine.filter((topic) => params.topic_ids.includes(String(topic.id)))
    : mine.sort((a, b) => Number(b.is_fixed) - Number(a.is_fixed) || orders[params.order](a, b));
  const page = cut_page(list, { ...params, faults: call.page_faults });
  const owners = page.items.flatMap((topic) => [{ from_id: topic.created_by }, last_of(topic)]);
  return {
    count: list.length, items: page.items.map((topic) => topic_shape(topic, params)),
    default_order: 1, can_add_topics: 0, ...extension(call, owners),
  };
}

function topic_shape(topic, params) {
  const shape = {
    id: topic.id, title: topic.title, created: created(topic), created_by: topic.created_by, updated: updated(topic),
    updated_by: last_of(topic).from_id, is_closed: topic.is_closed ? 1 : 0, is_fixed: topic.is_fixed ? 1 : 0, comments: topic.comments.length,
  };
  if (params.preview === '1') shape.first_comment = preview(topic.comments[0].text, params.preview_length);
  if (params.preview === '2') shape.last_comment = preview(last_of(topic).text, params.preview_length);
  return shape;
}

function topic_meant(call) {
  const { world, params } = call;
  check_readable(call, -params.group_id);
  const topic = find_topic(world, params.group_id, params.topic_id);
  if (!topic) throw bad_parameter('topic_id is invalid');
  return topic;
}

export function get_topic_comments(call) {
  const { params, viewer } = call;
  const topic = topic_meant(call);
  const list = params.sort === 'desc' ? [...topic.comments].reverse() : topic.comments;
  const start = params.start_comment_id ? Math.max(0, list.findIndex(({ id }) => id === params.start_comment_id)) : 0;
  const page = cut_page(list, { offset: start + params.offset, count: params.count, faults: call.page_faults });
  const items = page.items.map((comment, index) => ({
    ...topic_comment_shape(comment, viewer, params), ...(params.start_comment_id && { real_offset: page.offset + index }),
  }));
  return { count: list.length, items, ...(params.start_comment_id && { real_offset: page.offset }), ...extension(call, items) };
}

/** Answers the bare id. */
export function create_topic_comment(call) {
  const { world, params, token } = call;
  const topic = topic_meant(call);
  if (topic.is_closed) throw new ApiError(15, 'the topic is closed');
  const from_id = author_meant(token, params.from_group ? params.group_id : 0);
  const content = content_of(call, -params.group_id, in_comment);
  return once_by_guid(call, () => {
    const comment = add_topic_comment(world, topic, { from_id, ...content }, made_by(call));
    call.entry.wrote = `${-params.group_id}_${topic.id}_${comment.id}`;
    return comment.id;
  });
}

export function delete_topic_comment(call) {
  const { world, params, token } = call;
  const topic = topic_meant(call);
  const comment = topic.comments.find(({ id }) => id === params.comment_id);
  if (!comment) throw bad_parameter('comment_id is invalid');
  if (comment.from_id !== actor_of(token) && !administers(token, -params.group_id)) throw new ApiError(15);
  remove_topic_comment(world, topic, comment, actor_of(token));
  call.entry.wrote = `${-params.group_id}_${topic.id}_${comment.id}`;
  return 1;
}
