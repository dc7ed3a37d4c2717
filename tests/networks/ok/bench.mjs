// What the tests beside it share: a simulator in the same process, and short ways to call its API and its control interface.
// The signatures are made here by themselves, so that a mistake in signature.mjs is seen.

import { createHash } from 'node:crypto';
import { after } from 'node:test';
import { start } from './simulator.mjs';

export const application = { key: 'CBATESTAPP', secret: '0011223344556677' };

/** A small world with known ids: group 55 with topic 100 and its comments, and a neighbour group 56. */
export const small_world = {
  people: [
    { id: '1', first_name: 'Анна', last_name: 'Ветрова' },
    { id: '2', first_name: 'Пётр', last_name: 'Лугин', gender: 'male' },
    { id: '3', first_name: 'Ольга', last_name: 'Дубкова' },
  ],
  groups: [
    { id: '55', name: 'Администрация', shortname: 'adm', official: true, roles: { 3: 'ADMIN', 1: 'ACTIVE' } },
    { id: '56', name: 'Соседи', shortname: 'sosedi', residents_write: true, roles: { 1: 'ACTIVE', 2: 'ADMIN' } },
  ],
  applications: [{ ...application, id: '900' }],
  tokens: [
    { token: 'admin', application: application.key, person_id: '3', refresh_token: 'refresh' },
    { token: 'resident', application: application.key, person_id: '1' },
    { token: 'bot', kind: 'bot', group_id: '55' },
  ],
  topics: [
    {
      id: '100', group_id: '55', age: '5h', text: 'Вывоз мусора в субботу', comments: [
        {
          key: 'garbage', author: 'Анна Ветрова', age: '4h', text: 'Когда вывезут мусор на Чаплыгина?',
          replies: [{ author: 'Пётр Лугин', age: '3h', text: 'У нас тоже не вывозят' }],
        },
        { author: 'Пётр Лугин', age: '2h', text: 'Спасибо' },
      ],
    },
    { id: '101', group_id: '55', age: '3h', text: 'Приём граждан в среду' },
    { id: '200', group_id: '56', author: 'Пётр Лугин', age: '1h', text: 'Пропал кот' },
  ],
  messages: [{ group_id: '55', author: 'Анна Ветрова', text: 'Куда обратиться?', age: '1h' }],
};

const md5 = (text) => createHash('md5').update(text, 'utf8').digest('hex');

/** @returns {Record<string, string>} the parameters with their signature */
export function signed(params, { token = 'admin', secret = application.secret, application_key = application.key } = {}) {
  const all = { application_key, format: 'json', ...params };
  const text = Object.keys(all).sort().map((name) => `${name}=${all[name]}`).join('');
  return { ...all, sig: md5(text + (token ? md5(token + secret) : secret)), ...(token && { access_token: token }) };
}

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {import('./simulator.mjs').Simulator} sim
 * @property {(params: object, path?: string) => Promise<Response>} send these parameters as they are
 * @property {(method: string, params?: object, token?: string|null) => Promise<any>} call what the API answers, whatever it is
 * @property {(method: string, params?: object, token?: string|null) => Promise<any>} get the same; an error is thrown
 * @property {(method: string, params?: object, token?: string|null) => Promise<number|undefined>} code of the error, if there is one
 * @property {(request: string, body?: object) => Promise<any>} control such as control('POST /control/faults', {…})
 */

/** @returns {Promise<Bench>} it closes by itself when the test file is done */
export async function simulate(world = small_world) {
  const { url, sim, close } = await start({ world });
  after(close);

  const send = (params, path = '/fb.do') => fetch(url + path, { method: 'POST', body: new URLSearchParams(params) });
  const call = async (method, params = {}, token = 'admin') => (await send(signed({ method, ...params }, { token }))).json();

  return {
    url, sim, send, call,
    async get(method, params, token) {
      const value = await call(method, params, token);
      if (value?.error_code) throw new Error(`${method}: ${value.error_code} ${value.error_msg}`);
      return value;
    },
    code: async (method, params, token) => (await call(method, params, token))?.error_code,
    async control(request, body) {
      const [method, path] = request.split(' ');
      return (await fetch(url + path, { method, body: body && JSON.stringify(body) })).json();
    },
  };
}

export const texts = (items) => items.map(({ text }) => text);
export const topic_100 = { discussionId: '100', discussionType: 'GROUP_TOPIC' };
export const to_topic_100 = { entityId: '100', entityType: 'GROUP_TOPIC' };
