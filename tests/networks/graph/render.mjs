// Turns an object of the world into what a call asked of it: fields by the network's table of shapes, edges by its table of methods.

import { no_such_field } from './errors.mjs';
import { fields_of, plain_wish } from './fields.mjs';
import { list_edge, own, row_of } from './edges.mjs';
import { knows, objects } from './objects.mjs';

/** An object where a field's value is one: it is rendered with the fields asked for, or its usual ones. */
export class Node {
  /** @param {string} type as in objects.mjs @param {any} item */
  constructor(type, item) {
    this.type = type;
    this.item = item;
  }
}

/** A value that a field's shape may give: text, number, a Node, an array of these, an object; undefined or null leave the field out. */

/**
 * @param {import('./api.mjs').Call} call @param {string} type @param {any} item
 * @param {import('./fields.mjs').Wish[]|null} [wishes] the usual fields if null
 */
export function render(call, type, item, wishes = null) {
  const wanted = wishes ?? objects[type].standard.map(plain_wish);
  const shown = {};
  for (const wish of wanted) {
    const value = value_of(call, type, item, wish);
    if (value !== undefined) shown[wish.as] = value;
  }
  if (objects[type].shows_id && shown.id === undefined) shown.id = call.network.shapes[type].id(item, call);
  return served(shown, item.serve);
}

/** The fields asked for in a request, null if none were. */
export const wished = ({ sent }) => (sent.fields ? fields_of(sent.fields) : null);

function value_of(call, type, item, wish) {
  const row = row_of(call.network, 'GET', type, wish.name);
  if (row?.list) return expanded(call, row, type, item, wish);
  const shape = own(call.network.shapes[type], wish.name);
  if (!shape && !knows(type, wish.name)) throw no_such_field(wish.name, type);
  return whole(call, shape?.(item, call, wish.modifiers), wish.fields);
}

function expanded(call, row, type, item, wish) {
  const sent = { ...wish.modifiers, ...(wish.text && { fields: wish.text }) };
  const found = list_edge({ ...call, sent, page_faults: [] }, row, type, item, wish.name);
  const absent = !found.data.length && !found.summary && call.world.settings.empty_edges === 'absent';
  return absent ? undefined : found;
}

function whole(call, value, wishes) {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Node) return render(call, value.type, value.item, wishes);
  if (Array.isArray(value)) return value.map((one) => whole(call, one, wishes));
  if (typeof value !== 'object') return value;
  const names = wishes ? wishes.map(({ name }) => name) : Object.keys(value);
  const nested = (name) => whole(call, value[name], wishes?.find((wish) => wish.name === name).fields ?? null);
  return Object.fromEntries(names.map((name) => [name, nested(name)]).filter(([, one]) => one !== undefined));
}

/** An item may be served otherwise than it is, for tests of what should not happen. */
function served(shown, serve) {
  if (!serve) return shown;
  const kept = Object.entries(shown).filter(([name]) => !serve.drop?.includes(name));
  return { ...Object.fromEntries(kept), ...serve.set };
}
