// The rows of the control interface for photos, videos, documents, discussions and private messages.

import { ControlError } from '../shared/control_error.mjs';
import { owner_and_id } from './fields.mjs';
import { medium_kinds } from './media.mjs';
import { add_topic_comment, find_topic, remove_topic_comment } from './topics.mjs';

const made_by = { via: 'control' };

/** How the collections are named in addresses. */
const plural = { photo: 'photos', video: 'videos', doc: 'documents' };

/** What GET /control/state adds. */
export const kept_state = (world) => ({
  ...Object.fromEntries(medium_kinds.map((kind) => [plural[kind], world.media.all(kind)])),
  dialogs: [...world.dialogs.list.values()],
});

const wanted_number = (query, name) => (query.has(name) ? Number(query.get(name)) : undefined);
const fits = (query, name, value) => wanted_number(query, name) === undefined || wanted_number(query, name) === value;

// ---- photos, videos, documents

function medium_named(world, kind, name) {
  const medium = world.media.find(kind, ...owner_and_id(name));
  if (!medium) throw new ControlError(404, `there is no ${kind} ${name}`);
  return medium;
}

function comment_named(world, kind, name) {
  const comment = world.media.comment(kind, ...owner_and_id(name));
  if (!comment) throw new ControlError(404, `there is no comment ${name} under a ${kind}`);
  return comment;
}

function add_medium(kind, { world, body }) {
  const medium = world.media.add(kind, body, made_by);
  return { id: medium.id, owner_id: medium.owner_id, [kind]: medium };
}

function change_medium(kind, { world, name, body }) {
  const { id, owner_id, kind: same, under, file, ...free } = body;
  const medium = Object.assign(medium_named(world, kind, name), free);
  world.tell(null);
  return { [kind]: medium };
}

function add_comment(kind, { world, name, body }) {
  const comment = world.media.add_comment(medium_named(world, kind, name), body, made_by);
  return { id: comment.id, owner_id: comment.owner_id, comment };
}

const media_of = (kind, { world, query }) => world.media.all(kind).filter(({ owner_id }) => fits(query, 'owner', owner_id));

const rows_of = (kind) => [
  ['GET', `/control/${plural[kind]}`, (request) => ({ items: media_of(kind, request) })],
  ['POST', `/control/${plural[kind]}`, (request) => add_medium(kind, request)],
  ['PATCH', `/control/${plural[kind]}/:name`, (request) => change_medium(kind, request)],
];

const comment_rows_of = (kind) => {
  const path = `/control/${kind}_comments`;
  const named = ({ world, name }) => comment_named(world, kind, name);
  const removed = (media, comment) => (comment.deleted ? comment : media.remove_comment(comment, comment.from_id));
  const restored = (media, comment) => (comment.deleted ? media.restore_comment(comment) : comment);
  return [
    ['GET', `/control/${plural[kind]}/:name/comments`, ({ world, name }) => ({ items: medium_named(world, kind, name).under })],
    ['POST', `/control/${plural[kind]}/:name/comments`, (request) => add_comment(kind, request)],
    ['PATCH', `${path}/:name`, (request) => ({ comment: request.world.media.edit_comment(named(request), request.body) })],
    ['DELETE', `${path}/:name`, (request) => ({ comment: removed(request.world.media, named(request)) })],
    ['POST', `${path}/:name/restore`, (request) => ({ comment: restored(request.world.media, named(request)) })],
  ];
};

// ---- discussions

function topic_named(world, name) {
  const [owner_id, id] = owner_and_id(name);
  const topic = find_topic(world, -owner_id, id);
  if (!topic) throw new ControlError(404, `there is no discussion ${name}`);
  return topic;
}

const add_to_topic = ({ world, name, body }) => ({ comment: add_topic_comment(world, topic_named(world, name), body, made_by) });

function remove_from_topic({ world, name, body }) {
  const topic = topic_named(world, name);
  const comment = topic.comments.find(({ id }) => id === body.id);
  if (!comment) throw new ControlError(404, `there is no comment ${body.id} in the discussion ${name}`);
  return { comment: remove_topic_comment(world, topic, comment, comment.from_id) };
}

// ---- private messages

const messages_of = ({ world, query }) => world.dialogs.all_messages()
  .filter(({ group_id, peer_id }) => fits(query, 'group', group_id) && fits(query, 'person', peer_id))
  .sort((a, b) => a.group_id - b.group_id || a.id - b.id);

function add_message({ world, body }) {
  const message = world.dialogs.add_message(body, made_by);
  return { id: message.id, message };
}

export const media_table = [
  ...medium_kinds.flatMap(rows_of),
  ...['photo', 'video'].flatMap(comment_rows_of),
  ['POST', '/control/topics/:name/comments', add_to_topic],
  ['DELETE', '/control/topics/:name/comments', remove_from_topic],
  ['GET', '/control/messages', (request) => ({ items: messages_of(request) })],
  ['POST', '/control/messages', add_message],
  ['POST', '/control/dialogs', ({ world, body }) => ({ dialog: world.dialogs.allow(body.group_id, body.person_id, body.allowed !== false) })],
];
