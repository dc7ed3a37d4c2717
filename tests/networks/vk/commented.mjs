// newsfeed.getComments: the posts, photos, videos and discussions that the token's person, or a community he administers,
// has written or commented on; the one with the latest comment first.

import { bad_parameter } from './errors.mjs';
import { administers } from './access.mjs';
import { live } from './media.mjs';
import { photo_shape, video_shape } from './media_shapes.mjs';
import { cut_page } from './paging.mjs';
import { authors_of, comment_shape, live_comments, medium_comment_shape, post_shape, topic_comment_shape } from './shapes.mjs';

const day = 24 * 3600;

/** Every kind of item: where they are, the comments under one, how the item and a comment of it look. */
const kinds = {
  post: {
    all: (world) => world.all_posts().filter((post) => !post.deleted && !post.postponed && !post.suggested),
    under: (post, world) => live_comments(world.comments_under(post.owner_id, post.id)),
    shape: (post, viewer) => ({ ...post_shape(post, viewer), post_id: post.id, source_id: post.owner_id }), comment: comment_shape,
  },
  photo: {
    all: (world) => world.media.all('photo').filter((photo) => !photo.from_messages), under: (photo) => live(photo.under),
    shape: (photo, viewer) => ({ ...photo_shape(photo, viewer), source_id: photo.owner_id, post_id: photo.id }), comment: medium_comment_shape,
  },
  video: {
    all: (world) => world.media.all('video'), under: (video) => live(video.under),
    shape: (video, viewer) => ({ ...video_shape(video, viewer), source_id: video.owner_id }), comment: medium_comment_shape,
  },
  topic: {
    all: (world) => world.topics.map((topic) => ({ ...topic, owner_id: -topic.group_id, from_id: topic.created_by, date: topic.comments[0].date })),
    under: (topic) => topic.comments, comment: topic_comment_shape,
    shape: (topic) => ({ source_id: topic.owner_id, post_id: topic.id, date: topic.date, text: topic.title }),
  },
};

export function get_commented(call) {
  const { world, params, viewer, token } = call;
  const now = world.clock.now();
  const { start_time = now - day, end_time = now } = params;
  const mine = (owner_id) => owner_id !== undefined && administers(token, owner_id);
  const concerns = ({ item, comments }) => [item, ...comments].some(({ from_id, user_id, owner_id }) => [from_id, user_id, owner_id].some(mine));
  const wanted = params.filters.length ? params.filters.filter((name) => kinds[name]) : Object.keys(kinds);
  const found = wanted.flatMap((kind) => kinds[kind].all(world).map((item) => ({ kind, item, comments: kinds[kind].under(item, world) })))
    .filter((entry) => entry.comments.length && concerns(entry))
    .map((entry) => ({ ...entry, latest: Math.max(...entry.comments.map(({ date }) => date)) }))
    .filter(({ latest }) => latest >= start_time && latest <= end_time)
    .sort((a, b) => b.latest - a.latest);
  const offset = offset_of(params.start_from);
  const page = cut_page(found, { offset, count: params.count, faults: call.page_faults });
  const items = page.items.map((entry) => commented_shape(entry, viewer, params));
  const next = page.offset + params.count;
  const spoken = [...items, ...items.flatMap(({ source_id, comments }) => [{ from_id: source_id }, ...(comments.list ?? [])])];
  return { items, ...authors_of(spoken, viewer, params.fields), ...(next < found.length && { next_from: `c${next}` }) };
}

function commented_shape({ kind, item, comments }, viewer, { last_comments_count }) {
  const list = last_comments_count > 0 ? comments.slice(-last_comments_count).map((comment) => kinds[kind].comment(comment, viewer)) : undefined;
  return { ...kinds[kind].shape(item, viewer), type: kind, comments: { count: comments.length, can_post: 1, ...(list && { list }) } };
}

function offset_of(start_from) {
  if (!start_from) return 0;
  const found = /^c(\d+)$/.exec(start_from);
  if (!found) throw bad_parameter('start_from is invalid');
  return Number(found[1]);
}
