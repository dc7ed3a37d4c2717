// What a token publishes: posts at once or later, photos, and which webhooks the page is subscribed to.

import { GraphError, bad_parameter } from '../graph/errors.mjs';
import { done, made_by, own_only, own_wall_only, text_of } from './writing.mjs';

const ten_minutes = 600;
const day = 24 * 3600;

// ---- posts

/** `POST /{page}/feed` */
export function add_post(call) {
  const { world, item: page, params, entry } = call;
  const photos = media_of(call);
  if (!params.message && !params.link && !photos.length) throw bad_parameter('The post is empty. Please enter a message to share.');
  const author = call.token.kind === 'page' ? {} : { person_id: call.token.user_id };
  const written = { text: text_of(call, params.message), link: params.link ?? null, photos };
  const post = world.add_post({ page_id: page.id, ...author, ...written, ...state_of(call) }, made_by(call));
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
    if (photo?.page_id !== page.id || photo.deleted || photo.post_id !== null)
      throw bad_parameter('Param attached_media must hold unpublished photos of the page');
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
