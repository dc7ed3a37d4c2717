// What writes on walls: comments and posts, and their editing, deleting, closing.

import { ApiError, bad_parameter } from './errors.mjs';
import { actor_of, administers, author_meant, owner_meant } from './access.mjs';
import { in_comment, in_post } from './attachments.mjs';
import { content_of, made_by, once_by_guid, wrote } from './content.mjs';
import { groups_can_post } from './shapes.mjs';
import { keep_text } from './text.mjs';

// ---- comments

export function create_comment(call) {
  const { world, params, token } = call;
  const owner_id = owner_meant(call);
  const post = commentable_post(world, owner_id, params.post_id);
  const from_id = author_meant(token, params.from_group);
  const target = params.reply_to_comment ? answered_comment(world, post, params.reply_to_comment) : null;
  check_may_answer(world, post, target, from_id);
  const content = content_of(call, owner_id, in_comment);
  return once_by_guid(call, () => {
    const place = { owner_id, post_id: post.id, reply_to_comment: target?.id };
    const comment = world.add_comment({ ...place, from_id, ...content }, made_by(call));
    wrote(call, comment);
    return { comment_id: comment.id, parents_stack: comment.root_id === null ? [] : [comment.root_id] };
  });
}

function commentable_post(world, owner_id, post_id) {
  const post = world.post(owner_id, post_id);
  if (!post || post.deleted || post.postponed || post.suggested) throw new ApiError(213);
  if (post.comments_hidden) throw new ApiError(212);
  if (!post.comments_open) throw new ApiError(213);
  return post;
}

function answered_comment(world, post, id) {
  const comment = world.comment(post.owner_id, id);
  if (!comment || comment.post_id !== post.id) throw bad_parameter('reply_to_comment is invalid');
  if (comment.deleted) throw new ApiError(213);
  return comment;
}

/** Refuses a community that is not let in here, or that the answered person has blocked. */
function check_may_answer(world, post, target, from_id) {
  if (from_id > 0) return;
  if (from_id !== post.owner_id && !groups_can_post(post, world)) throw new ApiError(213);
  const answered = world.people.get(target ? target.from_id : post.from_id);
  if (answered?.blocked.includes(-from_id)) throw new ApiError(213);
}

/** A comment that exists, with the token's right to touch it: its author's, or the wall's owner's. */
function own_comment({ world, token, params }, owner_id, { owner_too }) {
  const comment = world.comment(owner_id, params.comment_id);
  if (!comment) throw new ApiError(104);
  const author = comment.from_id === actor_of(token) || (comment.from_id < 0 && administers(token, comment.from_id));
  if (!author && !(owner_too && administers(token, owner_id))) throw new ApiError(211);
  return comment;
}

export function edit_comment(call) {
  const owner_id = owner_meant(call);
  const comment = own_comment(call, owner_id, { owner_too: false });
  if (comment.deleted) throw new ApiError(211);
  call.world.edit(comment, content_of(call, owner_id, in_comment));
  wrote(call, comment);
  return 1;
}

export function delete_comment(call) {
  const comment = own_comment(call, owner_meant(call), { owner_too: true });
  if (comment.deleted) throw new ApiError(104);
  call.world.remove(comment, actor_of(call.token));
  wrote(call, comment);
  return 1;
}

export function restore_comment(call) {
  const comment = own_comment(call, owner_meant(call), { owner_too: true });
  if (!comment.deleted) throw new ApiError(243);
  call.world.restore(comment);
  wrote(call, comment);
  return 1;
}

/** wall.openComments and wall.closeComments. @param {boolean} open */
export const switch_comments = (open) => (call) => {
  const { world, params, token } = call;
  const post = world.post(params.owner_id, params.post_id);
  if (!post || post.deleted) throw new ApiError(210);
  if (!administers(token, params.owner_id)) throw new ApiError(15);
  world.edit(post, { comments_open: open });
  wrote(call, post);
  return 1;
};

// ---- posts

