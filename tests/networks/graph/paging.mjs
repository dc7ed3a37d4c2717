// One page of a list: its items, its cursors, and the address of the next page, which carries the token as the real one does.

import { cut_page } from '../shared/page_faults.mjs';
import { GraphError, bad_parameter } from './errors.mjs';

/**
 * A list as a method gives it: all its items in the order of delivery, and how to tell one from another.
 * @typedef {object} Listing
 * @property {any[]} items
 * @property {(item: any) => string} id_of
 * @property {(item: any) => number} [time_of] unix seconds, for since and until
 * @property {string} address path of the list, without the version
 */

const stale = () => new GraphError(100, { message: '(#100) The cursor is no longer valid, or was never given for this list' });

// ---- cursors: QVFI and then what is needed to find the place again

function cursor_of(call, listing, index) {
  const id_at = (at) => (listing.items[at] === undefined ? null : listing.id_of(listing.items[at]));
  const place = [call.sim.resets, call.world.clock.now(), listing.address, index, id_at(index), id_at(index - 1)];
  return `QVFI${Buffer.from(JSON.stringify(place)).toString('base64url')}`;
}

function place_of(cursor) {
  try {
    return JSON.parse(Buffer.from(cursor.slice(4), 'base64url').toString('utf8'));
  } catch {
    throw stale();
  }
}

/** The index at which a cursor stands in the list as it is today; one whose item has gone stands after its former neighbour. */
function index_of(call, listing, cursor) {
  const [resets, time, address, index, id, neighbour] = place_of(cursor);
  const { cursor_seconds, gone_cursor } = call.world.settings;
  if (resets !== call.sim.resets || address !== listing.address) throw stale();
  if (cursor_seconds > 0 && call.world.clock.now() - time >= cursor_seconds) throw stale();
  const find = (wanted) => listing.items.findIndex((item) => listing.id_of(item) === wanted);
  const found = find(id);
  if (found >= 0) return found;
  if (gone_cursor === 'error') throw stale();
  const beside = find(neighbour);
  return (beside >= 0 ? beside + 1 : index) - 0.5;
}

// ---- the page

/** @param {object} call @param {string|undefined} text @param {{standard?: number, most?: number}} bounds */
function limit_of({ world: { settings } }, text, { standard = 25, most = settings.most_per_page }) {
  if (text === undefined) return Math.min(standard, most);
  if (!/^\d+$/.test(text)) throw bad_parameter('Param limit must be a non-negative integer');
  if (Number(text) <= most) return Number(text);
  if (settings.beyond_most === 'cut') return most;
  throw bad_parameter(`Param limit must be less than or equal to ${most}`);
}

function start_of(call, listing, sent, limit) {
  if (sent.after) return Math.floor(index_of(call, listing, sent.after)) + 1;
  if (sent.before) return Math.max(0, Math.ceil(index_of(call, listing, sent.before)) - limit);
  return 0;
}

/**
 * @param {object} call @param {Listing} listing
 * @param {Record<string, string>} sent limit, after, before and whatever else the next page must be asked with
 * @param {{standard?: number, most?: number}} [bounds] of limit
 * @returns {{items: any[], paging: object|undefined}}
 */
export function page_of(call, listing, sent, bounds = {}) {
  const limit = limit_of(call, sent.limit, bounds);
  const start = start_of(call, listing, sent, limit);
  const end = Math.min(start + limit, sent.before ? Math.ceil(index_of(call, listing, sent.before)) : Infinity, listing.items.length);
  const { items } = cut_page(listing.items, { offset: start, count: Math.max(0, end - start), faults: call.page_faults });
  if (limit === 0 || end <= start) return { items: limit === 0 ? [] : items, paging: undefined };
  const cursors = { before: cursor_of(call, listing, start), after: cursor_of(call, listing, end - 1) };
  return {
    items,
    paging: {
      cursors,
      ...(end < listing.items.length && { next: address_of(call, listing, sent, { after: cursors.after }) }),
      ...(start > 0 && { previous: address_of(call, listing, sent, { before: cursors.before }) }),
    },
  };
}

function address_of(call, listing, { after, before, ...sent }, cursor) {
  const address = new URL(`${call.sim.url}/${call.version}${listing.address}`);
  const params = { access_token: call.token?.token ?? '', ...sent, ...cursor };
  for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
  return address.href;
}
