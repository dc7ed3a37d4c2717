// Fills a world from a world file: communities, people, tokens, posts with their comments and threads, discussions, photos, videos, messages.
// Ages count back from the moment of loading, so a demonstration is always fresh. Ids are given in the order of the dates,
// as they would have been in life, except where the file names one.

import { ControlError } from '../shared/control_error.mjs';
import { seconds_of } from '../shared/clock.mjs';
import { shipped_worlds } from '../shared/world_files.mjs';
import { change_settings } from './settings.mjs';
import { add_topic } from './topics.mjs';

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
  for (const photo of description.photos ?? []) add_medium('photo', photo);
  for (const video of description.videos ?? []) add_medium('video', video);
  for (const message of description.messages ?? []) world.dialogs.add_message(message, made_by);

  function add_medium(kind, fields) {
    const medium = world.media.add(kind, fields, made_by);
    const answer = (comment, reply_to_comment) => {
      const { id } = world.media.add_comment(medium, { ...comment, reply_to_comment }, made_by);
      for (const reply of comment.replies ?? []) answer(reply, id);
    };
    for (const comment of fields.comments ?? []) answer(comment);
  }

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

function date_of({ date, age }, now) {
  const found = date ?? now - seconds_of(age ?? '0s');
  if (!Number.isInteger(found)) throw new ControlError(400, `a date is a unix time or an age like 3h, not ${date ?? age}`);
  return found;
}
