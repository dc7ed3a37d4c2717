// What a simulated network gives to the engine, and what the engine adds to it. This file is the contract; bench.mjs holds the smallest example.

import { engine_methods } from './tokens_api.mjs';

/**
 * @typedef {object} Network
 * @property {Record<string, string>} nouns of the types, as they stand in names of methods: {page: 'Page'}
 * @property {Record<string, Record<string, (item: any, call: Call, modifiers: object) => any>>} shapes type → field → its value, see render.mjs.
 *   Each type has `id`. A field that objects.mjs knows and this table lacks is left out of answers, as the network leaves out what is empty.
 * @property {Record<string, Row>} methods by name: `GET /{page}/feed`, `POST /{comment}`, `GET /ig_hashtag_search`
 * @property {(call: Call, id: string) => import('./render.mjs').Node|null} find the object with this id; of what is not visible to the token: null.
 *   `me` comes here as well.
 * @property {(call: Call, row: Row) => object|undefined} admit throws a GraphError if the token may not, or gives what is to be answered instead
 * @property {(call: Call) => import('./limits.mjs').Budget} budget which budget a call is counted against
 *
 * One method: a row has `list`, or `work`, or neither: then the object itself is rendered.
 * @typedef {object} Row
 * @property {Record<string, string>} [parameters] see parameters.mjs
 * @property {string[]} [permissions] and any more columns `admit` reads
 * @property {string} [gives] type of the items of a list
 * @property {(call: Call) => any[]} [list] all items, in the order of delivery
 * @property {(item: any) => number} [time_of] unix seconds, for since and until
 * @property {(item: any) => string} [id_of] if the type has none
 * @property {{standard?: number, most?: number}} [limit]
 * @property {(call: Call, items: any[]) => object} [summary] what `summary=true` adds
 * @property {(call: Call) => any} [work] what is answered, or a Redirect; may be a promise
 *
 * @typedef {import('./api.mjs').Call} Call
 */

/** @param {Network} network @returns {Network} with the methods of the engine: tokens and subscriptions of the application */
export const complete = (network) => ({
  ...network,
  nouns: { app: 'Application', ...network.nouns },
  shapes: { ...engine_shapes, ...network.shapes },
  methods: { ...engine_methods, ...network.methods },
});

const engine_shapes = {
  Application: { id: (app) => app.id, name: (app) => app.name, subscribed_fields: (app) => app.subscribed_fields },
  ApplicationSubscriptions: {
    id: ({ object }) => object,
    object: ({ object }) => object,
    callback_url: ({ callback_url }) => callback_url,
    active: ({ active }) => active,
    fields: ({ fields }, { version }) => fields.map((name) => ({ name, version })),
  },
};
