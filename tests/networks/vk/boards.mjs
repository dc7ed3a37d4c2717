// board.getTopics and board.getComments: discussions, which have no threads.

import { bad_parameter } from './errors.mjs';
import { check_readable } from './access.mjs';
import { cut_page } from './paging.mjs';
import { preview } from './text.mjs';
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

export function get_topic_comments(call) {
  const { world, params } = call;
  check_readable(call, -params.group_id);
  const topic = world.topics.find(({ group_id, id }) => group_id === params.group_id && id === params.topic_id);
  if (!topic) throw bad_parameter('topic_id is invalid');
  const list = params.sort === 'desc' ? [...topic.comments].reverse() : topic.comments;
  const start = params.start_comment_id ? Math.max(0, list.findIndex(({ id }) => id === params.start_comment_id)) : 0;
  const page = cut_page(list, { offset: start + params.offset, count: params.count, faults: call.page_faults });
  const items = page.items.map(({ id, from_id, date, text, attachments }, index) => ({
    id, from_id, date, text, attachments,
    ...(params.need_likes && { likes: { can_like: 1, count: 0, user_likes: 0 } }),
    ...(params.start_comment_id && { real_offset: page.offset + index }),
  }));
  return { count: list.length, items, ...(params.start_comment_id && { real_offset: page.offset }), ...extension(call, items) };
}
