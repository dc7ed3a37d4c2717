// Applications and tokens, and whether a call's token is good.

import { createHmac } from 'node:crypto';
import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { GraphError } from './errors.mjs';

/**
 * @typedef {object} App
 * @property {string} id
 * @property {string} secret
 * @property {string} name
 * @property {boolean} require_proof "Require app secret"
 * @property {string} version what calls without a version are served by
 * @property {object[]} subscriptions see webhooks.mjs
 *
 * @typedef {object} Token
 * @property {string} token
 * @property {'user'|'page'|'system_user'|'app'} kind
 * @property {string} app_id
 * @property {string|null} user_id whose it is, also of a page token
 * @property {string|null} page_id page tokens only
 * @property {string[]} permissions
 * @property {number} issued_at
 * @property {number|null} expires_at unix seconds
 * @property {number|null} data_access_expires_at
 * @property {number|null} trouble a subcode of 190: 458 app removed, 460 password changed, 492 role lost …
 */
const kinds = ['user', 'page', 'system_user', 'app'];

const standard_app = () => ({ name: 'Отклик', require_proof: false, version: 'v21.0', subscriptions: [] });

const standard_token = (now) => ({
  kind: 'user', user_id: null, page_id: null, permissions: [], issued_at: now, expires_at: null, data_access_expires_at: null, trouble: null,
});

/** The part of a world that all networks of this engine have. */
export class Accounts {
  /** Kinds of tokens; a network may have more. */
  kinds = kinds;

  /** @param {import('../shared/clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock;
    /** @type {Map<string, App>} */ this.apps = new Map();
    /** @type {Map<string, Token>} */ this.tokens = new Map();
  }

  /** Does what is due by the clock; a network that has such things says what. */
  publish_due() {}

  /** How one change is told in an entry of a webhook. */
  entry_of(field, value) {
    return { changes: [{ field, value }] };
  }

  /** When something was made of which a test says its date or its age. */
  moment({ date, age }) {
    if (date !== undefined) return date;
    if (age === undefined) return this.clock.now();
    const seconds = seconds_of(age);
    if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
    return this.clock.now() - seconds;
  }

  /** Adds an application, or changes the one with this id. @returns {App} */
  put_app(fields) {
    if (!/^\d+$/.test(fields.id ?? '')) throw new ControlError(400, 'an application needs an id: digits in a string');
    const app = Object.assign(this.apps.get(fields.id) ?? standard_app(), fields);
    if (!app.secret) throw new ControlError(400, 'an application has a secret');
    this.apps.set(app.id, app);
    return app;
  }

  /** Adds a token, or changes the one of this text. @returns {Token} */
  put_token({ expires_in, ...fields }) {
    if (!fields.token) throw new ControlError(400, 'a token needs its text in "token"');
    const now = this.clock.now();
    const token = Object.assign(this.tokens.get(fields.token) ?? standard_token(now), fields);
    if (expires_in !== undefined) token.expires_at = expires_in === null ? null : now + expires_in;
    token.app_id ??= [...this.apps.keys()][0];
    if (!this.kinds.includes(token.kind)) throw new ControlError(400, `a token has a kind: ${this.kinds.join(', ')}`);
    if (!this.apps.has(token.app_id)) throw new ControlError(400, `there is no application ${token.app_id}`);
    this.tokens.set(token.token, token);
    return token;
  }

  /** The token of this text; `{app id}|{app secret}` is one as well. @returns {Token|undefined} */
  token_of(text = '') {
    const [app_id, secret] = text.split('|');
    const app = this.apps.get(app_id);
    if (secret !== undefined && app?.secret === secret) return { ...standard_token(this.clock.now()), kind: 'app', token: text, app_id };
    return this.tokens.get(text);
  }
}

const session_words = {
  458: 'The user has not authorized application',
  459: 'The user is in a checkpoint',
  460: 'The session has been invalidated because the user changed the password',
  463: 'Session has expired',
  464: 'The user is not a confirmed user',
  467: 'The session is invalid because the user logged out',
  492: 'The user does not have access to the page any more',
};

/** What is wrong with a token, as an error; undefined if nothing is. @param {Token} token @param {number} now */
export function trouble_of(token, now) {
  const subcode = token.trouble ?? (token.expires_at !== null && token.expires_at <= now ? 463 : null);
  return subcode === null ? undefined : session_trouble(subcode);
}

export const session_trouble = (subcode) =>
  new GraphError(190, { subcode, message: `Error validating access token: ${session_words[subcode] ?? 'The session is not valid'}` });

export const proof_of = (token, secret) => createHmac('sha256', secret).update(token).digest('hex');

/**
 * Who calls.
 * @param {Accounts} world @param {import('./wire.mjs').Request} request
 * @returns {{token: Token|null, app: App|null}} null where a method needs no token
 */
export function identified(world, request, { needs_token }) {
  if (request.token === undefined) {
    if (!needs_token) return { token: null, app: null };
    throw new GraphError(request.path[0] === 'me' ? 2500 : 104);
  }
  const token = world.token_of(request.token);
  if (!token) throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token', status: 400 });
  const trouble = trouble_of(token, world.clock.now());
  if (trouble) throw trouble;
  const app = world.apps.get(token.app_id);
  check_proof(app, token, request.sent.appsecret_proof);
  return { token, app };
}

function check_proof(app, token, proof) {
  if (proof === undefined) {
    if (!app.require_proof || token.kind === 'app') return;
    throw new GraphError(100, { message: 'API calls from the server require an appsecret_proof argument or an app token' });
  }
  if (proof !== proof_of(token.token, app.secret)) throw new GraphError(100, { message: 'Invalid appsecret_proof provided in the API argument' });
}
