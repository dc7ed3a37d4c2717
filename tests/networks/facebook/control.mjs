// The control interface: a table of requests with which a test reads and changes the world. README.md explains it to its users.

import { graph_rows } from '../graph/control_rows.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { control_interface } from '../shared/control_table.mjs';
import { raw_shapes } from '../shared/raw_items.mjs';
import { add_message } from './conversations.mjs';
import { change_settings } from './settings.mjs';
import { read_shipped_world } from './world_file.mjs';

const made_by = { via: 'control' };
const values = (map) => [...map.values()];
const in_order = (a, b) => a.number - b.number;

const selected = (map, wanted) =>
  values(map).filter((item) => Object.entries(wanted).every(([name, value]) => value === null || item[name] === value)).sort(in_order);

const state = ({ sim, world }) => ({
  now: world.clock.now(), settings: world.settings, pages: values(world.pages), people: values(world.people), apps: values(world.apps),
  tokens: values(world.tokens), posts: selected(world.posts, {}), comments: selected(world.comments, {}), photos: values(world.photos),
  ratings: world.ratings, conversations: values(world.conversations), faults: sim.faults.list, raw: raw_shapes(sim.raws),
});

const posts = ({ world, query }) => ({ items: selected(world.posts, { owner_id: query.get('page'), person_id: query.get('person') }) });
const comments = ({ world, query }) => ({ items: selected(world.comments, { post_id: query.get('post'), person_id: query.get('person') }) });

function known(item, name) {
  if (!item) throw new ControlError(404, `there is no ${name}`);
  return item;
}

const post_of = ({ world, name }) => known(world.posts.get(name), name);
const comment_of = ({ world, name }) => known(world.comment(name), name);

function add_post({ world, body }) {
  const post = world.add_post(body, made_by);
  return { id: post.id, post };
}

function add_comment({ world, body }) {
  const comment = world.add_comment(body, made_by);
  return { id: comment.id, comment };
}

function like({ world, name, body: { by, liked = true } }) {
  const item = known(world.posts.get(name) ?? world.comment(name), name);
  world.set_liked(item, by, liked);
  return { likes: item.likes };
}

/** Method, path (`:name` is one piece of it), and what is done with {sim, world, body, query, name}. */
const table = [
  ['GET', '/control/', () => ({ requests: table.map(([method, path]) => `${method} ${path}`) })],
  ['GET', '/control/state', state],
  ['GET', '/control/posts', posts],
  ['GET', '/control/comments', comments],
  ['POST', '/control/posts', add_post],
  ['POST', '/control/comments', add_comment],
  ['PATCH', '/control/posts/:name', (request) => ({ post: request.world.edit(post_of(request), request.body) })],
  ['PATCH', '/control/comments/:name', (request) => ({ comment: request.world.edit(comment_of(request), request.body) })],
  ['DELETE', '/control/posts/:name', (request) => ({ post: request.world.set_deleted(post_of(request), true) })],
  ['DELETE', '/control/comments/:name', (request) => ({ comment: request.world.set_deleted(comment_of(request), true) })],
  ['POST', '/control/posts/:name/restore', (request) => ({ post: request.world.set_deleted(post_of(request), false) })],
  ['POST', '/control/comments/:name/restore', (request) => ({ comment: request.world.set_deleted(comment_of(request), false) })],
  ['POST', '/control/likes/:name', like],
  ['POST', '/control/ratings', ({ world, body }) => ({ rating: world.add_rating(body) })],
  ['POST', '/control/messages', ({ world, body }) => ({ message: add_message(world, body) })],
  ['POST', '/control/people', ({ world, body }) => ({ person: world.put_person(body) })],
  ['POST', '/control/pages', ({ world, body }) => ({ page: world.put_page(body) })],
  ...graph_rows({
    change_settings, read_shipped_world, lists: ['feed', 'posts', 'published_posts', 'visitor_posts', 'tagged', 'ratings', 'conversations', 'comments'],
  }),
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_control = control_interface(table);
