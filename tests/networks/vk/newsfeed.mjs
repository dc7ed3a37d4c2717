// newsfeed.search and newsfeed.getMentions: what is found across all open walls.

import { actor_of } from './access.mjs';
import { cut_page, raws_at, served, with_raw } from './paging.mjs';
import { post_shape, reply_shape } from './shapes.mjs';
import { matcher_of, mentioned } from './text.mjs';
import { extension } from './wall_reading.mjs';
import { bad_parameter } from './errors.mjs';

const day = 24 * 3600;
const reachable_results = 1000;
const newest_first = (a, b) => b.date - a.date || b.owner_id - a.owner_id || b.id - a.id;

/** Posts and comments that anybody may see, newest first. */
function public_items(world, with_replies) {
  const is_open = (owner_id) => {
    const owner = owner_id < 0 ? world.communities.get(-owner_id) : world.people.get(owner_id);
    return owner && !owner.is_closed && !owner.deactivated;
  };
  const visible = (item) => !item.deleted && !item.postponed && !item.suggested && is_open(item.owner_id);
  const comments = with_replies ? world.all_comments().filter(({ owner_id, post_id }) => {
    const post = world.post(owner_id, post_id);
    return visible(post) && !post.comments_hidden;
  }) : [];
  return [...world.all_posts(), ...comments].filter(visible).sort(newest_first);
}

const shape_of = (item, viewer) => (item.post_id ? reply_shape(item, viewer) : post_shape(item, viewer));

export function search(call) {
  const { world, params, viewer, raws } = call;
  const { search_replies, search_lag_seconds } = world.settings;
  const now = world.clock.now();
  const from = params.start_time ?? now - day;
  const until = Math.min(params.end_time ?? now, now - search_lag_seconds);
  const fits = params.q ? matcher_of(params.q) : () => false;
  const found = public_items(world, search_replies).filter(
    (item) => item.searchable && item.date >= from && item.date <= until && fits(item.text));
  const list = with_raw(found, raws_at(raws, { list: 'search' })).slice(0, reachable_results);
  const page = cut_page(list, { offset: offset_of(params.start_from, list), count: params.count, faults: call.page_faults });
  const items = page.items.map((member) => served(member, (item) => shape_of(item, viewer)));
  const next = page.offset + params.count;
  return {
    items, count: list.length, total_count: found.length,
    ...(next < list.length && { next_from: mark_of(next, list[next - 1]) }), ...extension(call, items),
  };
}

/** "40/-55_177": how many were given, and the last of them, after which to go on even when new ones have come in front. */
const mark_of = (offset, last) => `${offset}/${last?.raw ? 'raw' : `${last?.owner_id}_${last?.id}`}`;

function offset_of(start_from, list) {
  if (!start_from) return 0;
  const found = /^(\d+)\/(.*)$/.exec(start_from);
  if (!found) throw bad_parameter('start_from is invalid');
  const last = list.findIndex((member) => !member.raw && `${member.owner_id}_${member.id}` === found[2]);
  return last < 0 ? Number(found[1]) : last + 1;
}

export function get_mentions(call) {
  const { world, params, token, viewer, raws } = call;
  const owner_id = params.owner_id ?? actor_of(token);
  const now = world.clock.now();
  const { start_time = now - day, end_time = now } = params;
  const found = public_items(world, true).filter(
    (item) => item.date >= start_time && item.date <= end_time && item.from_id !== owner_id && mentioned(item.text).includes(owner_id));
  const list = with_raw(found, raws_at(raws, { list: 'mentions' }));
  const page = cut_page(list, { ...params, faults: call.page_faults });
  const items = page.items.map((member) => served(member, (item) => mention_shape(item, viewer)));
  return { count: list.length, items };
}

/** The wall's owner is in to_id; the older form has no owner_id. */
function mention_shape(item, viewer) {
  const { owner_id, ...shape } = shape_of(item, viewer);
  return { ...shape, ...(viewer.modern && { owner_id }), to_id: item.owner_id };
}
