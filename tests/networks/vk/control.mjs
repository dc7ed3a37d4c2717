// The control interface: a table of requests with which a test reads and changes the world. README.md explains it to its users.

import { ControlError } from '../shared/control_error.mjs';
import { common_rows } from '../shared/control_rows.mjs';
import { control_interface } from '../shared/control_table.mjs';
import { raw_rows, raw_shapes } from '../shared/raw_items.mjs';
import { kept_state, media_table } from './control_media.mjs';
import { methods } from './methods.mjs';
import { change_settings } from './settings.mjs';
import { add_topic } from './topics.mjs';
import { read_shipped_world } from './world_file.mjs';

const made_by = { via: 'control' };

// ---- what is read

const by_id = (a, b) => a.owner_id - b.owner_id || a.id - b.id;

function selected(items, query) {
  const wanted = { owner_id: query.get('owner'), post_id: query.get('post'), from_id: query.get('from') };
  return items
    .filter((item) => Object.entries(wanted).every(([name, value]) => value === null || item[name] === Number(value)))
    .sort(by_id);
}

const values = (map) => [...map.values()];

const state = ({ sim, world }) => ({
  now: world.clock.now(), settings: world.settings, communities: values(world.communities), people: values(world.people),
  tokens: values(world.tokens), posts: world.all_posts().sort(by_id), comments: world.all_comments().sort(by_id), topics: world.topics,
  ...kept_state(world),
  cells: Object.fromEntries(world.cells), faults: sim.faults.list, raw: raw_shapes(sim.raws),
});

// ---- posts and comments

function item_named(name, find) {
  const found = /^(-?\d+)_(\d+)$/.exec(name);
  const item = found && find(Number(found[1]), Number(found[2]));
  if (!item) throw new ControlError(404, `there is no ${name}`);
  return item;
}

const post_named = ({ world, name }) => item_named(name, (owner_id, id) => world.post(owner_id, id));
const comment_named = ({ world, name }) => item_named(name, (owner_id, id) => world.comment(owner_id, id));

function add_post({ world, body }) {
  const post = world.add_post(body, made_by);
  return { id: post.id, owner_id: post.owner_id, post };
}

function add_comment({ world, body }) {
  const comment = world.add_comment(body, made_by);
  return { id: comment.id, owner_id: comment.owner_id, comment };
}

function remove_item(world, item) {
  return item.deleted ? item : world.remove(item, item.from_id);
}

function restore_comment({ world, ...request }) {
  const comment = comment_named({ world, ...request });
  return { comment: comment.deleted ? world.restore(comment) : comment };
}

// ---- cells, limits

function set_cell({ world, body: { method, kind, allow, code } }) {
  if (!methods[method]) throw new ControlError(400, `there is no method ${method}`);
  if (!['service', 'community', 'user'].includes(kind)) throw new ControlError(400, 'kind is service, community or user');
  const cell = code ?? allow;
  if (!['boolean', 'number'].includes(typeof cell)) throw new ControlError(400, 'a cell has allow:true, allow:false or a code');
  world.cells.set(method, { ...world.cells.get(method), [kind]: cell });
  return { cells: Object.fromEntries(world.cells) };
}

function set_used({ sim, body: { token, method, used } }) {
  if (typeof used !== 'number') throw new ControlError(400, 'used is a number');
  sim.limits.set_used(token, method, used);
  return { token, method, used };
}

// ---- long poll

function steer_long_poll({ sim, world, body: { group_id, fail, times, event, forget } }) {
  if (!world.communities.has(group_id)) throw new ControlError(404, `there is no community ${group_id}`);
  if (forget) sim.long_poll.forget(group_id);
  if (fail !== undefined) sim.long_poll.fail(group_id, fail, times);
  if (event) sim.long_poll.push(group_id, event.type, event.object);
  return { ts: String(sim.long_poll.channel(group_id).ts) };
}

// ---- the table

/** Method, path (`:name` is one piece of it), and what is done with {sim, world, body, query, name}. */
const table = [
  ['GET', '/control/', () => ({ requests: table.map(([method, path]) => `${method} ${path}`) })],
  ['GET', '/control/state', state],
  ['GET', '/control/posts', ({ world, query }) => ({ items: selected(world.all_posts(), query) })],
  ['GET', '/control/comments', ({ world, query }) => ({ items: selected(world.all_comments(), query) })],
  ['POST', '/control/posts', add_post],
  ['POST', '/control/comments', add_comment],
  ['PATCH', '/control/posts/:name', (request) => ({ post: request.world.edit(post_named(request), request.body) })],
  ['PATCH', '/control/comments/:name', (request) => ({ comment: request.world.edit(comment_named(request), request.body) })],
  ['DELETE', '/control/posts/:name', (request) => ({ post: remove_item(request.world, post_named(request)) })],
  ['DELETE', '/control/comments/:name', (request) => ({ comment: remove_item(request.world, comment_named(request)) })],
  ['POST', '/control/comments/:name/restore', restore_comment],
  ...media_table,
  ['POST', '/control/people', ({ world, body }) => ({ person: world.put_person(body) })],
  ['POST', '/control/communities', ({ world, body }) => ({ community: world.put_community(body) })],
  ['POST', '/control/topics', ({ world, body }) => ({ topic: add_topic(world, body) })],
  ['POST', '/control/tokens', ({ world, body }) => ({ token: world.put_token(body) })],
  ['POST', '/control/cells', set_cell],
  ['POST', '/control/longpoll', steer_long_poll],
  ['POST', '/control/limits', set_used],
  ...raw_rows(['wall', 'comments', 'thread', 'search', 'mentions']),
  ...common_rows({ change_settings, read_shipped_world, time_moved: ({ world }) => world.publish_due() }),
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_control = control_interface(table);
