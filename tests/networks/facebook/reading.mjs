// The lists of a page, of a post and of a comment, in the order in which they are served.

import { Redirect } from '../graph/redirect.mjs';
import { tasks_of } from '../graph/roles.mjs';
import { community_picture_size } from '../shared/pictures.mjs';
import { may_moderate, page_of } from './access.mjs';

const about = (page, world) => world.all_posts().filter((post) => !post.deleted && (post.owner_id === page.id || post.tagged.includes(page.id)));

const within_reach = (posts, { world }) => posts.slice(0, world.settings.feed_reach);

/** A list of posts of a page: those that `wanted` names, newest first. What is not published is for who has a role. */
const posts_where = (wanted) => (call) => {
  const { item: page, world, params } = call;
  const has_role = tasks_of(call, page).length > 0;
  const shown = (post) => (params.include_hidden || !post.hidden) && (post.published || has_role) && wanted(post, page);
  return within_reach(about(page, world).filter(shown), call);
};

const own = (post, page) => post.by_page && post.owner_id === page.id;

export const feed = posts_where(() => true);
export const posts = posts_where((post, page) => own(post, page) && post.published);
export const published_posts = posts_where((post, page) => own(post, page) && post.published);
export const scheduled_posts = posts_where((post, page) => own(post, page) && !post.published && post.scheduled_at !== null);
export const visitor_posts = posts_where((post, page) => !post.by_page && post.owner_id === page.id);
export const tagged = posts_where((post, page) => post.owner_id !== page.id);

export const ratings = ({ item: page, world }) =>
  world.ratings.filter(({ page_id }) => page_id === page.id).sort((a, b) => b.created_at - a.created_at || b.number - a.number);

// ---- comments

/** Those of the place that is read: all of a post, or the replies of a top comment; a reply has none. */
function all_comments({ item, type, world }) {
  const post_id = type === 'Comment' ? item.post_id : type === 'Photo' ? item.post_id : item.id;
  const all = world.comments_of(post_id);
  return type === 'Comment' ? all.filter(({ parent_id }) => parent_id === item.id) : all;
}

const of_level = (comments, { type, params }) =>
  (type === 'Comment' || params.filter === 'stream' ? comments : comments.filter(({ parent_id }) => parent_id === null));

/** Hidden ones are there for who may moderate. */
function visible(call) {
  const moderates = may_moderate(call);
  return (comment) => call.world.stands(comment) && (moderates || !comment.hidden);
}

const order_of = ({ params, world }) => params.order ?? world.settings.comment_order;

export function comments(call) {
  const listed = of_level(all_comments(call), call).filter(visible(call));
  return order_of(call) === 'reverse_chronological' ? listed.reverse() : listed;
}

export function comments_summary(call) {
  const { total_count, total_levels } = call.world.settings;
  const all = all_comments(call);
  const counted = total_levels === 'all' ? all : of_level(all, call);
  const post = call.world.posts.get(call.type === 'Comment' || call.type === 'Photo' ? call.item.post_id : call.item.id);
  return {
    order: order_of(call), total_count: total_count === 'with_gone' ? counted.length : counted.filter(visible(call)).length,
    can_comment: Boolean(post?.comments_open),
  };
}

// ---- the rest

/** One size, whichever is asked for. */
export function picture({ item: page, sim, params: { redirect = true } }) {
  const url = `${sim.url}/picture/${page.id}.png`;
  return redirect ? new Redirect(url) : { data: { height: community_picture_size, is_silhouette: false, url, width: community_picture_size } };
}

export const likes = ({ item }) => item.likes.map((id) => ({ id }));

export const likes_summary = ({ item, token }) => ({
  total_count: item.likes.length, can_like: true, has_liked: item.likes.includes(token.page_id ?? token.user_id),
});

const photo_attachment = (photo, { sim }) => ({
  media_type: 'photo', type: 'photo', title: photo.text || undefined, url: `https://www.facebook.com/photo.php?fbid=${photo.id}`,
  target: { id: photo.id, url: `https://www.facebook.com/photo.php?fbid=${photo.id}` },
  media: { image: { height: 200, width: 200, src: `${sim.url}/picture/photo_${photo.id}.svg` } },
});

/** Several photos are one album. */
export function attachments(call) {
  const { item: post, world } = call;
  const photos = post.photos.map((id) => photo_attachment(world.photos.get(id), call));
  const link = post.link ? [{ media_type: 'link', type: 'share', url: post.link, title: post.link }] : [];
  const album = photos.length > 1 ? [{ media_type: 'album', type: 'album', url: photos[0].url, subattachments: { data: photos } }] : photos;
  return [...album, ...link, ...post.attachments];
}

export const conversations = ({ item: page, world, params: { platform = 'MESSENGER', user_id } }) =>
  (platform === 'MESSENGER' ? [...world.conversations.values()] : [])
    .filter((one) => one.page_id === page.id && one.messages.length && (!user_id || one.person_id === user_id))
    .sort((a, b) => b.messages.at(-1).created_at - a.messages.at(-1).created_at);

export const messages = ({ item }) => [...item.messages].reverse();

export const photos = ({ item: page, world }) => [...world.photos.values()].filter((one) => one.page_id === page.id && !one.deleted).reverse();

export const accounts = ({ item: person, world }) => [...world.pages.values()].filter((page) => page.roles[person.id]?.length);

export const permissions = ({ token }) => token.permissions.map((permission) => ({ permission, status: 'granted' }));

export const subscribed_apps = (call) => Object.entries(page_of(call).subscribed)
  .map(([id, subscribed_fields]) => ({ ...call.world.apps.get(id), subscribed_fields }));
