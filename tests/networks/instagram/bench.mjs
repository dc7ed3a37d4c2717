// What the tests beside it share: a simulator in the same process, short ways to call its API and its control interface, and a place with pictures.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { start } from './simulator.mjs';

export const app = { id: '900', secret: '0123456789abcdef0123456789abcdef', name: 'Отклик' };
export const app_token = `${app.id}|${app.secret}`;

/** A small world with known ids: account 20 of page 10, with media and comments; a neighbour 21 of page 11; what residents publish themselves. */
export const small_world = {
  people: [
    { id: '1', name: 'Анна Ветрова', username: 'anna' }, { id: '2', name: 'Пётр Лугин', username: 'petr' }, { id: '3', name: 'Ольга Дубкова', username: 'olga' },
    { id: '4', name: 'Нина Тайная', username: 'nina', private: true },
  ],
  pages: [
    { id: '10', name: 'Администрация', roles: { 3: ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] }, subscribed: { 900: ['feed'] } },
    { id: '11', name: 'Соседи', roles: { 2: ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] } },
  ],
  accounts: [
    { id: '20', scoped_id: '2020', username: 'adm', name: 'Администрация', page_id: '10', official: true, subscribed: { 900: ['comments', 'mentions'] } },
    { id: '21', username: 'sosedi', name: 'Соседи', page_id: '11', followers_count: 7 },
  ],
  apps: [app],
  tokens: [
    { token: 'page', kind: 'page', page_id: '10', user_id: '3' },
    { token: 'user', kind: 'user', user_id: '3' },
    { token: 'resident', kind: 'user', user_id: '1' },
    { token: 'system', kind: 'system_user', user_id: '3' },
    { token: 'neighbour', kind: 'page', page_id: '11', user_id: '2' },
    { token: 'instagram', kind: 'instagram', account_id: '20', expires_in: 60 * 86400 },
    { token: 'short', kind: 'instagram', account_id: '20', expires_in: 3600 },
  ],
  media: [
    {
      account_id: '20', key: 'garbage', age: '5h', text: 'Вывоз мусора в субботу #город', comments: [
        { key: 'when', author: 'anna', age: '4h', text: 'Когда вывезут мусор?', replies: [{ key: 'too', author: 'petr', age: '3h', text: 'У нас тоже' }] },
        { key: 'secret', author: 'nina', age: '2h', text: 'И у меня' },
      ],
    },
    { account_id: '20', key: 'album', age: '3h', text: 'Парк', media_type: 'CAROUSEL_ALBUM', children: [{ key: 'first' }, { key: 'second' }] },
    { account_id: '20', key: 'story', age: '1h', media_product_type: 'STORY' },
    { account_id: '20', key: 'live', age: '10m', text: 'Эфир', live: true, media_type: 'VIDEO' },
    { account_id: '21', key: 'cat', age: '90m', text: 'Пропал кот', comments: [{ key: 'call', author: 'anna', age: '80m', text: '@adm, помогите найти' }] },
    { author: 'petr', key: 'pit', age: '150m', text: '@adm, яма на Жуковского #город', comments: [{ key: 'ours', author: 'anna', age: '140m', text: 'Вчера упала' }] },
    { author: 'anna', key: 'tagged', age: '100m', text: 'Фонарь', tagged: ['20'] },
    { author: 'nina', key: 'closed', age: '95m', text: '@adm #город', tagged: ['20'] },
    { author: 'anna', key: 'old', age: '26h', text: 'Закат #город', like_count: 9 },
  ],
  messages: [{ account_id: '20', author: 'anna', text: 'Куда обратиться?', age: '1h' }],
};

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {import('../graph/simulator.mjs').GraphSimulator} sim
 * @property {Record<string, string>} ids of media and comments by their keys
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} call such as call('POST /20/media', {…}); whatever is answered
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} done the same; an error is thrown
 * @property {(request: string, params?: object, token?: string|null) => Promise<[number|undefined, number|undefined]>} code code and subcode of the error
 * @property {(request: string, body?: object) => Promise<any>} control such as control('POST /control/faults', {…})
 */

/** @returns {Promise<Bench>} it closes by itself when the test file is done */
export async function simulate(world = small_world) {
  const { url, sim, close } = await start({ world });
  after(close);
  const keyed = [...sim.world.media.values(), ...sim.world.comments.values()].filter(({ key }) => key);
  const call = async (request, params = {}, token = 'page') => (await send(url, request, params, token)).json();
  return {
    url, sim, call, ids: Object.fromEntries(keyed.map(({ key, id }) => [key, id])),
    async done(request, params, token) {
      const answer = await call(request, params, token);
      if (answer.error) throw new Error(`${request}: ${answer.error.code} ${answer.error.message}`);
      return answer;
    },
    async code(request, params, token) {
      const { error } = await call(request, params, token);
      return [error?.code, error?.error_subcode];
    },
    async control(request, body) {
      const [method, path] = request.split(' ');
      return (await fetch(url + path, { method, body: body && JSON.stringify(body) })).json();
    },
  };
}

/** One call of v25.0 with fetch: GET and DELETE in the address, POST as a form. Objects become JSON. @returns {Promise<Response>} */
export function send(url, request, params, token) {
  const [method, path] = request.split(' ');
  const sent = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]));
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  if (method === 'POST') return fetch(`${url}/v25.0${path}`, { method, headers, body: sent });
  return fetch(`${url}/v25.0${path}?${sent}`, { method, headers });
}

export const texts = ({ data }) => data.map(({ text, caption }) => text ?? caption);

/** The beginning of a JPEG of this size. */
export function jpeg(width = 1080, height = 1080, bytes = 0) {
  const frame = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 13);
  frame.writeUInt16BE(width, 15);
  return Buffer.concat([frame, Buffer.alloc(bytes)]);
}

const lying_there = {
  '/a.jpg': jpeg(), '/b.jpg': jpeg(800, 1000), '/high.jpg': jpeg(500, 1000), '/large.jpg': jpeg(1080, 1080, 8 * 1024 * 1024),
  '/page.html': Buffer.from('<html></html>'), '/clip.mp4': Buffer.from('\0\0\0\x18ftypmp42'), '/half.jpg': jpeg().subarray(0, 10),
};

/** A place with pictures: a.jpg, b.jpg, high.jpg (too high), large.jpg, half.jpg, page.html, clip.mp4; `/hang` never answers. @returns {Promise<{url: string, asked: string[]}>} */
export async function pictures() {
  const asked = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    if (url === '/hang') return undefined;
    return lying_there[url] ? response.end(lying_there[url]) : response.writeHead(404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, asked };
}
