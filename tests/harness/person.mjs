// One person at the console's API: a session, and what one does with it.

import { randomUUID } from 'node:crypto';
import { Feed } from './feed.mjs';
import { until } from './until.mjs';

export class Refused extends Error {
  constructor(request, status, body) {
    super(`${request}: ${status} ${JSON.stringify(body?.error ?? body)}`);
    Object.assign(this, { status, code: body?.error?.code, field: body?.error?.field, body });
  }
}

export const password = 'пароль для проверок';

export class Person {
  #cookie;

  /**
   * @param {() => string} url the daemon's address, which changes when it is started anew
   * @param {string} login
   * @param {string} [word] the password
   */
  constructor(url, login, word = password) {
    this.url = url;
    this.login = login;
    this.word = word;
  }

  /** A bare request: status, headers and body as they come. */
  async request(method, path, { body, headers = {}, text, within = 10_000 } = {}) {
    const changes = method !== 'GET';
    const answer = await fetch(this.url() + path, {
      method, redirect: 'manual', signal: AbortSignal.timeout(within),
      headers: {
        ...(changes && { 'x-otklik': '1', 'content-type': 'application/json' }),
        ...(this.#cookie && { cookie: this.#cookie }),
        ...headers,
      },
      ...(changes && { body: text ?? JSON.stringify(body ?? {}) }),
    });
    const said = await answer.text();
    return { status: answer.status, headers: answer.headers, text: said, get json() { return said ? JSON.parse(said) : undefined; } };
  }

  /** A request that is to succeed. After a restart of the daemon it logs in again by itself. */
  async ask(method, path, body) {
    let answer = await this.request(method, path, { body });
    if (answer.status === 401 && this.#cookie) {
      await this.log_in();
      answer = await this.request(method, path, { body });
    }
    if (answer.status >= 300) throw new Refused(`${method} ${path}`, answer.status, as_json(answer.text));
    return answer.json;
  }

  async log_in(word = this.word) {
    const answer = await this.request('POST', '/api/login', { body: { login: this.login, password: word } });
    if (answer.status !== 200) throw new Refused('POST /api/login', answer.status, as_json(answer.text));
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0];
    this.me = answer.json;
    return this;
  }

  log_out() { return this.ask('POST', '/api/logout'); }
  get cookie() { return this.#cookie; }

  list(query = '') { return this.ask('GET', `/api/incidents${query}`); }
  incident(id) { return this.ask('GET', `/api/incidents/${id}`); }

  /**
   * Does one thing with an incident, as it was seen.
   * @param {{id: number, version: number}} seen
   * @param {string} action of the transition table
   * @param {object} [fields] of the action; a `key` of one's own may be among them
   */
  act(seen, action, fields = {}) {
    return this.ask('POST', `/api/incidents/${seen.id}/${action}`, { version: seen.version, key: randomUUID(), ...fields });
  }

  enter(message) { return this.ask('POST', '/api/messages', { key: randomUUID(), ...message }); }

  /** The whole incident about a message in which these words stand, when it has come. */
  async finds(words, how = {}) {
    const found = await until(`a message with «${words}» in the queue of ${this.login}`,
      async () => (await this.list()).incidents.find(({ excerpt }) => excerpt.includes(words)), how);
    return this.incident(found.id);
  }

  /** The incident when it is in that state, or in one of several. @param {string | string[]} states */
  sees(id, states, how = {}) {
    let last;
    return until(`incident ${id} is ${states}`, async () => {
      last = await this.incident(id);
      return [states].flat().includes(last.state) && last;
    }, { last: () => last && { state: last.state, deliveries: last.deliveries, history: last.history?.slice(-3) }, ...how });
  }

  /** The live feed. */
  listens() { return Feed.open(`${this.url()}/api/changes`, this.#cookie); }
}

function as_json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 300);
  }
}

/** The words of a message, put together again. */
export const text_of = (message) => message.text.map(({ t }) => t).join('');
