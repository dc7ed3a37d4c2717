// The switches of the simulated Instagram, besides those of the engine. README.md explains each.

import { engine_settings } from '../graph/settings.mjs';
import { switches } from '../shared/settings.mjs';

/** name: [default, allowed values or a type] */
const table = {
  ...engine_settings,

  host: ['both', ['both', 'facebook', 'instagram']],
  public_content: [true, 'boolean'],
  comments_need: ['basic', ['basic', 'manage_comments']],

  media_reach: [10_000, 'number'],
  comments_go_on: [true, 'boolean'],
  reply_order: ['chronological', ['chronological', 'reverse_chronological']],
  private_names: ['id_only', ['id_only', 'absent', 'given']],
  count_lag_seconds: [0, 'number'],

  comment_length: [2200, 'number'],
  reply_to_reply: ['appended', ['appended', 'refused']],
  hide_own: ['no_effect', ['no_effect', 'refused', 'hidden']],
  own_elsewhere: ['readable', ['readable', 'refused']],

  mention_text: ['whole', ['whole', 'without_at']],
  hashtag_search: ['data', ['data', 'bare']],
  hashtag_names: ['absent', ['absent', 'error']],
  hashtags_per_week: [30, 'number'],

  container_seconds: [5, 'number'],
  container_hours: [24, 'number'],
  fetch_seconds: [10, 'number'],
  publishing_quota: [50, 'number'],

  private_reply_days: [7, 'number'],
  private_replies_per_hour: [750, 'number'],

  webhook_entry: ['changes', ['changes', 'flat', 'messaging']],
  webhook_comment_id: ['id', ['id', 'comment_id']],
};

export const { standard_settings, change_settings } = switches(table);
