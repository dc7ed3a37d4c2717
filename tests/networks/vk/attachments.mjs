// Attachments: those named in a write, "photo-55_33,doc-55_7,https://…", and how all are served. The simulator keeps no files,
// so each is the smallest object of its type; a photo shows a picture of the simulator's own.

import { bad_parameter } from './errors.mjs';

const media = {
  photo: (owner_id, id, date) => ({ id, owner_id, album_id: -8, date, has_tags: false, text: '' }),
  doc: (owner_id, id, date) => ({ id, owner_id, title: `file${id}.pdf`, size: 1024, ext: 'pdf', date, type: 1 }),
  video: (owner_id, id, date) => ({ id, owner_id, title: `Видео ${id}`, date, duration: 60 }),
  audio: (owner_id, id) => ({ id, owner_id, artist: 'Исполнитель', title: `Запись ${id}`, duration: 60 }),
  poll: (owner_id, id) => ({ id, owner_id }),
};

/** @param {string[]} names @param {number} date @returns {object[]} */
export function attachments_named(names, date) {
  const attachments = names.map((name) => {
    if (/^https?:\/\//.test(name)) return { type: 'link', link: { url: name, title: name, caption: '', description: '' } };
    const found = /^([a-z]+)(-?\d+)_(\d+)(?:_\w+)?$/.exec(name);
    const make = found && media[found[1]];
    if (!make) throw bad_parameter(`attachments: ${name} is invalid`);
    return { type: found[1], [found[1]]: make(Number(found[2]), Number(found[3]), date) };
  });
  if (attachments.filter(({ type }) => type === 'link').length > 1) throw bad_parameter('attachments: more than one link');
  return attachments;
}

/** World files and tests may give a photo by its caption alone; the rest is filled in. */
export function served_attachment(attachment, { id, from_id, date }, base) {
  if (attachment?.type !== 'photo') return attachment;
  const sizes = [{ type: 'x', url: `${base}/picture/photo.svg`, width: 200, height: 200 }];
  return { ...attachment, photo: { ...media.photo(from_id, id, date), sizes, ...attachment.photo } };
}
