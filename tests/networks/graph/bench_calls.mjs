// Ways to call a simulated network of this engine from its tests: a simulator in the same process, and its API by fetch.

import { after } from 'node:test';

/**
 * @typedef {object} Bench
 * @property {string} url
 * @property {import('./simulator.mjs').GraphSimulator} sim
 * @property {Record<string, string>} ids of what has a key in the world
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} call such as call('POST /10/feed', {message}); whatever is answered
 * @property {(request: string, params?: object, token?: string|null) => Promise<any>} done the same; an error is thrown
 * @property {(request: string, params?: object, token?: string|null) => Promise<[number|undefined, number|undefined]>} code code and subcode of the error
 * @property {(request: string, body?: object) => Promise<any>} control such as control('POST /control/faults', {…})
 */

/**
 * @param {Function} start of the network's simulator.mjs
 * @param {object} world its description
 * @param {(world: object) => Map<string, object>[]} written the maps in which posts and comments are
 * @returns {Promise<Bench>} it closes by itself when the test file is done
 */
export async function simulated(start, world, written) {
  const { url, sim, close } = await start({ world });
  after(close);
  const keyed = written(sim.world).flatMap((map) => [...map.values()]).filter(({ key }) => key);
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