export function create_post(call) {
  const { world, params, token } = call;
  const owner_id = owner_meant(call);
  if (!world.knows(owner_id)) throw new ApiError(214);
  if (params.post_id) return publish_waiting(call, owner_id);
  const from_id = post_author(token, owner_id, params.from_group);
  const content = content_of(call, owner_id, in_post);
  return once_by_guid(call, () => {
    const place = place_on_wall(call, owner_id);
    const signer_id = params.signed && token.kind === 'user' && from_id < 0 ? token.user_id : null;
    const post = world.add_post(
      { owner_id, from_id, ...content, ...place, signer_id, comments_open: !params.close_comments }, made_by(call));
    wrote(call, post);
    return { post_id: post.id };
  });
}

function post_author(token, owner_id, from_group) {
  if (token.kind === 'community') return author_meant(token, token.group_id);
  return from_group && owner_id < 0 ? author_meant(token, -owner_id) : actor_of(token);
}

/** On the wall, among the suggestions, or scheduled. */
function place_on_wall(call, owner_id) {
  const { world, params: { publish_date }, token } = call;
  if (publish_date !== undefined) check_time(world, owner_id, publish_date);
  check_day(world, owner_id);
  if (administers(token, owner_id)) return publish_date === undefined ? {} : { postponed: publish_date };
  const community = world.communities.get(-owner_id);
  if (!community || community.residents_post === 'no' || token.kind === 'community') throw new ApiError(214);
  return community.residents_post === 'suggest' ? { suggested: true } : {};
}

const longest_ahead = 366 * 24 * 3600;

/** A post is scheduled for a time to come, within a year, and two not for the same minute. `spared` is the post that is being changed. */
function check_time(world, owner_id, publish_date, spared) {
  const ahead = publish_date - world.clock.now();
  if (ahead <= 0) throw new ApiError(214, 'publish date is in the past');
  if (ahead > longest_ahead) throw new ApiError(214, 'publish date is too far ahead');
  const minute = (seconds) => Math.floor(seconds / 60);
  for (const post of world.wall(owner_id).posts.values())
    if (post !== spared && !post.deleted && post.postponed && minute(post.postponed) === minute(publish_date))
      throw new ApiError(214, 'a post is already scheduled for this time');
}

/** How many posts a wall takes in 24 hours is a setting. */
function check_day(world, owner_id) {
  const { posts_per_day } = world.settings;
  const since = world.clock.now() - 24 * 3600;
  const recent = [...world.wall(owner_id).posts.values()].filter((post) => post.date > since && post.made_by.via === 'api');
  if (posts_per_day > 0 && recent.length >= posts_per_day) throw new ApiError(214, 'too many posts today');
}

/** A scheduled or suggested post goes on the wall now. */
function publish_waiting(call, owner_id) {
  const { world, params, token } = call;
  const waiting = world.post(owner_id, params.post_id);
  if (!waiting || waiting.deleted || !(waiting.postponed || waiting.suggested)) throw new ApiError(214);
  if (!administers(token, owner_id)) throw new ApiError(15);
  const post = world.publish(waiting, params.message ? { text: keep_text(params.message, world) } : {});
  wrote(call, post);
  return { post_id: post.id };
}

function own_post({ world, token, params }, owner_id) {
  const post = world.post(owner_id, params.post_id);
  if (!post || post.deleted) throw new ApiError(104);
  if (post.from_id !== actor_of(token) && !administers(token, owner_id)) throw new ApiError(210);
  return post;
}

export function edit_post(call) {
  const { world, params } = call;
  const owner_id = owner_meant(call);
  const post = own_post(call, owner_id);
  const content = content_of(call, owner_id, in_post);
  if (post.postponed && params.publish_date !== undefined) {
    check_time(world, owner_id, params.publish_date, post);
    post.postponed = params.publish_date;
  }
  world.edit(post, content);
  wrote(call, post);
  return { post_id: post.id };
}

export function delete_post(call) {
  const post = own_post(call, owner_meant(call));
  call.world.remove(post, actor_of(call.token));
  wrote(call, post);
  return 1;
}
