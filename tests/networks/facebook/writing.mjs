// What a token writes: comments and replies, edits, hiding, deleting, likes, posts.

import { GraphError, bad_parameter } from '../graph/errors.mjs';

const done = { success: true };
const ten_minutes = 600;
const day = 24 * 3600;

const made_by = ({ token, found, entry }) => ({ via: 'api', method: found.method, kind: token.kind, request: entry.n });

const as_caller = ({ token }) => (token.kind === 'page' ? { as_page: token.page_id } : { person_id: token.user_id });

const is_own = ({ token, item }) => (token.kind === 'page' ? (item.page_id ?? (item.by_page && item.owner_id)) === token.page_id : item.person_id === token.user_id);

function own_only(call, what) {
  if (!is_own(call)) throw new GraphError(200, { message: `(#200) Only what the page itself has written can be ${what}` });
}

/** Where the page is only tagged it may speak, not rule. */
function own_wall_only(call) {
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

function text_of({ world: { settings } }, message = '') {
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

// ---- posts

/** `POST /{page}/feed` */
export function add_post(call) {
  const { world, item: page, params, entry } = call;
  const photos = media_of(call);
  if (!params.message && !params.link && !photos.length) throw bad_parameter('The post is empty. Please enter a message to share.');
  const post = world.add_post({
    page_id: page.id, ...(call.token.kind !== 'page' && { person_id: call.token.user_id }), text: text_of(call, params.message), link: params.link ?? null, photos, ...state_of(call),
  }, made_by(call));
  entry.wrote = post.id;
  return { id: post.id };
}

function state_of({ world, params: { published = true, scheduled_publish_time: time, unpublished_content_type: unpublished_type = null } }) {
  if (time === undefined) return { published, unpublished_type };
  if (published) throw bad_parameter('scheduled_publish_time needs published=false');
  check_time(world, time);
  return { published, scheduled_at: time, unpublished_type: unpublished_type ?? 'SCHEDULED' };
}

function check_time({ clock, settings }, time) {
  const ahead = time - clock.now();
  if (ahead < ten_minutes || ahead > settings.schedule_days * day)
    throw bad_parameter(`The specified scheduled publish time is invalid: it must be between 10 minutes and ${settings.schedule_days} days from now`);
}

/** `attached_media`: photos uploaded with published=false, each usable once. */
function media_of({ world, item: page, params: { attached_media = [] } }) {
  return attached_media.map((one) => {
    const photo = world.photos.get(String(one?.media_fbid ?? ''));
    if (photo?.page_id !== page.id || photo.deleted || photo.post_id !== null) throw bad_parameter('Param attached_media must hold unpublished photos of the page');
    return photo.id;
  });
}

/** `POST /{post}` */
export function change_post(call) {
  const { world, item, params: { message, is_hidden, is_pinned, is_published, scheduled_publish_time: time }, entry } = call;
  own_wall_only(call);
  if (message !== undefined) own_only(call, 'edited');
  if (time !== undefined) check_time(world, time);
  world.edit(item, {
    ...(message !== undefined && { text: text_of(call, message) }), ...(is_hidden !== undefined && { hidden: is_hidden }),
    ...(is_pinned !== undefined && { pinned: is_pinned }), ...(time !== undefined && { scheduled_at: time }),
  });
  if (is_published && !item.published) world.publish(item);
  entry.wrote = item.id;
  return done;
}

// ---- photos

const kinds_of_picture = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47], [0x47, 0x49, 0x46, 0x38]];

/** `POST /{page}/photos`: a file `source`, or a `url` that is believed to be a picture. */
export function add_photo(call) {
  const { world, item: page, params: { url, caption, message, published = true, no_story = false }, files, entry } = call;
  const source = files.source ?? Object.values(files)[0];
  if (!source && !url) throw new GraphError(324);
  if (source && !kinds_of_picture.some((start) => start.every((byte, at) => source.bytes[at] === byte))) throw bad_parameter('Invalid image');
  if (!source && !/^https?:\/\/\S+$/.test(url)) throw bad_parameter('Param url must be a URL');
  const text = text_of(call, message ?? caption);
  const photo = world.add_photo({ page_id: page.id, text, published, bytes: source?.bytes.length ?? 0, url: url ?? null });
  entry.wrote = photo.id;
  if (!published || no_story) return { id: photo.id };
  const post = world.add_post({ page_id: page.id, text, photos: [photo.id] }, made_by(call));
  return { id: photo.id, post_id: post.id };
}

export function remove_photo({ item, world, entry }) {
  Object.assign(item, { deleted: true });
  world.revision++;
  entry.wrote = item.id;
  return done;
}

// ---- webhooks of the page

export function subscribe({ item: page, params: { subscribed_fields }, token, world }) {
  page.subscribed[token.app_id] = subscribed_fields;
  world.revision++;
  return done;
}

export function unsubscribe({ item: page, token, world }) {
  delete page.subscribed[token.app_id];
  world.revision++;
  return done;
}
