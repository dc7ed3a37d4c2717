// groups.*, users.get, account.*, utils.*: who is who.

import { ApiError, bad_parameter } from './errors.mjs';
import { administers } from './access.mjs';
import { community_shape, person_shape } from './shapes.mjs';

/** `manage` of a community and `groups` of a person are one bit. */
export const right_bits = {
  stories: 1, photos: 4, video: 16, app_widget: 64, messages: 4096, wall: 8192, offline: 65536, docs: 131072, manage: 262144, market: 134217728,
};

const mask_of = (names) => names.reduce((mask, name) => mask + (right_bits[name] ?? 0), 0);

const most_ids = 500;

export function get_communities(call) {
  const { world, params, token, viewer } = call;
  const named = [...params.group_ids, ...(params.group_id === undefined ? [] : [params.group_id])];
  if (!named.length && token.kind !== 'community') throw bad_parameter('group_ids is undefined');
  if (named.length > most_ids) throw bad_parameter(`group_ids has more than ${most_ids} items`);
  const wished = named.length ? named : [String(token.group_id)];
  const found = wished.map((name) => community_named(world, name)).filter(Boolean);
  if (!found.length) throw new ApiError(125);
  const groups = found.map((community) => community_shape(community, viewer, params.fields));
  return viewer.modern ? { groups, profiles: [] } : groups;
}

function community_named(world, name) {
  if (/^\d+$/.test(name)) return world.communities.get(Number(name));
  const owner_id = world.owner_by_screen_name(name);
  return owner_id < 0 ? world.communities.get(-owner_id) : undefined;
}

export function get_token_permissions({ token }) {
  const permissions = token.permissions.map((name) => ({ name, setting: right_bits[name] ?? 0 }));
  return { mask: mask_of(token.permissions), permissions };
}

/** A person's token with no rights named has all. */
export function get_app_permissions({ token, params }) {
  if (params.user_id !== undefined && params.user_id !== token.user_id) throw new ApiError(15);
  return mask_of(token.permissions.length ? token.permissions : Object.keys(right_bits));
}

export function get_profile_info({ world, token, viewer }) {
  const person = world.people.get(token.user_id);
  return { ...person_shape(person, viewer, ['sex', 'screen_name', 'photo_200']), home_town: person.city ?? '', status: '' };
}

export function get_users({ world, params, token, viewer }) {
  if (!params.user_ids.length && token.kind !== 'user') throw bad_parameter('user_ids is undefined');
  const wished = params.user_ids.length ? params.user_ids : [String(token.user_id)];
  return wished.map((name) => (/^\d+$/.test(name) ? Number(name) : world.owner_by_screen_name(name)))
    .filter((id) => id > 0 && world.people.has(id))
    .map((id) => person_shape(world.people.get(id), viewer, params.fields));
}

export function resolve_screen_name({ world, params }) {
  const owner_id = world.owner_by_screen_name(params.screen_name);
  if (owner_id === undefined) {
    if (world.settings.screen_name_miss === 'error') throw new ApiError(104);
    return [];
  }
  if (owner_id > 0) return { type: 'user', object_id: owner_id };
  return { type: world.communities.get(-owner_id).type, object_id: -owner_id, group_id: -owner_id };
}

export const get_server_time = ({ world }) => world.clock.now();

// ---- long poll

/** What a community may be told about, as groups.setLongPollSettings names it; which of them the simulator makes itself, objects.mjs says. */
const event_names = [
  'message_new', 'message_reply', 'message_edit', 'message_allow', 'message_deny', 'message_read', 'message_typing_state', 'message_reaction_event',
  'photo_new', 'photo_comment_new', 'photo_comment_edit', 'photo_comment_restore', 'photo_comment_delete', 'audio_new',
  'video_new', 'video_comment_new', 'video_comment_edit', 'video_comment_restore', 'video_comment_delete',
  'wall_post_new', 'wall_repost', 'wall_reply_new', 'wall_reply_edit', 'wall_reply_restore', 'wall_reply_delete',
  'wall_schedule_post_new', 'wall_schedule_post_delete',
  'board_post_new', 'board_post_edit', 'board_post_restore', 'board_post_delete',
  'market_comment_new', 'market_comment_edit', 'market_comment_restore', 'market_comment_delete',
  'poll_vote_new', 'group_join', 'group_leave', 'group_change_settings', 'group_change_photo', 'group_officers_edit', 'user_block', 'user_unblock',
  'donut_subscription_create', 'donut_subscription_prolonged', 'donut_subscription_cancelled', 'donut_subscription_expired',
  'donut_subscription_price_changed', 'donut_money_withdraw', 'donut_money_withdraw_error',
];

function own_community({ world, params, token }) {
  const community = world.communities.get(params.group_id);
  if (!community) throw new ApiError(125);
  if (!administers(token, -params.group_id)) throw new ApiError(15);
  return community;
}

export function get_long_poll_server(call) {
  const community = own_community(call);
  if (!community.long_poll.enabled) throw bad_parameter('longpoll for this group is not enabled');
  const { key, ts } = call.sim.long_poll.open(community.id);
  return { key, server: `${call.viewer.base}/longpoll/${community.id}`, ts };
}

export function get_long_poll_settings(call) {
  const { enabled, api_version, events } = own_community(call).long_poll;
  return { is_enabled: enabled, api_version, events: Object.fromEntries(event_names.map((name) => [name, events[name] ? 1 : 0])) };
}

export function set_long_poll_settings(call) {
  const { long_poll } = own_community(call);
  const { enabled, api_version } = call.params;
  if (enabled !== undefined) long_poll.enabled = enabled;
  if (api_version !== undefined) long_poll.api_version = api_version;
  for (const name of event_names) if (name in call.sent) long_poll.events[name] = call.sent[name] === '1';
  return 1;
}
