// Fills a world from a world file: groups, people, applications, tokens, topics with their comments and the answers to them, chats.
// Ages count back from the moment of loading, so a demonstration is always fresh.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { shipped_worlds } from '../shared/world_files.mjs';
import { add_message } from './chats.mjs';
import { change_settings } from './settings.mjs';

const made_by = { via: 'world' };

/** A world that lies in worlds/, by its name. */
export const read_shipped_world = shipped_worlds(new URL('./worlds/', import.meta.url));

/** @param {import('./world.mjs').World} world an empty one @param {object} description */
export function fill_world(world, description) {
  change_settings(world.settings, description.settings ?? {});
  for (const person of description.people ?? []) world.put_person(person);
  for (const group of description.groups ?? []) world.put_group(group);
  for (const application of description.applications ?? []) world.put_application(application);
  for (const token of description.tokens ?? []) world.put_token(token);
  for (const topic of [...(description.topics ?? [])].sort((a, b) => age_of(b) - age_of(a))) place_topic(world, topic);
  for (const message of description.messages ?? []) add_message(world, message);
}

function age_of({ age = '0s' }) {
  const seconds = seconds_of(age);
  if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
  return seconds;
}

function place_topic(world, fields) {
  const { id } = world.add_topic(fields, made_by);
  for (const comment of fields.comments ?? []) place_comment(world, comment, { topic_id: id, reply_to: null }, fields);
}

/** `place` is where it stands, `above` the description of what it was written under. */
function place_comment(world, fields, place, above) {
  if (age_of(fields) > age_of(above)) throw new ControlError(400, `"${fields.text}" is older than what it answers`);
  const { id } = world.add_comment({ ...fields, ...place }, made_by);
  for (const reply of fields.replies ?? []) place_comment(world, reply, { ...place, reply_to: id }, fields);
}
