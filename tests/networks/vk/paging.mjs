// One page of a list, with the raw items a test has put in.

export { cut_page } from '../shared/page_faults.mjs';

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
