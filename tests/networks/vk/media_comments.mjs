// Comments under photos and videos: photos.getComments, getAllComments, createComment, deleteComment, video.get and the same verbs of video.
// Those under photos stand in one row; those under videos have threads, as on walls.

import { ApiError, bad_parameter } from './errors.mjs';
import { actor_of, administers, author_meant, check_readable, owner_meant } from './access.mjs';
import { in_comment } from './attachments.mjs';
import { content_of, made_by, once_by_guid, wrote } from './content.mjs';
import { live } from './media.mjs';
import { video_shape } from './media_shapes.mjs';
import { cut_page } from './paging.mjs';
import { medium_comment_shape } from './shapes.mjs';
import { extension } from './wall_reading.mjs';

/** What is answered when the comments of a photo or video are closed. */
const closed = { photo: 15, video: 801 };

function medium_meant(call, kind) {
  const { world, params } = call;
  const owner_id = owner_meant(call);
  check_readable(call, owner_id);
  const medium = world.media.find(kind, owner_id, params[`${kind}_id`]);
  if (!medium) throw bad_parameter(`${kind}_id is invalid`);
  if (medium.access_key && params.access_key && params.access_key !== medium.access_key) throw new ApiError(200);
  return medium;
}

const sorted = (comments, sort) => {
  if (sort === 'desc') return [...comments].reverse();
  return sort === 'interest' ? [...comments].sort((a, b) => b.likes - a.likes || a.date - b.date || a.id - b.id) : comments;
};

function page_of(call, list) {
  const { start_comment_id, offset, count } = call.params;
  const start = start_comment_id ? list.findIndex(({ id }) => id === start_comment_id) : 0;
  if (start < 0) throw bad_parameter('start_comment_id is invalid');
  const page = cut_page(list, { offset: start + offset, count, faults: call.page_faults });
  return { ...page, real_offset: start_comment_id ? { real_offset: page.offset } : {} };
}

// ---- photos

export function get_photo_comments(call) {
  const { params, viewer } = call;
  const comments = live(medium_meant(call, 'photo').under);
  const page = page_of(call, sorted(comments, params.sort));
  const items = page.items.map((comment) => medium_comment_shape(comment, viewer, params));
  return { count: comments.length, items, ...page.real_offset, ...extension(call, items) };
}

/** Under all photos of an owner, newest first; each says in `pid` where it stands. */
export function get_all_photo_comments(call) {
  const { world, params, viewer } = call;
  const owner_id = owner_meant(call);
  check_readable(call, owner_id);
  const photos = world.media.all('photo').filter((photo) => photo.owner_id === owner_id && (!params.album_id || photo.album_id === params.album_id));
  const comments = live(photos.flatMap(({ under }) => under)).sort((a, b) => b.date - a.date || b.id - a.id);
  const page = cut_page(comments, { ...params, faults: call.page_faults });
  const shape = (comment) => ({ ...medium_comment_shape(comment, viewer, params), pid: comment.medium_id });
  return { count: comments.length, items: page.items.map(shape) };
}

// ---- videos

export function get_videos(call) {
  const { world, params, viewer } = call;
  const named = params.videos.map((name) => /^(-?\d+)_(\d+)/.exec(name) ?? bad_video(name));
  const owner_id = params.owner_id || actor_of(call.token);
  check_readable(call, named.length ? Number(named[0][1]) : owner_id);
  const videos = named.length
    ? named.map(([, owner, id]) => world.media.find('video', Number(owner), Number(id))).filter(Boolean)
    : world.media.all('video').filter((video) => video.owner_id === owner_id).reverse();
  const page = cut_page(videos, { ...params, faults: call.page_faults });
  return { count: videos.length, items: page.items.map((video) => video_shape(video, viewer)), ...extension(call, page.items) };
}

function bad_video(name) {
  throw bad_parameter(`videos: ${name} is invalid`);
}

export function get_video_comments(call) {
  const { params, viewer } = call;
  const video = medium_meant(call, 'video');
  if (!video.comments_open) throw new ApiError(801);
  const level = params.comment_id ? thread_of(video, root_named(video, params.comment_id)) : roots_of(video);
  const page = page_of(call, sorted(level, params.sort));
  const items = page.items.map((comment) => with_thread(comment, video, viewer, params));
  return {
    count: params.comment_id ? level.length : live(video.under).length, current_level_count: level.length, items,
    can_post: true, show_reply_button: true, groups_can_post: true, ...page.real_offset, ...extension(call, items),
  };
}

const roots_of = (video) => live(video.under).filter(({ root_id }) => root_id === null);
const thread_of = (video, root) => live(video.under).filter(({ root_id }) => root_id === root.id);

function root_named(video, comment_id) {
  const root = roots_of(video).find(({ id }) => id === comment_id);
  if (!root) throw bad_parameter('comment_id is invalid');
  return root;
}

function with_thread(comment, video, viewer, wishes) {
  const shape = { ...medium_comment_shape(comment, viewer, wishes), parents_stack: comment.root_id === null ? [] : [comment.root_id] };
  if (comment.root_id !== null) return shape;
  const replies = thread_of(video, comment);
  const shown = replies.slice(0, wishes.thread_items_count ?? 0).map((reply) => with_thread(reply, video, viewer, wishes));
  return { ...shape, thread: { count: replies.length, items: shown, can_post: true, show_reply_button: true, groups_can_post: true } };
}

// ---- writing

/** photos.createComment and video.createComment answer the bare id. @param {'photo'|'video'} kind */
export const create_comment = (kind) => (call) => {
  const { world, params, token } = call;
  const medium = medium_meant(call, kind);
  if (!medium.comments_open) throw new ApiError(closed[kind]);
  const from_id = author_meant(token, params.from_group && medium.owner_id < 0 ? -medium.owner_id : 0);
  const target = params.reply_to_comment ? live(medium.under).find(({ id }) => id === params.reply_to_comment) : null;
  if (target === undefined) throw bad_parameter('reply_to_comment is invalid');
  if (from_id < 0 && world.people.get(target?.from_id)?.blocked.includes(-from_id)) throw new ApiError(213);
  const content = content_of(call, medium.owner_id, in_comment);
  return once_by_guid(call, () => {
    const comment = world.media.add_comment(medium, { from_id, ...content, reply_to_comment: target?.id }, made_by(call));
    wrote(call, comment);
    return comment.id;
  });
};

/** What is answered when there is no such comment: photos say so with 0, video with an error. */
const absent = {
  photo: () => 0,
  video: () => {
    throw bad_parameter('comment_id is invalid');
  },
};

/** @param {'photo'|'video'} kind */
export const delete_comment = (kind) => (call) => {
  const { world, params, token } = call;
  const owner_id = owner_meant(call);
  const comment = world.media.comment(kind, owner_id, params.comment_id);
  if (!comment || comment.deleted) return absent[kind]();
  if (comment.from_id !== actor_of(token) && !administers(token, owner_id)) throw new ApiError(15);
  world.media.remove_comment(comment, actor_of(token));
  wrote(call, comment);
  return 1;
};
