// Attachments: those named in a write, "photo-55_33_key,doc-55_7,https://…", and how all are served. A photo, video or document the world
// keeps is served as it is; any other is believed to exist, if the setting says so, and is the smallest object of its type.

import { bad_parameter } from './errors.mjs';
import { doc_shape, photo_shape, video_shape } from './media_shapes.mjs';

const smallest = {
  photo: (owner_id, id, date) => ({ id, owner_id, album_id: -8, date, has_tags: false, text: '' }),
  doc: (owner_id, id, date) => ({ id, owner_id, title: `file${id}.pdf`, size: 1024, ext: 'pdf', date, type: 1 }),
  video: (owner_id, id, date) => ({ id, owner_id, title: `Видео ${id}`, date, duration: 60 }),
  audio: (owner_id, id) => ({ id, owner_id, artist: 'Исполнитель', title: `Запись ${id}`, duration: 60 }),
  poll: (owner_id, id) => ({ id, owner_id }),
  wall: (owner_id, id) => ({ id, owner_id, from_id: owner_id, post_type: 'post', text: '' }),
};

/** How many of which may stand together; what is not named may not stand there at all. */
export const in_post = { allowed: { pictures: 10, docs: 1, polls: 1, links: 1, audios: 10 } };
export const in_comment = { allowed: { pictures: 10, docs: 10, audios: 10, links: 1 } };
export const in_message = { allowed: { pictures: 10, docs: 10, audios: 10, walls: 1 }, private: true };

const counted_as = { photo: 'pictures', video: 'pictures', doc: 'docs', poll: 'polls', link: 'links', audio: 'audios', wall: 'walls' };

/**
 * @param {string[]} names
 * @param {{allowed: Record<string, number>, private?: boolean}} rules
 * @param {import('./world.mjs').World} world
 * @returns {object[]}
 */
export function attachments_named(names, rules, world) {
  const attachments = names.map((name) => attachment_named(name, rules, world)).filter(Boolean);
  const counts = {};
  for (const { type } of attachments) {
    const kind = counted_as[type];
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (counts[kind] > (rules.allowed[kind] ?? 0)) throw bad_parameter(`attachments: too many of ${type}`);
  }
  return attachments;
}

function attachment_named(name, rules, world) {
  if (/^https?:\/\//.test(name)) return { type: 'link', link: { url: name, title: name, caption: '', description: '' } };
  const found = /^([a-z]+)(-?\d+)_(\d+)(?:_(\w+))?$/.exec(name);
  const [, type, owner, number, key] = found ?? [];
  if (!smallest[type]) throw bad_parameter(`attachments: ${name} is invalid`);
  const [owner_id, id] = [Number(owner), Number(number)];
  const medium = world.media.find(type, owner_id, id);
  if (!medium && world.settings.unknown_attachments === 'refused') throw bad_parameter(`attachments: there is no ${name}`);
  if (medium?.access_key && key !== undefined && key !== medium.access_key) throw bad_parameter(`attachments: the key of ${name} is wrong`);
  if (medium?.from_messages && !rules.private) {
    const rule = world.settings.message_photos_on_walls;
    if (rule === 'refused') throw bad_parameter(`attachments: ${name} is not for walls`);
    if (rule === 'dropped') return null;
  }
  return { type, [type]: smallest[type](owner_id, id, world.clock.now()) };
}

const shape_of = { photo: photo_shape, doc: doc_shape, video: video_shape };

/**
 * World files and tests may give a photo by its caption alone; the rest is filled in.
 * @param {object} attachment @param {{id: number, from_id: number, date: number}} item @param {import('./shapes.mjs').Viewer} viewer
 */
export function served_attachment(attachment, { id, from_id, date }, viewer) {
  const { type } = attachment ?? {};
  const named = attachment?.[type];
  const medium = shape_of[type] && viewer.world.media.find(type, named?.owner_id, named?.id);
  if (medium) return { ...attachment, [type]: shape_of[type](medium, viewer) };
  if (type !== 'photo') return attachment;
  const sizes = [{ type: 'x', url: `${viewer.base}/picture/photo.svg`, width: 200, height: 200 }];
  return { ...attachment, photo: { ...smallest.photo(from_id, id, date), sizes, ...attachment.photo } };
}
