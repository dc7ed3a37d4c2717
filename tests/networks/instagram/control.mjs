// The control interface: a table of requests with which a test reads and changes the world. README.md explains it to its users.

import { graph_rows } from '../graph/control_rows.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { control_interface } from '../shared/control_table.mjs';
import { raw_shapes } from '../shared/raw_items.mjs';
import { add_message } from './messages.mjs';
import { status_of } from './publishing.mjs';
import { change_settings } from './settings.mjs';
import { read_shipped_world } from './world_file.mjs';

const made_by = { via: 'control' };
const values = (map) => [...map.values()];
const in_order = (a, b) => a.number - b.number;

const selected = (map, wanted) =>
  values(map).filter((item) => Object.entries(wanted).every(([name, value]) => value === null || item[name] === value)).sort(in_order);

const containers_of = (world) => values(world.containers).map((container) => ({ ...container, status_code: status_of(container, world) }));

const state = ({ sim, world }) => ({
  now: world.clock.now(), settings: world.settings, accounts: values(world.accounts), pages: values(world.pages), people: values(world.people),
  apps: values(world.apps), tokens: values(world.tokens), media: selected(world.media, {}), comments: selected(world.comments, {}),
  containers: containers_of(world), hashtags: values(world.hashtags), searches: world.searches, conversations: values(world.conversations),
  faults: sim.faults.list, raw: raw_shapes(sim.raws),
});

const media = ({ world, query }) => ({ items: selected(world.media, { account_id: query.get('account'), person_id: query.get('person') }) });
const comments = ({ world, query }) => ({ items: selected(world.comments, { media_id: query.get('media'), person_id: query.get('person') }) });

function known(item, name) {
  if (!item) throw new ControlError(404, `there is no ${name}`);
  return item;
}

const media_of = ({ world, name }) => known(world.media.get(name), name);
const comment_of = ({ world, name }) => known(world.comments.get(name), name);

function add_media({ world, body }) {
  const made = world.add_media(body, made_by);
  return { id: made.id, media: made };
}

function add_comment({ world, body }) {
  const comment = world.add_comment(body, made_by);
  return { id: comment.id, comment };
}

const change = (what, item_of, changes_of) => (request) => ({ [what]: request.world.edit(item_of(request), changes_of(request)) });
const gone = (deleted) => () => ({ deleted });
const as_said = ({ body }) => body;

/** Method, path (`:name` is one piece of it), and what is done with {sim, world, body, query, name}. */
const table = [
  ['GET', '/control/', () => ({ requests: table.map(([method, path]) => `${method} ${path}`) })],
  ['GET', '/control/state', state],
  ['GET', '/control/media', media],
  ['GET', '/control/comments', comments],
  ['POST', '/control/media', add_media],
  ['POST', '/control/comments', add_comment],
  ['PATCH', '/control/media/:name', change('media', media_of, as_said)],
  ['PATCH', '/control/comments/:name', change('comment', comment_of, as_said)],
  ['PATCH', '/control/containers/:name', change('container', ({ world, name }) => known(world.containers.get(name), name), as_said)],
  ['DELETE', '/control/media/:name', change('media', media_of, gone(true))],
  ['DELETE', '/control/comments/:name', change('comment', comment_of, gone(true))],
  ['POST', '/control/media/:name/restore', change('media', media_of, gone(false))],
  ['POST', '/control/comments/:name/restore', change('comment', comment_of, gone(false))],
  ['POST', '/control/messages', ({ world, body }) => ({ message: add_message(world, body) })],
  ['POST', '/control/people', ({ world, body }) => ({ person: world.put_person(body) })],
  ['POST', '/control/accounts', ({ world, body }) => ({ account: world.put_account(body) })],
  ['POST', '/control/pages', ({ world, body }) => ({ page: world.put_page(body) })],
  ...graph_rows({
    change_settings, read_shipped_world, lists: ['media', 'stories', 'tags', 'comments', 'replies', 'recent_media', 'top_media'],
  }),
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_control = control_interface(table);
