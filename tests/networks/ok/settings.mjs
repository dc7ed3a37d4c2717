// The switches of the simulator: where OK's behaviour is unknown, or a test wants the other one. README.md explains each.

import { switches } from '../shared/settings.mjs';

const availability = ['open', 'withdrawn', 'forbidden', 'permission'];

/** name: [default, allowed values or a type] */
const table = {
  add_comment: ['open', availability],
  as_admin: ['role', ['role', 'group_content', 'denied', 'as_person']],
  add_comment_reply: ['id', ['id', 'object', 'comment', 'true']],
  comment_length: [3000, 'number'],
  comment_length_error: [100, 'number'],
  equal_text: ['allowed', ['allowed', 'flood']],
  equal_text_seconds: [60, 'number'],
  censored: ['', 'string'],
  edit_seconds: [86400, 'number'],

  photo_bytes: [50 * 1024 * 1024, 'number'],
  photo_side_least: [1, 'number'],
  photo_side_most: [20000, 'number'],
  photo_token_seconds: [86400, 'number'],
  photo_token_error: [121, 'number'],
  comment_photos: ['accepted', ['accepted', 'refused', 'dropped']],

  get_topics: ['open', availability],
  get_topics_anchor: [true, 'boolean'],
  stream: ['open', availability],
  stream_end: ['anchor', ['anchor', 'nothing']],

  comment_order: ['newest_first', ['newest_first', 'oldest_first', 'as_read']],
  comment_start: ['newest', ['newest', 'oldest']],
  comment_dates: ['both', ['both', 'date', 'date_ms']],
  comments_reached: [0, 'number'],
  has_more: ['always', ['always', 'when_true', 'never']],
  last_anchor: [true, 'boolean'],
  empty_lists: ['absent', ['absent', 'empty', 'null']],
  topic_gone: [300, 'number'],
  members_only: [false, 'boolean'],

  group_info: ['array', ['array', 'groups']],
  url_miss: ['unknown', ['unknown', 'error']],
  unknown_fields: ['refused', ['refused', 'ignored']],
  scope_error: [10, 'number'],
  ids: ['strings', ['strings', 'numbers']],
  error_data: ['null', ['null', 'absent']],
  error_header: [true, 'boolean'],
  signature: ['checked', ['checked', 'ignored']],
  calls_per_second: [0, 'number'],
  calls_per_minute: [0, 'number'],
  rate_clock: ['real', ['real', 'simulated']],
};

export const { standard_settings, change_settings } = switches(table);
