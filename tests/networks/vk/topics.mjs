// Discussions of communities, as the world keeps them: each counts its comments from 1.

import { ControlError } from '../shared/control_error.mjs';
import { check_content } from './fields.mjs';

/** A discussion with its first words and its comments. @param {import('./world.mjs').World} world */
export function add_topic(world, fields) {
  if (!world.communities.has(fields.group_id)) throw new ControlError(404, `there is no community ${fields.group_id}`);
  const first = { from_id: fields.from_id ?? -fields.group_id, text: fields.text ?? '', age: fields.age ?? '0s' };
  const topic = {
    id: fields.id ?? Math.max(0, ...world.topics.map((known) => known.id)) + 1,
    group_id: fields.group_id, title: fields.title ?? '', created_by: first.from_id,
    is_closed: fields.is_closed ?? false, is_fixed: fields.is_fixed ?? false, last_id: 0, comments: [],
  };
  for (const comment of [first, ...(fields.comments ?? [])]) topic.comments.push(made_comment(world, topic, comment, { via: 'world' }));
  world.topics.push(topic);
  world.tell(null);
  return topic;
}

export function find_topic(world, wanted_group, wanted_id) {
  return world.topics.find(({ group_id, id }) => group_id === wanted_group && id === wanted_id);
}

export function add_topic_comment(world, topic, fields, made_by) {
  const comment = made_comment(world, topic, fields, made_by);
  topic.comments.push(comment);
  world.tell('board_post_new', comment);
  return comment;
}

export function remove_topic_comment(world, topic, comment, deleter_id) {
  topic.comments = topic.comments.filter((known) => known !== comment);
  world.tell('board_post_delete', comment, { deleter_id });
  return comment;
}

function made_comment(world, topic, fields, made_by) {
  check_content(fields);
  const from_id = world.author_meant(fields);
  if (from_id === undefined) throw new ControlError(400, 'a comment needs from_id or author');
  return {
    id: ++topic.last_id, group_id: topic.group_id, topic_id: topic.id, from_id, text: fields.text ?? '', date: world.date_meant(fields),
    attachments: fields.attachments ?? [], serve: fields.serve ?? null, made_by,
  };
}
