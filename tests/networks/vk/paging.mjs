// One page of a list: raw items put in by a test, the offset, and the faults that bend a page.

/**
 * @typedef {object} RawItem
 * @property {number} id
 * @property {string} list wall, comments, thread, search, mentions; with owner_id, post_id, comment_id where the list has them
 * @property {number} position
 * @property {any} [item] any JSON
 * @property {Buffer} [bytes] instead of an item
 */

const raw_mark = (id) => `⟦raw item ${id}⟧`;

/**
 * The list with the raw items of this place in it.
 * @param {any[]} list
 * @param {RawItem[]} raws
 */
export function with_raw(list, raws) {
  const mixed = [...list];
  for (const raw of raws) mixed.splice(raw.position, 0, { raw });
  return mixed;
}

/** The raw items of a place, in the order they were given. @param {RawItem[]} raws @param {object} place */
export const raws_at = (raws, place) =>
  raws.filter((raw) => Object.entries(place).every(([name, value]) => raw[name] === undefined || raw[name] === value));

/** How a member of a mixed list is served. */
export const served = (member, shape) => {
  if (!member.raw) return shape(member);
  return member.raw.bytes ? raw_mark(member.raw.id) : member.raw.item;
};

/**
 * Puts the bytes of raw items where their marks stand in a serialised answer.
 * @param {string} json
 * @param {RawItem[]} raws
 */
export function with_raw_bytes(json, raws) {
  let parts = [json];
  for (const { id, bytes } of raws.filter((raw) => raw.bytes))
    parts = parts.flatMap((part) => (typeof part === 'string' ? join_with(part.split(JSON.stringify(raw_mark(id))), bytes) : [part]));
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

const join_with = (pieces, bytes) => pieces.flatMap((piece, index) => (index === 0 ? [piece] : [bytes, piece]));

/** What a page fault does to the offset, and to the items cut out. */
const bends = {
  same_page: { offset: (offset, count) => offset - count },
  overlap: { offset: (offset, count, { by = 1 }) => offset - by },
  reorder: { items: (items, { seed = 1 }) => shuffled(items, seed) },
  repeat: { items: (items) => [...items, ...items.slice(-1)] },
  empty_page: { items: () => [] },
  no_profiles: {},
};

export const page_faults = Object.keys(bends);

/**
 * @param {any[]} list
 * @param {{offset: number, count: number, faults: object[]}} wish
 * @returns {{items: any[], offset: number}} the offset at which the page really began
 */
export function cut_page(list, { offset, count, faults }) {
  let start = offset;
  for (const fault of faults) start = bends[fault.do].offset?.(start, count, fault) ?? start;
  start = Math.max(0, start);
  let items = list.slice(start, start + count);
  for (const fault of faults) items = bends[fault.do].items?.(items, fault) ?? items;
  return { items, offset: start };
}

/** The same seed gives the same order. */
function shuffled(items, seed) {
  const mixed = [...items];
  let state = seed >>> 0;
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
