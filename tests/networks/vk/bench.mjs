// What the tests beside it share: a simulator in the same process, and short ways to call its API and its control interface.

import { after } from 'node:test';
import { start } from './simulator.mjs';

/** A small world with known ids: community 55 with a post 100 by itself, its comments, and a neighbour community 56. */
export const small_world = {
  communities: [
    { id: 55, name: 'Администрация', screen_name: 'adm', official: true, first_id: 100 },
    { id: 56, name: 'Соседи', screen_name: 'sosedi', first_id: 100 },
  ],
  people: [
    { id: 1, first_name: 'Анна', last_name: 'Ветрова', sex: 1 },
    { id: 2, first_name: 'Пётр', last_name: 'Лугин', sex: 2, screen_name: 'lugin' },
    { id: 3, first_name: 'Олег', last_name: 'Дубков', sex: 2 },
  ],
  tokens: [
    { token: 'service', kind: 'service' },
    { token: 'community', kind: 'community', group_id: 55, permissions: ['manage', 'wall', 'messages'] },
    { token: 'user', kind: 'user', user_id: 3, administers: [55] },
  ],
  posts: [
    {
      id: 100, owner_id: -55, from_id: -55, age: '5h', text: 'Вывоз мусора в субботу', comments: [
        {
          id: 101, from_id: 1, age: '4h', text: 'Когда вывезут мусор на Чаплыгина?', replies: [
            {
              id: 102, from_id: 2, age: '3h', text: '[id1|Анна], у нас тоже не вывозят',
              replies: [{ id: 104, from_id: 1, age: '1h', text: 'Ждём' }],
            },
          ],
        },
        { id: 103, from_id: 2, age: '2h', text: 'Спасибо' },
      ],
    },
    { id: 100, owner_id: -56, from_id: -56, age: '1h', text: 'Пропал кот' },
  ],
  topics: [{ group_id: 55, title: 'Вопросы', text: 'Задавайте', age: '2d', comments: [{ from_id: 1, age: '1d', text: 'Когда?' }] }],
};

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {import('./simulator.mjs').Simulator} sim
 * @property {(method: string, params?: object, token?: string) => Promise<any>} call the whole answer: response or error
 * @property {(method: string, params?: object, token?: string) => Promise<Response>} post the answer of HTTP as it came
 * @property {(method: string, params?: object, token?: string) => Promise<any>} get the response; an error is thrown
 * @property {(method: string, params?: object, token?: string) => Promise<number|undefined>} code of the error, if there is one
 * @property {(request: string, body?: object) => Promise<any>} control such as control('POST /control/faults', {…})
 */

/** @returns {Promise<Bench>} it closes by itself when the test file is done */
export async function simulate(world = small_world) {
  const { url, sim, close } = await start({ world });
  after(close);

  const post = (method, params = {}, token = 'service') =>
    fetch(`${url}/method/${method}`, {
      method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: new URLSearchParams({ v: '5.199', ...params }),
    });
  const call = async (method, params, token) => (await post(method, params, token)).json();

  return {
    url, sim, call, post,
    async get(method, params, token) {
      const { response, error } = await call(method, params, token);
      if (error) throw new Error(`${method}: ${error.error_code} ${error.error_msg}`);
      return response;
    },
    code: async (method, params, token) => (await call(method, params, token)).error?.error_code,
    async control(request, body) {
      const [method, path] = request.split(' ');
      const answer = await fetch(url + path, { method, body: body && JSON.stringify(body) });
      return answer.json();
    },
  };
}

export const texts = (items) => items.map(({ text }) => text);
export const ids = (items) => items.map(({ id }) => id);

/** What went wrong with a fetch, down to the cause: ECONNRESET and the like. */
export async function failure_of(promise) {
  try {
    await promise;
  } catch (error) {
    return error.cause?.code ?? error.code ?? error.message;
  }
  return 'no failure';
}
