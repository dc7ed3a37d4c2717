// The lists of an account, of a media and of a comment, in the order in which they are served.

import { lent } from './objects.mjs';

/** Newest first. */
const media_where = (wanted) => ({ item: account, world }) =>
  world.all_media().filter((media) => world.is_there(media) && media.album_id === null && wanted(media, account, world));

const own = (media, account) => media.account_id === account.id;
const is_story = ({ media_product_type }) => media_product_type === 'STORY';

const own_media = media_where((media, account) => own(media, account) && !is_story(media) && !media.live);

export function media(call) {
  const all = own_media(call).slice(0, call.world.settings.media_reach);
  return call.item.lent ? all.map(lent) : all;
}

export const stories = media_where((one, account) => own(one, account) && is_story(one));
export const live_media = media_where((one, account) => own(one, account) && one.live);

/** Where the account is tagged in the picture. Private people's are not told. */
const tagged_in = media_where((one, account, world) => one.tagged.includes(account.id) && !own(one, account) && world.is_public(one));
export const tags = (call) => tagged_in(call).map(lent);

/** Lent as the album is. */
export const children = ({ item, world }) => [...world.media.values()].filter((one) => one.album_id === item.id && !one.deleted)
  .map((one) => ({ ...one, lent: item.lent, nameless: item.nameless }));

// ---- comments

const comments_per_query = 50;

/** Only those at the top, newest first; where lists do not go on, what is older is out of reach. */
export function comments({ item, world }) {
  const all = world.comments_of(item.id).filter((comment) => comment.parent_id === null && world.stands(comment)).reverse();
  return world.settings.comments_go_on ? all : all.slice(0, comments_per_query);
}

export function replies({ item, world }) {
  const all = world.comments_of(item.media_id).filter((comment) => comment.parent_id === item.id && world.stands(comment));
  return world.settings.reply_order === 'chronological' ? all : all.reverse();
}

/** Replies are counted too. The number may be behind. */
export function count_of(media, { world }) {
  const now = world.clock.now();
  return world.comments_of(media.id).filter((comment) => world.stands(comment) && now - comment.created_at >= world.settings.count_lag_seconds).length;
}

// ---- the rest

export const accounts = ({ item: person, world }) => [...world.pages.values()].filter((page) => page.roles[person.id]?.length);

export const permissions = ({ token }) => token.permissions.map((permission) => ({ permission, status: 'granted' }));

/** Of a page or an account. */
export const subscribed_apps = ({ item, world }) => Object.entries(item.subscribed)
  .map(([id, subscribed_fields]) => ({ ...world.apps.get(id), subscribed_fields }));
