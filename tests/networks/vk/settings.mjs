// The switches of the simulator: where VK's behaviour is unknown, or a test wants the other one.

import { switches } from '../shared/settings.mjs';

/** name: [default, allowed values or a type] */
const table = {
  guid: ['same', ['same', 'error', 'ignore']],
  guid_error: [100, 'number'],
  guid_seconds: [3600, 'number'],
  random_id: ['same', ['same', 'error', 'ignore']],
  message_length: [4096, 'number'],
  posts_per_day: [0, 'number'],
  photo_bytes: [50 * 1024 * 1024, 'number'],
  doc_bytes: [200 * 1024 * 1024, 'number'],
  wall_photo_owner: ['user', ['user', 'group']],
  upload_refusal: ['empty', ['empty', 'error']],
  message_photos_on_walls: ['accepted', ['accepted', 'refused', 'dropped']],
  unknown_attachments: ['believed', ['believed', 'refused']],
  rate_limits: [true, 'boolean'],
  day_limits: [true, 'boolean'],
  rate_clock: ['real', ['real', 'simulated']],
  deleted_comments: ['stub_if_replies', ['stub_if_replies', 'always_stub', 'vanish']],
  deleted_posts: ['absent', ['absent', 'flag']],
  preview_default: [90, 'number'],
  search_lag_seconds: [0, 'number'],
  search_replies: [true, 'boolean'],
  execute_extra_errors: [false, 'boolean'],
  screen_name_miss: ['empty', ['empty', 'error']],
  numbers: ['plain', ['plain', 'float']],
  flags: ['schema', ['schema', 'booleans', 'numbers']],
  entities: [false, 'boolean'],
  delete_event_author: ['deleter_id', ['deleter_id', 'user_id']],
  long_poll_kept: [200, 'number'],
};

export const { standard_settings, change_settings } = switches(table);
