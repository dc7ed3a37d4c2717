// How photos, videos and documents look in VK's answers.

import { live, name_of } from './media.mjs';
import { as_served } from './served.mjs';

const kept_address = (medium, { base }) => `${base}/kept/${name_of(medium)}`;

/** A small copy and the whole; a photo without a file is a drawn one. */
function sizes_of(photo, viewer) {
  const url = photo.file ? kept_address(photo, viewer) : `${viewer.base}/picture/photo.svg`;
  const scale = Math.min(1, 130 / Math.max(photo.width, photo.height));
  return [
    { type: 'm', url: `${url}?size=m`, width: Math.max(1, Math.round(photo.width * scale)), height: Math.max(1, Math.round(photo.height * scale)) },
    { type: 'w', url, width: photo.width, height: photo.height },
  ];
}

/** @param {import('./media.mjs').Medium} photo @param {import('./shapes.mjs').Viewer} viewer @param {{extended?: boolean}} [wishes] */
export const photo_shape = (photo, viewer, { extended } = {}) => as_served({
  id: photo.id, owner_id: photo.owner_id, album_id: photo.album_id, date: photo.date, has_tags: false, text: photo.text,
  ...(photo.user_id && { user_id: photo.user_id }), ...(photo.access_key && { access_key: photo.access_key }),
  sizes: sizes_of(photo, viewer),
  ...(extended && { likes: { count: 0, user_likes: 0 }, comments: { count: live(photo.under).length }, can_comment: photo.comments_open ? 1 : 0 }),
}, photo);

export const video_shape = (video, viewer) => as_served({
  id: video.id, owner_id: video.owner_id, title: video.title, description: video.description, duration: video.duration, date: video.date,
  type: 'video', views: 10, comments: live(video.under).length, can_comment: video.comments_open ? 1 : 0, player: `${viewer.base}/${name_of(video)}`,
  image: [{ url: `${viewer.base}/picture/photo.svg`, width: 200, height: 200 }], ...(video.access_key && { access_key: video.access_key }),
}, video);

export const doc_shape = (doc, viewer) => as_served({
  id: doc.id, owner_id: doc.owner_id, title: doc.title, size: doc.size, ext: doc.ext, date: doc.date, type: 1, url: kept_address(doc, viewer),
  ...(doc.access_key && { access_key: doc.access_key }),
}, doc);
