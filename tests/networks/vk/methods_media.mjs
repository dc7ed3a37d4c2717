// The table of methods for photos, videos and documents. Rows are explained in methods.mjs.

import { flag, integer, list, natural, text, word } from './parameters.mjs';
import * as comments from './media_comments.mjs';
import * as photos from './photos.mjs';

const owner_id = integer();
const extended = flag();
const fields = list();
const page = (most, standard) => ({ offset: natural({ standard: 0 }), count: natural({ ...(most && { max: most }), standard }) });
/** Comments may be paged backwards from one of them. */
const comments_page = (sorts) => ({
  need_likes: flag(), start_comment_id: natural(), offset: integer({ standard: 0 }), count: natural({ max: 100, standard: 20 }),
  sort: word(sorts, { standard: 'asc' }), extended, fields,
});
const new_comment = {
  owner_id, message: text(), attachments: list(), from_group: flag(), sticker_id: natural(), guid: text(),
};
const photo_id = integer({ required: true });
const video_id = natural({ required: true });
const comment_id = integer({ required: true });

const people = ['user'];
const writers = ['user', 'community'];

/** @type {Record<string, import('./methods.mjs').Method>} */
export const media_methods = {
  'photos.getWallUploadServer': { kinds: people, right: 'photos', handler: photos.get_wall_upload_server, parameters: { group_id: integer() } },
  'photos.saveWallPhoto': {
    kinds: people, right: 'photos', handler: photos.save_wall_photo,
    parameters: {
      user_id: natural(), group_id: natural(), photo: text({ required: true }), server: integer(), hash: text(), caption: text(),
    },
  },
  'photos.getMessagesUploadServer': {
    kinds: writers, right: 'photos', handler: photos.get_messages_upload_server, parameters: { peer_id: integer() },
  },
  'photos.saveMessagesPhoto': {
    kinds: writers, right: 'photos', handler: photos.save_messages_photo,
    parameters: { photo: text({ required: true }), server: integer(), hash: text() },
  },
  'photos.get': {
    kinds: ['user', 'service'], handler: photos.get_photos,
    parameters: { owner_id, album_id: text(), photo_ids: list(), rev: flag(), extended, ...page(1000, 50) },
  },
  'photos.getComments': {
    kinds: people, right: 'photos', handler: comments.get_photo_comments,
    parameters: { owner_id, photo_id, access_key: text(), ...comments_page(['asc', 'desc']) },
  },
  'photos.getAllComments': {
    kinds: people, right: 'photos', handler: comments.get_all_photo_comments,
    parameters: {
      owner_id, album_id: natural(), need_likes: flag(), offset: natural({ standard: 0 }), count: natural({ at_most: 100, standard: 20 }),
    },
  },
  'photos.createComment': {
    kinds: people, right: 'photos', handler: comments.create_comment('photo'),
    parameters: { ...new_comment, photo_id, reply_to_comment: integer(), access_key: text() },
  },
  'photos.deleteComment': { kinds: people, right: 'photos', handler: comments.delete_comment('photo'), parameters: { owner_id, comment_id } },

  'video.get': {
    kinds: people, right: 'video', handler: comments.get_videos,
    parameters: { owner_id, videos: list(), extended, fields, ...page(200, 100) },
  },
  'video.getComments': {
    kinds: people, right: 'video', handler: comments.get_video_comments,
    parameters: {
      owner_id, video_id, ...comments_page(['asc', 'desc', 'interest']), start_comment_id: integer(), comment_id: integer(),
      thread_items_count: natural({ max: 10, standard: 0 }),
    },
  },
  'video.createComment': {
    kinds: people, right: 'video', handler: comments.create_comment('video'), parameters: { ...new_comment, video_id, reply_to_comment: natural() },
  },
  'video.deleteComment': { kinds: people, right: 'video', handler: comments.delete_comment('video'), parameters: { owner_id, comment_id } },

  'docs.getWallUploadServer': {
    kinds: writers, right: 'docs', handler: photos.get_doc_upload_server, parameters: { group_id: natural() },
  },
  'docs.save': {
    kinds: writers, right: 'docs', handler: photos.save_doc, parameters: { file: text({ required: true }), title: text(), tags: text() },
  },
};
