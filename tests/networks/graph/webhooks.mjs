// Deliveries to the subscribers of an application: the handshake, signed bodies, and repeating what was not taken.
// Times of repeats are simulated; whatever is due is sent when the clock is moved, at the next call, or when a test asks for it.

import { createHmac } from 'node:crypto';
import { ControlError } from '../shared/control_error.mjs';
import { GraphError } from './errors.mjs';

/**
 * @typedef {object} Subscription of an application
 * @property {string} object such as page or instagram
 * @property {string} callback_url
 * @property {string[]} fields
 * @property {boolean} active
 *
 * @typedef {object} Delivery
 * @property {number} id
 * @property {string} object @property {string} app_id @property {string} field
 * @property {string} body as it goes over the wire
 * @property {number} made_at unix seconds
 * @property {number} due_at
 * @property {number} attempts
 * @property {'waiting'|'held'|'taken'|'given up'} state
 * @property {(number|string)[]} answers what the subscriber said each time
 */

const loopback = /^https?:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])[:/]/;
const patience_ms = 10_000;
const kept = 1000;

/** Seconds until the next attempt, by the number of attempts made: at once, then ever slower. */
const pauses = [0, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600];
const give_up_after = 36 * 3600;

/** As the network writes JSON: nothing but ASCII, and slashes escaped. */
export const escaped_json = (value) => JSON.stringify(value)
  .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  .replace(/\//g, '\\/');

const hmac = (algorithm, secret, body) => createHmac(algorithm, secret).update(body).digest('hex');

/** @param {string} body @param {string} secret */
export const signatures = (body, secret) => ({
  'X-Hub-Signature': `sha1=${hmac('sha1', secret, body)}`, 'X-Hub-Signature-256': `sha256=${hmac('sha256', secret, body)}`,
});

export class Webhooks {
  /** @type {Delivery[]} */ deliveries = [];
  #last_id = 0;
  /** Deliveries go one after another. */
  #under_way = Promise.resolve();

  /** @param {object} world with apps, clock and settings */
  constructor(world) {
    this.world = world;
  }

  // ---- subscriptions

  /** @param {import('./accounts.mjs').App} app */
  async subscribe(app, { object, callback_url, verify_token, fields }) {
    if (!loopback.test(callback_url)) throw new GraphError(2200, { message: '(#2200) callback_url must be on this machine: the network is simulated' });
    const challenge = String(Math.floor(Math.random() * 2 ** 31));
    const answer = await this.#ask(callback_url, { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verify_token });
    if (answer.status !== 200 || answer.text.trim() !== challenge) throw new GraphError(2200, {
      message: `(#2200) Callback verification failed with the following errors: HTTP Status Code = ${answer.status}`,
    });
    this.unsubscribe(app, object);
    app.subscriptions.push({ object, callback_url, fields: fields.map((field) => field.name ?? field), active: true });
  }

  /** @param {import('./accounts.mjs').App} app @param {string} [object] all if not given */
  unsubscribe(app, object) {
    app.subscriptions = app.subscriptions.filter((one) => object !== undefined && one.object !== object);
  }

  async #ask(callback_url, query) {
    const address = new URL(callback_url);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(patience_ms) });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      return { status: 0, text: error.message };
    }
  }

  // ---- deliveries

  /**
   * Tells the subscribers of these applications that a field of an entry has changed.
   * @param {string} object page, instagram @param {string} field @param {string} entry_id @param {object} value
   * @param {string[]} app_ids those to which the page or account is subscribed
   */
  tell(object, field, entry_id, value, app_ids) {
    const { clock } = this.world;
    for (const app_id of app_ids) {
      const subscription = this.#subscription(app_id, object);
      if (!subscription?.active || !subscription.fields.includes(field)) continue;
      const envelope = { object, entry: [{ id: entry_id, time: clock.now(), ...this.world.entry_of(field, value) }] };
      this.#add({ object, app_id, field, body: this.#written(envelope) });
    }
  }

  #written(envelope) {
    const { webhook_form, webhook_escape } = this.world.settings;
    const whole = webhook_form === 'array' ? [envelope] : envelope;
    return webhook_escape ? escaped_json(whole) : JSON.stringify(whole);
  }

  #add(fields) {
    const now = this.world.clock.now();
    const state = this.world.settings.webhook_delivery === 'held' ? 'held' : 'waiting';
    this.deliveries.push({ ...fields, id: ++this.#last_id, made_at: now, due_at: now, attempts: 0, state, answers: [] });
    if (this.deliveries.length > kept) this.deliveries.shift();
    this.deliver_due();
  }

  /** Sends what is due. @returns {Promise<void>} when all of it has been answered */
  deliver_due() {
    this.#under_way = this.#under_way.then(async () => {
      const is_due = (delivery) => delivery.state === 'waiting' && delivery.due_at <= this.world.clock.now();
      for (let due = this.deliveries.find(is_due); due; due = this.deliveries.find(is_due)) await this.#attempt(due);
    });
    return this.#under_way;
  }

  async #attempt(delivery) {
    const answer = await this.#post(delivery);
    delivery.answers.push(answer);
    delivery.attempts++;
    if (answer === 200) delivery.state = 'taken';
    else this.#put_off(delivery);
  }

  async #post({ app_id, object, body }) {
    const app = this.world.apps.get(app_id);
    const url = this.#subscription(app_id, object)?.callback_url;
    if (!url) return 'nobody is subscribed';
    const headers = { 'Content-Type': 'application/json', 'User-Agent': 'facebookexternalua', ...signatures(body, app.secret) };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience_ms) });
      await answer.arrayBuffer();
      return answer.status;
    } catch (error) {
      return error.cause?.code ?? error.name;
    }
  }

  #put_off(delivery) {
    const { clock, settings } = this.world;
    const now = clock.now();
    delivery.due_at = now + (pauses[delivery.attempts - 1] ?? pauses[pauses.length - 1]);
    if (delivery.due_at - delivery.made_at <= give_up_after) return;
    delivery.state = 'given up';
    const subscription = this.#subscription(delivery.app_id, delivery.object);
    if (subscription && settings.webhook_given_up === 'disabled') subscription.active = false;
  }

  #subscription(app_id, object) {
    return this.world.apps.get(app_id)?.subscriptions.find((one) => one.object === object);
  }

  // ---- what a test orders

  /**
   * Lets go what is held, or sends again what was taken; one by one, or all in the first one's body.
   * @param {{ids?: number[], order?: 'reversed', again?: boolean, together?: boolean}} wish all held ones if no ids
   */
  async release({ ids, order, again = false, together = false }) {
    const chosen = this.deliveries.filter(({ id, state }) => (ids ? ids.includes(id) : again ? state === 'taken' : state === 'held'));
    if (order === 'reversed') chosen.reverse();
    const sent = together && chosen.length ? [this.#joined(chosen)] : chosen;
    for (const delivery of sent) await (this.#under_way = this.#under_way.then(() => this.#attempt(delivery)));
    return { sent: sent.length };
  }

  /** The entries of all in the body of the first; the others are gone. */
  #joined([first, ...others]) {
    const envelopes = [first, ...others].map(({ body }) => JSON.parse(body)).flat();
    first.body = this.#written({ ...envelopes[0], entry: envelopes.flatMap(({ entry }) => entry) });
    for (const { id } of others) this.drop(id);
    return first;
  }

  /** @param {number} id */
  drop(id) {
    const at = this.deliveries.findIndex((delivery) => delivery.id === id);
    if (at < 0) throw new ControlError(404, `there is no delivery ${id}`);
    this.deliveries.splice(at, 1);
  }
}
