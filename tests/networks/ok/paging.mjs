// One page of a list that is read by anchor and direction. An anchor names the last item given, so it holds when others are written or
// deleted meanwhile, and leads onward the way it came unless told otherwise; it is good for its own list and for one life of the simulator.

import { cut_page } from '../shared/page_faults.mjs';
import { ApiError } from './errors.mjs';
import { anchor_of, place_of } from './identifiers.mjs';

const position = (item) => [item.moment ?? item.created_ms, item.number];
const compare = ([a, b], [c, d]) => a - c || b - d;

/**
 * @typedef {object} Wish
 * @property {string} list name of the list
 * @property {string} [anchor]
 * @property {'FORWARD'|'BACKWARD'|'AROUND'} [direction]
 * @property {boolean} [descending] FORWARD leads from the newest to the older ones
 * @property {number} count
 * @property {object[]} faults
 * @property {number} life how often the simulator was reset
 *
 * @typedef {object} Page
 * @property {object[]} items in the order they were read
 * @property {boolean} has_more
 * @property {string|null} anchor null if the page is empty and there was none before
 */

/**
 * @param {object[]} list in the order of FORWARD
 * @param {Wish} wish
 * @param {Record<string, 'start'|'end'|number>} constants anchors with a name, and where they stand
 * @returns {Page}
 */
export function read_page(list, wish, constants = {}) {
  const { count } = wish;
  const direction = wish.direction ?? place_of(wish.anchor ?? '')?.way ?? 'FORWARD';
  const ends = ends_of(list, { ...wish, direction }, constants);
  if (direction === 'AROUND') return around(list, ends.before, wish);
  const onward = direction === 'FORWARD' ? list : [...list].reverse();
  const start = direction === 'FORWARD' ? ends.after : list.length - ends.before;
  const { items, offset } = cut_page(onward, { offset: start, count, faults: wish.faults });
  const last = onward[Math.min(offset + count, onward.length) - 1];
  return {
    items, has_more: offset + count < onward.length,
    anchor: items.length ? anchor_for(last, wish, direction) : wish.anchor && !Object.hasOwn(constants, wish.anchor) ? wish.anchor : null,
  };
}

/** Half of the page before the anchor, half after it. */
function around(list, at, wish) {
  const start = Math.max(0, at - Math.floor(wish.count / 2));
  const { items, offset } = cut_page(list, { offset: start, count: wish.count, faults: wish.faults });
  return { items, has_more: offset > 0 || offset + wish.count < list.length, anchor: items.length ? anchor_for(items[items.length - 1], wish, 'FORWARD') : null };
}

const anchor_for = (item, { list, life }, way) => anchor_of({ list, life, way, at: position(item) });

/** How many items of the list stand before the anchor, and how many up to and with it. */
function ends_of(list, { anchor, direction, descending, list: name, life }, constants) {
  if (anchor === undefined) return direction === 'BACKWARD' ? at_index(list.length) : at_index(0);
  if (Object.hasOwn(constants, anchor)) return at_index({ start: 0, end: list.length }[constants[anchor]] ?? constants[anchor]);
  const place = place_of(anchor);
  if (place?.list !== name || place.life !== life) throw new ApiError(100, { data: 'anchor' });
  const sign = descending ? -1 : 1;
  return {
    before: list.filter((item) => sign * compare(position(item), place.at) < 0).length,
    after: list.filter((item) => sign * compare(position(item), place.at) <= 0).length,
  };
}

const at_index = (index) => ({ before: index, after: index });

/** A list under its name; empty ones are served as the settings say. */
export function listed(name, items, { empty_lists }) {
  if (items.length || empty_lists === 'empty') return { [name]: items };
  return empty_lists === 'null' ? { [name]: null } : {};
}
