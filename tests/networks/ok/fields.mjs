// The parameter `fields`: which properties of which objects a client wants. Without it everything is served.

import { ApiError } from './errors.mjs';

/** prefix: the names that are more than the property in small letters, or differ from it */
const spellings = {
  comment: { DATE: ['date', 'date_ms'], ATTRS: ['attrs'], LIKE_SUMMARY: ['like_count', 'liked_it'] },
  media_topic: { CREATED_MS: ['created_ms'], MEDIA: ['media'] },
  feed: { DATE: ['date', 'date_ms'] },
  group: { PIC_AVATAR: ['picavatar'] },
};

/** prefix: properties that can be asked for */
const properties = {
  comment: [
    'id', 'author_id', 'author_type', 'author_name', 'author_ref', 'text', 'date', 'date_ms', 'type', 'reply_to_comment_id', 'reply_to_id',
    'reply_to_type', 'reply_to_name', 'like_count', 'liked_it', 'like_summary', 'attrs', 'attachments',
  ],
  media_topic: [
    'id', 'created_ms', 'author_ref', 'owner_ref', 'media', 'discussion_summary', 'like_summary', 'reshare_summary', 'capabilities',
    'is_commenting_denied', 'has_more', 'author_name', 'media_text', 'media_type', 'media_photo_refs', 'text',
  ],
  feed: ['pattern', 'message', 'date', 'date_ms', 'target_refs', 'author_refs', 'owner_refs', 'mark_as_spam_id'],
  discussion: [
    'object_id', 'object_type', 'title', 'message', 'creation_date', 'last_activity_date', 'last_user_access_date', 'new_comments_count',
    'total_comments_count', 'comments_count', 'like_count', 'liked_it', 'owner_uid', 'ref_objects', 'attrs', 'comment_as_admin_allowed',
  ],
  user: [
    'uid', 'name', 'first_name', 'last_name', 'gender', 'location', 'url_profile', 'url_profile_mobile', 'pic_1', 'pic_2', 'pic_3', 'pic_4',
    'pic50x50', 'pic128x128', 'pic190x190', 'shortname', 'online', 'locale', 'age', 'birthday',
  ],
  group: [
    'uid', 'name', 'description', 'shortname', 'picavatar', 'pic_avatar', 'members_count', 'main_photo', 'photo_id', 'private', 'admin_id', 'abbreviation',
    'created_ms', 'premium',
  ],
  group_photo: [
    'id', 'ref', 'album_id', 'group_id', 'user_id', 'created_ms', 'text', 'pic50x50', 'pic128x128', 'pic190x190', 'pic240min', 'pic320min', 'pic640x480',
    'pic1024x768', 'pic1024max', 'pic_max', 'pic_base', 'picgif', 'standard_width', 'standard_height', 'like_summary', 'discussion_summary',
  ],
};

/** Objects that no answer here has: any of their names is taken. */
const elsewhere = new Set(['theme', 'poll', 'photo', 'movie', 'video', 'app', 'album', 'group_album', 'music_track', 'like_summary']);

/** Always served, asked for or not. */
const kept = new Set(['id', 'uid', 'object_id', 'object_type']);

/**
 * @param {string[]|undefined} names as sent; without a prefix they belong to `own`
 * @param {string} own
 * @param {{unknown_fields: 'refused'|'ignored'}} settings
 * @returns {(prefix: string) => ((object: object) => object)|null} null if nothing of this kind is wanted
 */
export function wanted_fields(names, own, { unknown_fields }) {
  if (!names) return () => (object) => object;
  const by_prefix = {};
  for (const name of names) {
    const [prefix, field] = name.includes('.') ? name.toLowerCase().split('.') : [own, name.toLowerCase()];
    if (!is_known(prefix, field)) {
      if (unknown_fields === 'refused') throw new ApiError(220, { data: name });
      continue;
    }
    (by_prefix[prefix] ??= new Set()).add(field);
    for (const more of spellings[prefix]?.[field.toUpperCase()] ?? []) by_prefix[prefix].add(more);
  }
  return (prefix) => {
    const chosen = by_prefix[prefix];
    if (!chosen) return prefix === own ? picked(new Set()) : null;
    return chosen.has('*') ? (object) => object : picked(chosen);
  };
}

const is_known = (prefix, field) =>
  elsewhere.has(prefix) || (Object.hasOwn(properties, prefix) && (field === '*' || properties[prefix].includes(field)));

const picked = (names) => (object) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => kept.has(name) || names.has(name.toLowerCase())));
