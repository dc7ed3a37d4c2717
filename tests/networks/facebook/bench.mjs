// What the tests beside it share: a simulator in the same process, and short ways to call its API and its control interface.

import { after } from 'node:test';
import { start } from './simulator.mjs';

export const app = { id: '900', secret: '0123456789abcdef0123456789abcdef', name: 'Отклик' };
export const app_token = `${app.id}|${app.secret}`;

/** A small world with known ids: page 10 with post 10_100 and its comments, a neighbour page 11. */
export const small_world = {
  people: [
    { id: '1', name: 'Анна Ветрова' }, { id: '2', name: 'Пётр Лугин' }, { id: '3', name: 'Ольга Дубкова' }, { id: '4', name: 'Иван Открытый', authorised: true },
  ],
  pages: [
    {
      id: '10', name: 'Администрация', username: 'adm', official: true, roles: { 3: ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] },
      subscribed: { 900: ['feed', 'mention'] },
    },
    { id: '11', name: 'Соседи', username: 'sosedi', roles: { 2: ['MODERATE'] } },
  ],
  apps: [app],
  tokens: [
    { token: 'page', kind: 'page', page_id: '10', user_id: '3' },
    { token: 'user', kind: 'user', user_id: '3' },
    { token: 'resident', kind: 'user', user_id: '1' },
    { token: 'system', kind: 'system_user', user_id: '3' },
    { token: 'neighbour', kind: 'page', page_id: '11', user_id: '2' },
  ],
  posts: [
    {
      page_id: '10', key: 'garbage', age: '5h', text: 'Вывоз мусора в субботу', comments: [
        {
          key: 'when', author: 'Анна Ветрова', age: '4h', text: 'Когда вывезут мусор?',
          replies: [{ key: 'too', author: 'Пётр Лугин', age: '3h', text: 'У нас тоже' }],
        },
        { key: 'thanks', author: 'Иван Открытый', age: '2h', text: 'Спасибо' },
      ],
    },
    { page_id: '10', key: 'news', age: '3h', text: 'Приём граждан в среду' },
    { page_id: '10', key: 'visitor', author: 'Анна Ветрова', age: '150m', text: 'Яма на Жуковского' },
    { page_id: '11', key: 'cat', age: '1h', text: 'Пропал кот' },
    { page_id: '11', key: 'tag', author: 'Пётр Лугин', age: '50m', text: 'Администрация, где фонари?', tagged: ['10'] },
  ],
  ratings: [{ page_id: '10', author: 'Пётр Лугин', age: '3d', recommendation_type: 'negative', text: 'Не отвечают' }],
  messages: [{ page_id: '10', author: 'Анна Ветрова', text: 'Куда обратиться?', age: '1h' }],
};

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {import('../graph/simulator.mjs').GraphSimulator} sim
 * @property {Record<string, string>} ids of posts and comments by their keys
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} call such as call('POST /10/feed', {message}); whatever is answered
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} done the same; an error is thrown
 * @property {(request: string, params?: object, token?: string|null) => Promise<[number|undefined, number|undefined]>} code code and subcode of the error
 * @property {(request: string, body?: object) => Promise<any>} control such as control('POST /control/faults', {…})
 */

/** @returns {Promise<Bench>} it closes by itself when the test file is done */
export async function simulate(world = small_world) {
  const { url, sim, close } = await start({ world });
  after(close);
  const keyed = [...sim.world.posts.values(), ...sim.world.comments.values()].filter(({ key }) => key);
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
  const text_of = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  const sent = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, text_of(value)]));
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  if (method === 'POST') return fetch(`${url}/v25.0${path}`, { method, headers, body: sent });
  return fetch(`${url}/v25.0${path}?${sent}`, { method, headers });
}

export const texts = ({ data }) => data.map(({ message }) => message);
