// What a token writes under posts: comments and replies, edits, hiding, deleting, likes. posting.mjs writes the posts.

import { GraphError, bad_parameter } from '../graph/errors.mjs';

export const done = { success: true };

export const made_by = ({ token, found, entry }) => ({ via: 'api', method: found.method, kind: token.kind, request: entry.n });

const as_caller = ({ token }) => (token.kind === 'page' ? { as_page: token.page_id } : { person_id: token.user_id });

/** Who wrote a post or a comment: a page or a person. */
const author_of = (item) => item.page_id ?? (item.by_page ? item.owner_id : item.person_id);

const is_own = ({ token, item }) => author_of(item) === (token.kind === 'page' ? token.page_id : token.user_id);

export function own_only(call, what) {
  if (!is_own(call)) throw new GraphError(200, { message: `(#200) Only what the page itself has written can be ${what}` });
}

/** Where the page is only tagged it may speak, not rule. */
export function own_wall_only(call) {
  const { world, item, token } = call;
  const post = item.post_id === undefined ? item : world.posts.get(item.post_id);
  if (token.page_id && post.owner_id !== token.page_id && !is_own(call)) throw new GraphError(200, { message: '(#200) This is not a wall of the page' });
}

// ---- comments

/** `POST /{post}/comments` and `POST /{comment}/comments`: to a reply as well, then it stands under the same top comment. */
export function add_comment(call) {
  const { world, type, item, params, entry } = call;
  const post_id = type === 'PagePost' ? item.id : item.post_id;
  if (!world.posts.get(post_id)?.comments_open) throw new GraphError(200, { message: '(#200) Comments are turned off for this post' });
  const text = text_of(call, params.message);
  const fields = { post_id, text, ...as_caller(call), ...(type === 'Comment' && { reply_to: item.id }), attachment: attachment_of(call, text) };
  refuse_duplicate(world, fields);
  const comment = world.add_comment(fields, made_by(call));
  entry.wrote = comment.id;
  return { id: comment.id };
}

export function text_of({ world: { settings } }, message = '') {
  const text = message.replace(/\r\n?/g, '\n').trim();
  if (text.length > settings.comment_length) throw bad_parameter(`Param message must be at most ${settings.comment_length} characters`);
  return text;
}

function attachment_of({ world, params: { attachment_id, attachment_url, attachment_share_url } }, text) {
  if (attachment_id !== undefined && !world.photos.has(attachment_id)) throw bad_parameter('Param attachment_id must be an uploaded photo');
  const url = attachment_url ?? attachment_share_url ?? (attachment_id && `https://www.facebook.com/photo.php?fbid=${attachment_id}`);
  if (!url && !text) throw bad_parameter('A comment needs a message or an attachment');
  return url ? { type: attachment_share_url ? 'share' : 'photo', url } : null;
}

function refuse_duplicate(world, { post_id, text, as_page, reply_to = null }) {
  const { duplicates, duplicate_seconds } = world.settings;
  if (duplicates === 'allowed') return;
  const since = world.clock.now() - duplicate_seconds;
  const same = (one) => one.text === text && one.page_id === as_page && one.answered_id === reply_to && one.created_at > since && !one.deleted;
  if (world.comments_of(post_id).some(same)) throw new GraphError(506);
}

/** `POST /{comment}`: with `message` this edits, it does not reply. */
export function change_comment(call) {
  const { world, item, params: { message, is_hidden }, entry } = call;
  if (message !== undefined) own_only(call, 'edited');
  if (is_hidden !== undefined) own_wall_only(call);
  if (is_hidden !== undefined && is_own(call)) throw new GraphError(200, { message: '(#200) A page cannot hide its own comment' });
  const text = message === undefined ? {} : { text: text_of(call, message) };
  world.edit(item, { ...text, ...(is_hidden !== undefined && { hidden: is_hidden }) });
  entry.wrote = item.id;
  return done;
}

export function remove(call) {
  const { world, item, entry } = call;
  own_wall_only(call);
  world.set_deleted(item, true);
  entry.wrote = item.id;
  return done;
}

const liker = ({ token }) => token.page_id ?? token.user_id;

export function like(call) {
  call.world.set_liked(call.item, liker(call), true);
  return done;
}

export function unlike(call) {
  call.world.set_liked(call.item, liker(call), false);
  return done;
}
