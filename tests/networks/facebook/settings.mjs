// The switches of the simulated Facebook, besides those of the engine. README.md explains each.

import { engine_settings } from '../graph/settings.mjs';
import { switches } from '../shared/settings.mjs';

/** name: [default, allowed values or a type] */
const table = {
  ...engine_settings,

  missing_permission: [0, 'number'],
  public_content: [false, 'boolean'],
  user_token_reads: ['by_role', ['by_role', 'nothing']],
  user_token_writes: ['refused', ['refused', 'error_1705', 'page_token_required', 'as_person']],
  feed_reach: [600, 'number'],

  comment_order: ['chronological', ['chronological', 'reverse_chronological']],
  total_count: ['with_gone', ['with_gone', 'living']],
  total_levels: ['filter', ['filter', 'all']],
  reply_parent: ['top', ['top', 'answered']],
  comment_length: [8000, 'number'],
  duplicates: ['allowed', ['allowed', 'refused']],
  duplicate_seconds: [600, 'number'],

  schedule_days: [30, 'number'],
  photo_hours: [24, 'number'],
  private_reply_days: [7, 'number'],

  webhook_edit: ['edited', ['edited', 'edit']],
  webhook_from: ['from', ['from', 'sender']],
  webhook_message: ['given', ['given', 'absent']],
  webhook_comment_id: ['post', ['post', 'page_post']],
};

export const { standard_settings, change_settings } = switches(table);
