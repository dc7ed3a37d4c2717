// Fills a world from a world file: people, pages, applications, tokens, posts with their comments and replies, recommendations, messages.
// Ages count back from the moment of loading, so a demonstration is always fresh. Numbers are given in the order of the dates, as in life.

import { place_threads } from '../graph/threads.mjs';
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
  place_threads(description.posts ?? [], {
    add_root: (post) => world.add_post(post, made_by), add_comment: (comment) => world.add_comment(comment, made_by), root_id: 'post_id',
  });
  for (const rating of description.ratings ?? []) world.add_rating(rating);
  for (const message of description.messages ?? []) add_message(world, message);
}
