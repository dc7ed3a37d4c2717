// wall.get, wall.getById, wall.search, wall.getComments, wall.getComment.

import { ApiError, bad_parameter } from './errors.mjs';
import { administers, check_readable, owner_meant } from './access.mjs';
import { cut_page, raws_at, served, with_raw } from './paging.mjs';
import { authors_of, comment_shape, deleted_post_shape, groups_can_post, live_comments, post_shape, roots_of, thread_of } from './shapes.mjs';
import { matcher_of } from './text.mjs';

/** `profiles` and `groups`, if the call wants them. */
export function extension(call, items) {
  if (!call.params.extended) return {};
  if (call.page_faults.some((fault) => fault.do === 'no_profiles')) return { profiles: [], groups: [] };
  return authors_of(items, call.viewer, call.params.fields ?? []);
}

// ---- posts

const newest_first = (a, b) => b.date - a.date || b.id - a.id;
const on_wall = (post) => !post.deleted && !post.postponed && !post.suggested;

const filters = {
  all: on_wall,
  owner: (post) => on_wall(post) && post.from_id === post.owner_id,
  others: (post) => on_wall(post) && post.from_id !== post.owner_id,
  postponed: (post) => !post.deleted && post.postponed,
  suggests: (post) => !post.deleted && post.suggested,
  archived: () => false,
  donut: () => false,
};

function wall_meant(call) {
  const { domain, owner_id } = call.params;
  if (owner_id === undefined && domain !== undefined) {
    const found = /^-?\d+$/.test(domain) ? Number(domain) : call.world.owner_by_screen_name(domain);
    if (found === undefined) throw bad_parameter('domain is unknown');
    return found;
  }
  return owner_meant(call);
}

export function get_wall(call) {
  const { world, params, token } = call;
  const owner_id = wall_meant(call);
  check_readable(call, owner_id);
  if (['postponed', 'suggests'].includes(params.filter) && !administers(token, owner_id)) throw new ApiError(15);
  const posts = [...world.wall(owner_id).posts.values()].filter(filters[params.filter]).sort(newest_first);
  const pinned = params.filter === 'all' ? posts.filter((post) => post.pinned) : [];
  return page_of_posts(call, [...pinned, ...posts.filter((post) => !pinned.includes(post))], { list: 'wall', owner_id });
}

export function search_wall(call) {
  const { world, params } = call;
  const owner_id = wall_meant(call);
  check_readable(call, owner_id);
  const fits = matcher_of(params.query);
  const posts = [...world.wall(owner_id).posts.values()].filter((post) => on_wall(post) && fits(post.text)).sort(newest_first);
  return page_of_posts(call, posts);
}

function page_of_posts(call, posts, place) {
  const list = place ? with_raw(posts, raws_at(call.raws, place)) : posts;
  const page = cut_page(list, { ...call.params, faults: call.page_faults });
  const items = page.items.map((member) => served(member, (post) => post_shape(post, call.viewer)));
  return { count: list.length, items, ...extension(call, items) };
}

export function get_posts_by_id(call) {
  const { world, params, viewer } = call;
  const items = [];
  for (const name of params.posts) {
    const found = /^(-?\d+)_(\d+)/.exec(name);
    if (!found) throw bad_parameter('posts is invalid');
    const shape = post_for(call, Number(found[1]), Number(found[2]));
    if (shape) items.push(shape);
  }
  if (viewer.modern || params.extended) return { items, ...extension(call, items) };
  return items;

  function post_for({ token }, owner_id, id) {
    const post = world.post(owner_id, id);
    const hidden = !post || ((post.postponed || post.suggested) && !administers(token, owner_id)) || !is_readable(call, owner_id);
    if (hidden) return null;
    if (!post.deleted) return post_shape(post, viewer, params);
    return world.settings.deleted_posts === 'flag' ? deleted_post_shape(post, viewer) : null;
  }
}

function is_readable(call, owner_id) {
  try {
    check_readable(call, owner_id);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

// ---- comments

const sorted = {
  asc: (comments) => comments,
  desc: (comments) => [...comments].reverse(),
  smart: (comments) => [...comments].sort((a, b) => b.likes - a.likes || a.date - b.date || a.id - b.id),
};

/** A post whose comments this token may see. */
export function post_with_comments(call, owner_id, post_id) {
  check_readable(call, owner_id);
  const post = call.world.post(owner_id, post_id);
  if (!post || !on_wall(post) || post.comments_hidden) throw new ApiError(212);
  return post;
}

export function get_comments(call) {
  const { world, params, viewer } = call;
  const owner_id = owner_meant(call);
  if (params.post_id === undefined) throw bad_parameter('post_id is undefined');
  const post = post_with_comments(call, owner_id, params.post_id);
  const list = level_of_comments(call, post);
  const start = start_of(list, params.start_comment_id);
  const page = cut_page(list, { offset: start + params.offset, count: params.count, faults: call.page_faults });
  const items = page.items.map((member, index) => served(member, (comment) => ({
    ...comment_shape(comment, viewer, { ...params, preview_length: params.preview_length ?? world.settings.preview_default }),
    ...(params.start_comment_id && { real_offset: page.offset + index }),
  })));
  const total = live_comments(world.comments_under(owner_id, post.id)).length;
  return {
    count: params.comment_id ? list.length : total + list.filter((member) => member.raw).length,
    current_level_count: list.length,
    ...post_info(post, world, params), items, ...extension(call, items),
  };
}

/** The roots, or with comment_id the thread under one root, in the order the reader wants. */
function level_of_comments({ world, params, raws }, post) {
  const { comment_id, sort } = params;
  const place = { owner_id: post.owner_id, post_id: post.id };
  if (!comment_id) return with_raw(sorted[sort](roots_of(post, world)), raws_at(raws, { list: 'comments', ...place }));
  const root = world.comment(post.owner_id, comment_id);
  if (!root || root.post_id !== post.id || root.root_id !== null) throw bad_parameter('comment_id is invalid');
  return with_raw(sorted[sort](thread_of(root, world)), raws_at(raws, { list: 'thread', ...place, comment_id }));
}

function start_of(list, start_comment_id) {
  if (!start_comment_id) return 0;
  const at = list.findIndex((member) => member.id === start_comment_id);
  if (at < 0) throw bad_parameter('start_comment_id is invalid');
  return at;
}

const post_info = (post, world, { extended }) => ({
  can_post: post.comments_open, show_reply_button: post.comments_open, groups_can_post: groups_can_post(post, world),
  ...(extended && { post_author_id: post.from_id }),
});

export function get_comment(call) {
  const { world, params, viewer } = call;
  const owner_id = owner_meant(call);
  const comment = world.comment(owner_id, params.comment_id);
  if (!comment || comment.deleted) throw new ApiError(212);
  const post = post_with_comments(call, owner_id, comment.post_id);
  const items = [comment_shape(comment, viewer)];
  return { items, ...post_info(post, world, params), ...extension(call, items) };
}
