// The control interface: a table of requests with which a test reads and changes the world. README.md explains it to its users.

import { ControlError } from '../shared/control_error.mjs';
import { common_rows } from '../shared/control_rows.mjs';
import { control_interface } from '../shared/control_table.mjs';
import { add_message } from './chats.mjs';
import { change_settings } from './settings.mjs';
import { session_secret_of } from './signature.mjs';
import { read_shipped_world } from './world_file.mjs';

const made_by = { via: 'control' };
const values = (map) => [...map.values()];
const in_order = (a, b) => a.number - b.number;

// ---- what is read

function selected(map, wanted) {
  return values(map).filter((item) => Object.entries(wanted).every(([name, value]) => value === null || item[name] === value)).sort(in_order);
}

/** Tokens with the secret that signs their calls. */
const tokens = (world) => values(world.tokens).map((token) => {
  const secret = world.applications.get(token.application)?.secret;
  return { ...token, computed_session_secret_key: secret ? session_secret_of(token.token, secret) : null };
});

const state = ({ sim, world }) => ({
  now: world.clock.now(), settings: world.settings, groups: values(world.groups), people: values(world.people),
  applications: values(world.applications), tokens: tokens(world), topics: selected(world.topics, {}), comments: selected(world.comments, {}),
  photos: selected(world.photos, {}), chats: values(world.chats), faults: sim.faults.list,
});

const topics = ({ world, query }) => ({ items: selected(world.topics, { group_id: query.get('group'), person_id: query.get('person') }) });
const photos = ({ world, query }) => ({ items: selected(world.photos, { group_id: query.get('group'), person_id: query.get('person') }) });
const comments = ({ world, query }) => ({ items: selected(world.comments, { topic_id: query.get('topic'), person_id: query.get('person') }) });

// ---- what is changed

function item_named(map, name) {
  const item = map.get(name);
  if (!item) throw new ControlError(404, `there is no ${name}`);
  return item;
}

const topic_of = ({ world, name }) => item_named(world.topics, name);
const comment_of = ({ world, name }) => item_named(world.comments, name);

function add_topic({ world, body }) {
  const topic = world.add_topic(body, made_by);
  return { id: topic.id, topic };
}

function add_comment({ world, body }) {
  const comment = world.add_comment(body, made_by);
  return { id: comment.id, comment };
}

// ---- the table

/** Method, path (`:name` is one piece of it), and what is done with {sim, world, body, query, name}. */
const table = [
  ['GET', '/control/', () => ({ requests: table.map(([method, path]) => `${method} ${path}`) })],
  ['GET', '/control/state', state],
  ['GET', '/control/topics', topics],
  ['GET', '/control/comments', comments],
  ['GET', '/control/photos', photos],
  ['POST', '/control/topics', add_topic],
  ['POST', '/control/comments', add_comment],
  ['PATCH', '/control/topics/:name', (request) => ({ topic: request.world.edit(topic_of(request), request.body) })],
  ['PATCH', '/control/comments/:name', (request) => ({ comment: request.world.edit(comment_of(request), request.body) })],
  ['DELETE', '/control/topics/:name', (request) => ({ topic: request.world.set_deleted(topic_of(request), true) })],
  ['DELETE', '/control/comments/:name', (request) => ({ comment: request.world.set_deleted(comment_of(request), true) })],
  ['POST', '/control/topics/:name/restore', (request) => ({ topic: request.world.set_deleted(topic_of(request), false) })],
  ['POST', '/control/comments/:name/restore', (request) => ({ comment: request.world.set_deleted(comment_of(request), false) })],
  ['POST', '/control/messages', ({ world, body }) => ({ message: add_message(world, body) })],
  ['POST', '/control/people', ({ world, body }) => ({ person: world.put_person(body) })],
  ['POST', '/control/groups', ({ world, body }) => ({ group: world.put_group(body) })],
  ['POST', '/control/applications', ({ world, body }) => ({ application: world.put_application(body) })],
  ['POST', '/control/tokens', ({ world, body }) => ({ token: world.put_token(body) })],
  ...common_rows({ change_settings, read_shipped_world }),
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_control = control_interface(table);
