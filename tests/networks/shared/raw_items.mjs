// Raw items: what a test has put into a list to be served as it is, be it no item at all. They are not part of the world.

import { ControlError } from './control_error.mjs';

/**
 * @typedef {object} RawItem
 * @property {number} id
 * @property {string} list by the network's own word, with whatever else tells where it is
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

// ---- the control interface

const raw_shape = ({ bytes, ...raw }) => (bytes ? { ...raw, base64: bytes.toString('base64') } : raw);

/** For GET /control/state. */
export const raw_shapes = (raws) => raws.map(raw_shape);

/** @param {string[]} lists that a network has @returns {[string, string, Function][]} rows of the control interface; `sim.raws` holds them */
export function raw_rows(lists) {
  function add({ sim, body }) {
    const { item, json, base64, position = 0, ...place } = body;
    if (!lists.includes(place.list)) throw new ControlError(400, `list is one of ${lists.join(', ')}`);
    const bytes = base64 !== undefined ? Buffer.from(base64, 'base64') : json !== undefined ? Buffer.from(json) : undefined;
    if (bytes === undefined && item === undefined) throw new ControlError(400, 'a raw item has item, json or base64');
    const raw = { ...place, id: (sim.raws[sim.raws.length - 1]?.id ?? 0) + 1, position, ...(bytes ? { bytes } : { item }) };
    sim.raws.push(raw);
    sim.world.revision++;
    return { id: raw.id };
  }

  function remove(sim, id) {
    const before = sim.raws.length;
    sim.raws = id === undefined ? [] : sim.raws.filter((raw) => raw.id !== id);
    return { removed: before - sim.raws.length };
  }

  return [
    ['POST', '/control/raw', add],
    ['DELETE', '/control/raw', ({ sim }) => remove(sim)],
    ['DELETE', '/control/raw/:name', ({ sim, name }) => remove(sim, Number(name))],
  ];
}
