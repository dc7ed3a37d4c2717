// Fills a world from a world file: communities, people, tokens, posts with their comments and threads.
// Ages count back from the moment of loading, so a demonstration is always fresh. Ids are given in the order of the dates,
// as they would have been in life, except where the file names one.

import { ControlError } from '../shared/control_error.mjs';
import { seconds_of } from '../shared/clock.mjs';
import { shipped_worlds } from '../shared/world_files.mjs';
import { change_settings } from './settings.mjs';

const made_by = { via: 'world' };

/** A world that lies in worlds/, by its name. */
export const read_shipped_world = shipped_worlds(new URL('./worlds/', import.meta.url));

/** @param {import('./world.mjs').World} world an empty one @param {object} description */
export function fill_world(world, description) {
  change_settings(world.settings, description.settings ?? {});
  for (const community of description.communities ?? []) world.put_community(community);
  for (const person of description.people ?? []) world.put_person(person);
  for (const token of description.tokens ?? []) world.put_token(token);
  for (const item of oldest_first(description.posts ?? [], world.clock.now())) item.place();
  for (const topic of description.topics ?? []) add_topic(world, topic);

  /** Posts and comments of all depths in the order of their dates; `place` knows the id its parent got. */
  function oldest_first(posts, now) {
    const items = [];
    const visit = (fields, add, children, parent) => {
      const node = { date: date_of(fields, now), order: items.length };
      node.place = () => (node.made = add({ ...fields, date: node.date }, parent?.made));
      if (parent && node.date < parent.date) throw new ControlError(400, `"${fields.text}" is older than what it answers`);
      items.push(node);
      for (const [child, add_child] of children) visit(child, add_child, replies_of(child), node);
    };
    for (const post of posts) visit(post, (fields) => world.add_post(fields, made_by), comments_of(post));
    return items.sort((a, b) => a.date - b.date || a.order - b.order);
  }

  function comments_of(post) {
    const add = (fields, made) => world.add_comment({ ...fields, owner_id: made.owner_id, post_id: made.id }, made_by);
    return (post.comments ?? []).map((comment) => [comment, add]);
  }

  function replies_of(comment) {
    const add = (fields, made) =>
      world.add_comment({ ...fields, owner_id: made.owner_id, post_id: made.post_id, reply_to_comment: made.id }, made_by);
    return (comment.replies ?? []).map((reply) => [reply, add]);
  }
}

/** A discussion of a community; its comments have ids of their own. */
export function add_topic(world, fields) {
  if (!world.communities.has(fields.group_id)) throw new ControlError(404, `there is no community ${fields.group_id}`);
  const now = world.clock.now();
  const first = { from_id: fields.from_id ?? -fields.group_id, text: fields.text ?? '', age: fields.age ?? '0s' };
  const comments = [first, ...(fields.comments ?? [])].map((comment, index) => ({
    id: index + 1, from_id: comment.from_id, text: comment.text, date: date_of(comment, now), attachments: comment.attachments ?? [],
  }));
  const topic = {
    id: fields.id ?? Math.max(0, ...world.topics.map((known) => known.id)) + 1,
    group_id: fields.group_id, title: fields.title ?? '', created_by: first.from_id,
    is_closed: fields.is_closed ?? false, is_fixed: fields.is_fixed ?? false, comments,
  };
  world.topics.push(topic);
  world.revision++;
  return topic;
}

function date_of({ date, age }, now) {
  const found = date ?? now - seconds_of(age ?? '0s');
  if (!Number.isInteger(found)) throw new ControlError(400, `a date is a unix time or an age like 3h, not ${date ?? age}`);
  return found;
}
