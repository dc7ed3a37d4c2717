// Edges: finding the method that reads or writes one, and reading a list by it, whether it was asked for by its path or inside `fields`.

import { raws_at, served, with_raw } from '../shared/raw_items.mjs';
import { page_of } from './paging.mjs';
import { read_parameters } from './parameters.mjs';
import { render, wished } from './render.mjs';

/** The noun of a type in the names of methods: `{page}` for Page. */
const noun_of = (network, type) => Object.keys(network.nouns).find((noun) => network.nouns[noun] === type) ?? 'object';

/** `GET /{page}/feed`; without an edge `GET /{page}` */
export const method_name = (network, http, type, edge) => `${http} /{${noun_of(network, type)}}${edge ? `/${edge}` : ''}`;

/** @returns {import('./network.mjs').Row|undefined} */
export const row_of = (network, http, type, edge) => own(network.methods, method_name(network, http, type, edge));

export const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

/**
 * @param {import('./api.mjs').Call} call its `sent` are the parameters of this edge
 * @param {import('./network.mjs').Row} row @param {string} type @param {any} item @param {string} edge
 */
export function list_edge(call, row, type, item, edge) {
  const own_call = { ...call, type, item, params: read_parameters(row.parameters ?? {}, call.sent) };
  const refused = row.any_token ? undefined : call.network.admit(own_call, row);
  if (refused) return refused;
  return listed(own_call, row, `/${item.id}/${edge}`);
}

/** @param {import('./api.mjs').Call} call with item and params @param {string} address of the list */
export function listed(call, row, address) {
  const all = row.list(call);
  const time_of = row.time_of ?? (() => 0);
  const items = all.filter((item) => within(time_of(item), call));
  const raws = raws_at(call.sim.raws, { list: address.split('/').at(-1), of: call.item?.id });
  const id_of = (item) => (item.raw ? `raw ${item.raw.id}` : row.id_of?.(item) ?? call.network.shapes[row.gives].id(item, call));
  const page = page_of(call, { items: with_raw(items, raws), id_of, address }, call.sent, row.limit);
  const wishes = wished(call);
  return {
    data: page.items.map((one) => served(one, (item) => render(call, row.gives, item, wishes))),
    ...(page.paging && { paging: page.paging }),
    ...(row.summary && !/^(0|false|)$/i.test(call.sent.summary ?? '') && { summary: row.summary(call, all) }),
  };
}

/** since and until, as far as a list has times. */
function within(time, { sent }) {
  const { since, until } = read_parameters({ since: 'time', until: 'time' }, sent);
  return (since === undefined || time >= since) && (until === undefined || time <= until);
}
