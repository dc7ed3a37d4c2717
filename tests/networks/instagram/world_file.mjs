// Fills a world from a world file: people, pages, accounts, applications, tokens, media with their comments and replies, messages.
// Ages count back from the moment of loading, so a demonstration is always fresh. Numbers are given in the order of the dates, as in life.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { shipped_worlds } from '../shared/world_files.mjs';
import { add_message } from './messages.mjs';
import { change_settings } from './settings.mjs';

const made_by = { via: 'world' };

/** A world that lies in worlds/, by its name. */
export const read_shipped_world = shipped_worlds(new URL('./worlds/', import.meta.url));

/** @param {import('./world.mjs').World} world an empty one @param {object} description */
export function fill_world(world, description) {
  change_settings(world.settings, description.settings ?? {});
  for (const person of description.people ?? []) world.put_person(person);
  for (const page of description.pages ?? []) world.put_page(page);
  for (const account of description.accounts ?? []) world.put_account(account);
  for (const app of description.apps ?? []) world.put_app(app);
  for (const token of description.tokens ?? []) world.put_token(token);
  const nodes = (description.media ?? []).flatMap((media) => nodes_of(world, media));
  for (const node of nodes.sort((a, b) => b.age - a.age || a.depth - b.depth)) node.place();
  for (const message of description.messages ?? []) add_message(world, message);
}

function age_of({ age = '0s' }) {
  const seconds = seconds_of(age);
  if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
  return seconds;
}

/** A media, its comments and their replies, each with its age and how it is put in its place once what it stands under is there. */
function nodes_of(world, media) {
  const nodes = [];
  const visit = (fields, depth, above, add) => {
    const node = { age: age_of(fields), depth };
    if (above && node.age > above.age) throw new ControlError(400, `"${fields.text}" is older than what it answers`);
    node.place = () => (node.made = add(above?.made));
    nodes.push(node);
    for (const comment of fields.comments ?? fields.replies ?? []) visit(comment, depth + 1, node, (made) => world.add_comment({
      ...comment, ...(made.media_id === undefined ? { media_id: made.id } : { media_id: made.media_id, reply_to: made.id }),
    }, made_by));
  };
  visit(media, 0, null, () => world.add_media(media, made_by));
  return nodes;
}
