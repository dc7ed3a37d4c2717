// Who is who: users.*, group.*, url.getInfo, auth.touchSession.

import { role_in } from './access.mjs';
import { ApiError } from './errors.mjs';
import { wanted_fields } from './fields.mjs';
import { read_page } from './paging.mjs';
import { group_shape, user_shape } from './shapes.mjs';

/** Those who do not exist are simply absent. */
export function get_users({ sim, world, params }) {
  const pick = wanted_fields(params.fields, 'user', world.settings)('user');
  return params.uids.map((id) => world.people.get(id)).filter((person) => person && !person.gone).map((person) => pick(user_shape(person, sim.url)));
}

export const get_current_user = ({ sim, world, params, viewer }) =>
  wanted_fields(params.fields, 'user', world.settings)('user')(user_shape(world.people.get(viewer), sim.url));

export const get_logged_in_user = ({ viewer }) => viewer;

export const has_permission = ({ token, params }) => token.scopes.includes(params.ext_perm.replaceAll(' ', '_').toUpperCase());

export const get_calls_left = ({ sim, token, application, params }) =>
  params.methods.map((name) => {
    const callsLeft = sim.limits.left(token?.token ?? application.key, name);
    return { name, available: callsLeft > 0, callsLeft };
  });

export function get_groups({ sim, world, params }) {
  const pick = wanted_fields(params.fields, 'group', world.settings)('group');
  const groups = params.uids.map((id) => world.groups.get(id)).filter(Boolean).map((group) => pick(group_shape(group, sim.url)));
  return world.settings.group_info === 'groups' ? { groups } : groups;
}

/** The standing of people in one group; who is not in it is absent. */
export function get_user_groups_by_ids({ world, params }) {
  const group = world.groups.get(params.group_id);
  if (!group) throw new ApiError(160, { data: 'group_id' });
  return params.uids.filter((userId) => role_in(group, userId)).map((userId) => ({ userId, status: role_in(group, userId) }));
}

/** `groups` is null for somebody without any. */
export function get_user_groups({ sim, world, params, viewer, page_faults }) {
  const userId = params.uid ?? viewer;
  const groups = [...world.groups.values()].filter((group) => role_in(group, userId))
    .map((group, number) => ({ number, moment: 0, shape: { groupId: group.id, userId, status: role_in(group, userId) } }));
  const { items, anchor } = read_page(groups, {
    list: `groups ${userId}`, anchor: params.anchor, direction: params.direction, count: params.count ?? 100, faults: page_faults, life: sim.resets,
  });
  return { groups: items.length ? items.map(({ shape }) => shape) : null, ...(anchor && { anchor }) };
}

export function get_counters({ world, params }) {
  const group = world.groups.get(params.group_id);
  if (!group) throw new ApiError(160, { data: 'group_id' });
  const themes = world.topics_of(group.id).filter((topic) => !topic.deleted).length;
  return { counters: { members: group.members_count, themes } };
}

const numbered_addresses = [['GROUP', /^\/group\/(\d+)/, 'groups'], ['PROFILE', /^\/profile\/(\d+)/, 'people']];

/** Objects in a link to this network; the host of the simulator stands for ok.ru. */
export function get_url({ world, params }) {
  const path = params.url.replace(/^(https?:)?\/\//, '').replace(/^[^/]*/, '').replace(/[?#].*$/, '');
  const owner = owner_at(world, path);
  if (owner) return { objectId: Number(owner.id), objectIdStr: owner.id, type: owner.type };
  if (world.settings.url_miss === 'error') throw new ApiError(300);
  return { objectId: 0, type: 'UNKNOWN' };
}

function owner_at(world, path) {
  for (const [type, address, map] of numbered_addresses) {
    const id = address.exec(path)?.[1];
    if (id) return world[map].has(id) ? { type, id } : undefined;
  }
  return world.owner_of(path.split('/')[1] ?? '');
}

export const touch_session = () => true;
