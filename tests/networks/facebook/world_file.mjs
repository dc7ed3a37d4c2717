// Fills a world from a world file: people, pages, applications, tokens, posts with their comments and replies, recommendations, messages.
// Ages count back from the moment of loading, so a demonstration is always fresh. Numbers are given in the order of the dates, as in life.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { shipped_worlds } from '../shared/world_files.mjs';
import { add_message } from './conversations.mjs';
import { change_settings } from './settings.mjs';

const made_by = { via: 'world' };

/** A world that lies in worlds/, by its name. */
export const read_shipped_world = shipped_worlds(new URL('./worlds/', import.meta.url));

/** @param {import('./world.mjs').World} world an empty one @param {object} description */
export function fill_world(world, description) {
  change_settings(world.settings, description.settings ?? {});
  for (const person of description.people ?? []) world.put_person(person);
  for (const page of description.pages ?? []) world.put_page(page);
  for (const app of description.apps ?? []) world.put_app(app);
  for (const token of description.tokens ?? []) world.put_token(token);
  for (const node of (description.posts ?? []).flatMap((post) => nodes_of(world, post)).sort((a, b) => b.age - a.age || a.depth - b.depth)) node.place();
  for (const rating of description.ratings ?? []) world.add_rating(rating);
  for (const message of description.messages ?? []) add_message(world, message);
}

function age_of({ age = '0s' }) {
  const seconds = seconds_of(age);
  if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
  return seconds;
}

/** A post, its comments and their replies, each with its age and how it is put in its place once what it stands under is there. */
function nodes_of(world, post) {
  const nodes = [];
  const visit = (fields, depth, above, add) => {
    const node = { age: age_of(fields), depth };
    if (above && node.age > above.age) throw new ControlError(400, `"${fields.text}" is older than what it answers`);
    node.place = () => (node.made = add(above?.made));
    nodes.push(node);
    for (const comment of fields.comments ?? fields.replies ?? []) visit(comment, depth + 1, node, (made) => world.add_comment({
      ...comment, ...(made.post_id === undefined ? { post_id: made.id } : { post_id: made.post_id, reply_to: made.id }),
    }, made_by));
  };
  visit(post, 0, null, () => world.add_post(post, made_by));
  return nodes;
}
