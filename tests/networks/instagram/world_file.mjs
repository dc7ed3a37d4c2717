// Fills a world from a world file: people, pages, accounts, applications, tokens, media with their comments and replies, messages.
// Ages count back from the moment of loading, so a demonstration is always fresh. Numbers are given in the order of the dates, as in life.

import { place_threads } from '../graph/threads.mjs';
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
  place_threads(description.media ?? [], {
    add_root: (media) => world.add_media(media, made_by), add_comment: (comment) => world.add_comment(comment, made_by), root_id: 'media_id',
  });
  for (const message of description.messages ?? []) add_message(world, message);
}
