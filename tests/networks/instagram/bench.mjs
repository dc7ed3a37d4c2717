// What the tests beside it share: a simulator in the same process, and a place with pictures.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { send, simulated } from '../graph/bench_calls.mjs';
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

export { send };

/** @returns {Promise<import('../graph/bench_calls.mjs').Bench>} */
export const simulate = (world = small_world) => simulated(start, world, ({ media, comments }) => [media, comments]);

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
