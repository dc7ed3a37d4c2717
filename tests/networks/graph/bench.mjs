// What the tests of the engine share: the smallest network there can be, and a subscriber to its webhooks.
// Page 1 has posts, posts have comments; nobody is refused anything but comments to a user without the right.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { after } from 'node:test';
import { control_interface } from '../shared/control_table.mjs';
import { serve, server_for } from '../shared/server.mjs';
import { switches } from '../shared/settings.mjs';
import { Accounts } from './accounts.mjs';
import { answer_graph } from './api.mjs';
import { graph_rows } from './control_rows.mjs';
import { GraphError } from './errors.mjs';
import { complete } from './network.mjs';
import { Node } from './render.mjs';
import { engine_settings } from './settings.mjs';
import { GraphSimulator } from './simulator.mjs';

export const app = { id: '900', secret: '0123456789abcdef0123456789abcdef' };
const { standard_settings, change_settings } = switches(engine_settings);

// ---- its world

/** @param {{posts?: number, comments?: number}} description how many */
function make_world(clock, { posts = 7, comments = 3 } = {}) {
  const world = new Accounts(clock);
  Object.assign(world, { settings: standard_settings(), page: { id: '1', name: 'Страница' }, posts: [], comments: [] });
  world.put_app(app);
  world.put_token({ token: 'page', kind: 'page', page_id: '1', permissions: ['pages_read_engagement'] });
  world.put_token({ token: 'user', kind: 'user', user_id: '5' });
  const now = clock.now();
  for (let n = 1; n <= posts; n++) world.posts.unshift({ id: `1_${n}`, message: `Запись ${n}`, time: now - 100 * (100 - n) });
  const post = `1_${posts}`;
  for (let n = 1; n <= comments; n++) world.comments.push({ id: `${post}_${n}`, message: `Слово ${n}`, time: now - 60 * (100 - n), post });
  return world;
}

// ---- its tables

const iso = (time) => `${new Date(time * 1000).toISOString().slice(0, 19)}+0000`;

const shapes = {
  Page: { id: ({ id }) => id, name: ({ name }) => name },
  PagePost: {
    id: ({ id }) => id, message: ({ message }) => message, created_time: ({ time }) => iso(time), from: (post, { world }) => new Node('Page', world.page),
  },
  Comment: { id: ({ id }) => id, message: ({ message }) => message, created_time: ({ time }) => iso(time) },
};

function add_comment({ world, item, params, entry }) {
  const comment = { id: `${item.id}_${100 + world.comments.length}`, message: params.message, time: world.clock.now(), post: item.id };
  world.comments.push(comment);
  entry.wrote = comment.id;
  world.webhooks.tell('page', 'feed', '1', { item: 'comment', verb: 'add', comment_id: comment.id, message: comment.message }, ['900']);
  return { id: comment.id };
}

const network = complete({
  nouns: { page: 'Page', post: 'PagePost', comment: 'Comment' },
  shapes,
  methods: {
    'GET /{page}': {},
    'GET /{page}/feed': { gives: 'PagePost', list: ({ world }) => world.posts, time_of: ({ time }) => time },
    'GET /{post}': {},
    'GET /{post}/comments': {
      gives: 'Comment', list: ({ world, item }) => world.comments.filter(({ post }) => post === item.id), needs: 'pages_read_engagement',
      summary: (call, items) => ({ total_count: items.length }),
    },
    'POST /{post}/comments': { parameters: { message: 'text!' }, work: add_comment },
    'GET /{comment}': {},
  },
  find({ world, token }, id) {
    if (id === '1' || (id === 'me' && token?.kind === 'page')) return new Node('Page', world.page);
    const post = world.posts.find((one) => one.id === id);
    const comment = world.comments.find((one) => one.id === id);
    return post ? new Node('PagePost', post) : comment ? new Node('Comment', comment) : null;
  },
  admit({ token }, { needs }) {
    if (token.kind === 'app') throw new GraphError(210);
    return needs && !token.permissions.includes(needs) ? { data: [] } : undefined;
  },
  budget: ({ token }) => (token.kind === 'page' ? { id: '1', type: 'pages' } : { id: token.app_id, type: 'app' }),
});

const control = control_interface(graph_rows({ change_settings, read_shipped_world: () => ({}), lists: ['feed', 'comments'] }));

// ---- ways to call it

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {GraphSimulator} sim
 * @property {(path: string, params?: object, token?: string) => Promise<any>} get
 * @property {(path: string, params?: object, token?: string) => Promise<any>} post as a form
 * @property {(request: string, body?: object) => Promise<any>} control
 */

/** @returns {Promise<Bench>} it closes by itself when the test file is done */
export async function simulate(description) {
  const sim = new GraphSimulator(make_world, description);
  const server = server_for(sim, [['/control/', control], ['/', (exchange) => answer_graph(exchange, network)]]);
  const { url, close } = await serve(sim, server, { port: 0, host: '127.0.0.1' });
  after(close);
  const headers = (token) => (token ? { Authorization: `Bearer ${token}` } : {});
  return {
    url, sim,
    get: async (path, params = {}, token = 'page') => (await fetch(`${url}${path}?${new URLSearchParams(params)}`, { headers: headers(token) })).json(),
    post: async (path, params = {}, token = 'page') =>
      (await fetch(url + path, { method: 'POST', headers: headers(token), body: new URLSearchParams(params) })).json(),
    async control(request, body) {
      const [method, path] = request.split(' ');
      return (await fetch(url + path, { method, body: body && JSON.stringify(body) })).json();
    },
  };
}

/**
 * A subscriber that takes what comes: `answers` are the next statuses, then always 200.
 * @returns {Promise<{url: string, got: {headers: object, body: string}[], answers: number[], handshakes: URLSearchParams[], echo: {challenge?: string}}>}
 * `echo.challenge` is said instead of the challenge
 */
export async function subscriber({ verify_token = 'geheim' } = {}) {
  const got = [];
  const answers = [];
  const handshakes = [];
  const echo = {};
  const server = createServer(async (request, response) => {
    const query = new URL(request.url, 'http://subscriber').searchParams;
    if (request.method === 'GET') {
      handshakes.push(query);
      const fits = query.get('hub.verify_token') === verify_token;
      return response.writeHead(fits ? 200 : 403).end(fits ? echo.challenge ?? query.get('hub.challenge') : 'no');
    }
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    got.push({ headers: request.headers, body: Buffer.concat(pieces).toString('latin1') });
    return response.writeHead(answers.shift() ?? 200).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}/hook`, got, answers, handshakes, echo };
}
