// The switches every network of this engine has; a network adds its own. The README explains each.

/** name: [default, allowed values or a type] */
export const engine_settings = {
  newest_version: [26, 'number'],
  oldest_version: [21, 'number'],
  expired_versions: ['oldest', ['oldest', 'error']],
  ids_read: ['error', ['error', 'open']],
  date_format: ['error', ['error', 'open']],
  etags: [false, 'boolean'],

  error_envelope: ['full', ['full', 'bare']],
  error_status: ['mixed', ['mixed', 'all_400']],
  most_per_page: [100, 'number'],
  beyond_most: ['error', ['error', 'cut']],
  empty_edges: ['absent', ['absent', 'given']],
  cursor_seconds: [0, 'number'],
  gone_cursor: ['goes_on', ['goes_on', 'error']],
  batch_answered: [0, 'number'],

  rate_limits: [true, 'boolean'],
  usage_headers: ['busy', ['busy', 'always', 'never']],
  calls_per_user: [200, 'number'],
  app_users: [100, 'number'],
  calls_per_engaged: [4800, 'number'],
  engaged_users: [10, 'number'],
  throttle_minutes: [30, 'number'],
  throttle_prolonged_seconds: [60, 'number'],

  webhook_form: ['object', ['object', 'array']],
  webhook_delivery: ['at_once', ['at_once', 'held']],
  webhook_escape: [true, 'boolean'],
  webhook_given_up: ['disabled', ['disabled', 'kept']],
};
