// How the objects of the world look to a caller: type → field → value.

import { iso } from '../graph/dates.mjs';
import { GraphError, no_such_field, no_such_object } from '../graph/errors.mjs';
import { Node } from '../graph/render.mjs';
import { page_token_for, tasks_of } from '../graph/roles.mjs';
import { check_permissions, login_of, owns } from './access.mjs';
import { permalink_of, shortcode_of } from './links.mjs';
import { lent } from './objects.mjs';
import { limit_shape, said_of, status_of } from './publishing.mjs';
import { count_of } from './reading.mjs';
import { mentioned_in } from './texts.mjs';

const text_or_nothing = (text) => text || undefined;

const picture_of = ({ sim }, name) => `${sim.url}/picture/${name}.svg`;

/** A field that only one login knows. */
const with_login = (login, name, shape) => (item, call, modifiers) => {
  if (login_of(call) !== login) throw no_such_field(name, 'IGUser');
  return shape(item, call, modifiers);
};

// ---- accounts

const media_of = (account, world) => [...world.media.values()].filter((media) => media.account_id === account.id && media.album_id === null && world.is_there(media));

/** `business_discovery.username(somebody)`: another professional account, of which less may be read. */
function discovered(account, { world }, { username }) {
  const found = [...world.accounts.values()].find((one) => one.username === username);
  if (!found) throw new GraphError(110, { subcode: 2207013, message: '(#110) Invalid user id' });
  return new Node('IGUser', lent(found));
}

/** What names this account, is public, and is not the account's own media. */
function mentioned(account, call, item, media) {
  check_permissions(call, { needs: 'comments' });
  const { world } = call;
  const told = item && world.is_there(media) && (item === media || world.stands(item)) && world.is_public(item) && world.is_public(media)
    && media.account_id !== account.id && mentioned_in(item.text).includes(account.username);
  if (!told) throw no_such_object('GET', item?.id ?? '0');
  const text = world.settings.mention_text === 'whole' ? item.text : item.text.replaceAll(`@${account.username}`, account.username);
  return { ...lent(item), text };
}

function mentioned_comment(account, call, { comment_id }) {
  const comment = call.world.comments.get(comment_id);
  return new Node('IGComment', mentioned(account, call, comment, call.world.media.get(comment?.media_id)));
}

function mentioned_media(account, call, { media_id }) {
  const media = call.world.media.get(media_id);
  return new Node('IGMedia', mentioned(account, call, media, media));
}

const IGUser = {
  id: ({ id, scoped_id }, call) => (login_of(call) === 'instagram' ? scoped_id : id),
  user_id: with_login('instagram', 'user_id', ({ id }) => id),
  account_type: with_login('instagram', 'account_type', () => 'BUSINESS'),
  username: ({ username }) => username,
  name: ({ name }) => text_or_nothing(name),
  biography: ({ biography }) => text_or_nothing(biography),
  website: ({ website }) => text_or_nothing(website),
  followers_count: ({ followers_count }) => followers_count,
  follows_count: ({ follows_count }) => follows_count,
  media_count: (account, { world }) => media_of(account, world).length,
  profile_picture_url: ({ id }, { sim }) => `${sim.url}/picture/${id}.png`,
  business_discovery: with_login('facebook', 'business_discovery', discovered),
  mentioned_comment: with_login('facebook', 'mentioned_comment', mentioned_comment),
  mentioned_media: with_login('facebook', 'mentioned_media', mentioned_media),
};

/** What the page tells of the account that hangs on it, to those who have a role. */
function account_of_page(page, call) {
  const account = tasks_of(call, page).length ? call.world.account_of_page(page.id) : undefined;
  return account && new Node('IGUser', account);
}

const Page = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  username: ({ username }) => text_or_nothing(username),
  tasks: (page, call) => tasks_of(call, page),
  access_token: (page, call) => page_token_for(call, page),
  instagram_business_account: account_of_page,
  connected_instagram_account: account_of_page,
};

const User = { id: ({ id }) => id, name: ({ name }) => name };
const Permission = { permission: ({ permission }) => permission, status: ({ status }) => status };

// ---- media

/** What a hashtag has found is nobody's. */
function author_of_found(media, { world }) {
  if (!media.nameless) return world.author_of(media).username;
  if (world.settings.hashtag_names === 'error') throw no_such_field('username', 'IGMedia');
  return undefined;
}

const IGMedia = {
  id: ({ id }) => id,
  caption: ({ text }) => text_or_nothing(text),
  alt_text: ({ alt_text }) => text_or_nothing(alt_text),
  media_type: ({ media_type }) => media_type,
  media_product_type: ({ media_product_type }) => media_product_type,
  media_url: ({ id }, call) => picture_of(call, `media_${id}`),
  thumbnail_url: ({ id, media_type }, call) => (media_type === 'VIDEO' ? picture_of(call, `media_${id}`) : undefined),
  permalink: permalink_of,
  shortcode: shortcode_of,
  timestamp: ({ created_at }) => iso(created_at),
  username: author_of_found,
  owner: (media, call) => (owns(call, media) ? new Node('IGUser', call.world.accounts.get(media.account_id)) : undefined),
  comments_count: count_of,
  like_count: ({ like_count }) => like_count,
  is_comment_enabled: (media, call) => (owns(call, media) ? media.comments_open : undefined),
  is_shared_to_feed: ({ media_product_type }) => (media_product_type === 'REELS' ? true : undefined),
};

// ---- comments

/** Somebody private is not named. @returns {{id: string, username?: string, scoped_id?: string}|undefined} */
function author_of(comment, { world }) {
  const { id, username, scoped_id, private: is_private } = world.author_of(comment);
  const { private_names } = world.settings;
  if (!is_private || private_names === 'given') return { id, username, scoped_id };
  return private_names === 'absent' ? undefined : { id };
}

/** That of the media, who rules over its comments. */
const rules = ({ media_id }, call) => owns(call, call.world.media.get(media_id));

const IGComment = {
  id: ({ id }) => id,
  text: ({ text }) => text,
  timestamp: ({ created_at }) => iso(created_at),
  username: (comment, call) => author_of(comment, call)?.username,
  from(comment, call) {
    const author = author_of(comment, call);
    return author && new Node('IGCommentFromUser', author);
  },
  like_count: ({ like_count }) => like_count,
  hidden: (comment, call) => (rules(comment, call) ? comment.hidden : undefined),
  parent_id: ({ parent_id }) => parent_id,
  media({ media_id }, call) {
    const media = call.world.media.get(media_id);
    return new Node('IGMedia', owns(call, media) ? media : lent(media));
  },
  user: (comment, call) => (owns(call, comment) ? new Node('IGUser', call.world.accounts.get(comment.account_id)) : undefined),
};

const IGCommentFromUser = { id: ({ id }) => id, username: ({ username }) => username, self_ig_scoped_id: ({ scoped_id }) => scoped_id };

// ---- hashtags and containers

const ShadowIGHashtag = { id: ({ id }) => id, name: ({ name }) => name };

const ShadowIGMediaBuilder = {
  id: ({ id }) => id,
  status_code: (container, { world }) => status_of(container, world),
  status: (container, { world }) => said_of(container, world),
};

const ContentPublishingLimitResponse = {
  quota_usage: ({ quota_usage }) => quota_usage,
  config: limit_shape,
};

export const shapes = {
  IGUser, Page, User, Permission, IGMedia, IGComment, IGCommentFromUser, ShadowIGHashtag, ShadowIGMediaBuilder, ContentPublishingLimitResponse,
};
