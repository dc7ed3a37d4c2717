// What a token writes: comments and replies, answers to mentions, hiding, deleting, comments switched off, subscriptions.

import { GraphError, bad_parameter, no_such_object } from '../graph/errors.mjs';
import { account_of } from './access.mjs';
import { mentioned_in } from './texts.mjs';

const done = { success: true };

export const made_by = ({ token, found, entry }) => ({ via: 'api', method: found.method, kind: token.kind, request: entry.n });

function text_of({ world: { settings }, params: { message } }) {
  const text = message.replace(/\r\n?/g, '\n').trim();
  if (!text) throw bad_parameter('Param message must not be empty');
  if ([...text].length > settings.comment_length) throw bad_parameter(`Param message must be at most ${settings.comment_length} characters`);
  return text;
}

// ---- comments

/** `POST /{media}/comments`, `POST /{comment}/replies`: to a reply as well, then it stands at the end of the same thread. */
export function add_comment(call) {
  const { type, item, world } = call;
  const is_reply = type === 'IGComment';
  const media = is_reply ? world.media.get(item.media_id) : item;
  if (is_reply) check_answerable(call, media);
  return written(call, media, is_reply ? item.id : undefined);
}

function check_answerable({ item: comment, world }, media) {
  if (comment.hidden || media.live) throw bad_parameter('This comment cannot be replied to');
  if (comment.parent_id && world.settings.reply_to_reply === 'refused') throw bad_parameter('Only top-level comments can be replied to');
}

function written(call, media, reply_to) {
  const { world, entry } = call;
  if (!media.comments_open) throw bad_parameter('Comments are turned off for this media');
  const comment = world.add_comment({ media_id: media.id, reply_to, account_id: account_of(call).id, text: text_of(call) }, made_by(call));
  entry.wrote = comment.id;
  return { id: comment.id };
}

/** `POST /{account}/mentions`: under the caption, or the comment, that names the account. */
export function answer_mention(call) {
  const { world, item: account, params: { media_id, comment_id } } = call;
  const media = world.media.get(media_id);
  const comment = comment_id === undefined ? undefined : world.comments.get(comment_id);
  const said = comment_id === undefined ? media : comment;
  if (!said || !world.is_there(media) || (comment && (comment.media_id !== media.id || !world.stands(comment)))) throw no_such_object('POST', comment_id ?? media_id);
  if (!world.is_public(media) || !world.is_public(said)) throw no_such_object('POST', said.id);
  if (media.media_product_type === 'STORY' || !mentioned_in(said.text).includes(account.username)) throw bad_parameter('The account is not mentioned here');
  return written(call, media, comment_id);
}

/** `POST /{comment}`: comments of the account itself are always shown. */
export function hide(call) {
  const { world, item, params: { hide: hidden }, entry } = call;
  const { hide_own } = world.settings;
  const own = item.account_id !== null && item.account_id === world.media.get(item.media_id).account_id;
  check_own_media(call);
  if (own && hide_own === 'refused') throw new GraphError(200, { message: '(#200) The own comments of an account cannot be hidden' });
  if (!own || hide_own === 'hidden') world.edit(item, { hidden });
  entry.wrote = item.id;
  return done;
}

export function remove_comment(call) {
  check_own_media(call);
  return removed(call);
}

/** On media of others the account may speak, not rule. */
function check_own_media(call) {
  if (call.world.media.get(call.item.media_id).account_id !== account_of(call).id)
    throw new GraphError(10, { message: '(#10) Only the owner of the media may do this' });
}

function removed({ world, item, entry }) {
  world.edit(item, { deleted: true });
  entry.wrote = item.id;
  return done;
}

// ---- media

export function change_media({ world, item, params: { comment_enabled }, entry }) {
  world.edit(item, { comments_open: comment_enabled });
  entry.wrote = item.id;
  return done;
}

export const remove_media = removed;

// ---- webhooks of a page or an account

export function subscribe({ item, params: { subscribed_fields }, token, world }) {
  item.subscribed[token.app_id] = subscribed_fields;
  world.revision++;
  return done;
}

export function unsubscribe({ item, token, world }) {
  delete item.subscribed[token.app_id];
  world.revision++;
  return done;
}
