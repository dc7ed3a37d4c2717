// The live feed of the API: server-sent events, as they come.

import { until } from './until.mjs';

export class Feed {
  /** @type {{event: string, data: any}[]} */ events = [];

  static async open(url, cookie) {
    const feed = new Feed();
    feed.off = new AbortController();
    const answer = await fetch(url, { headers: { accept: 'text/event-stream', ...(cookie && { cookie }) }, signal: feed.off.signal });
    if (answer.status !== 200) throw new Error(`the live feed answers ${answer.status}`);
    feed.type = answer.headers.get('content-type');
    feed.over = feed.#read(answer.body).catch((error) => { if (!feed.off.signal.aborted) feed.broken = error; });
    await feed.until('hello', ({ event }) => event === 'hello');
    return feed;
  }

  async #read(body) {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of body) {
      const blocks = (rest + decoder.decode(part, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      blocks.map(read_event).filter(Boolean).forEach((event) => this.events.push(event));
    }
  }

  /** @param {string} what @param {(event: {event: string, data: any}) => boolean} wanted */
  until(what, wanted, how) {
    return until(`the live feed tells: ${what}`, () => this.events.find(wanted), { every: 10, last: () => this.events, ...how });
  }

  /** The states of an incident in the order in which they were told, each once. */
  states_of(id) {
    const told = this.events.filter(({ event, data }) => event === 'incident' && data.id === id).map(({ data }) => data.state);
    return told.filter((state, at) => state !== told[at - 1]);
  }

  close() {
    this.off.abort();
    return this.over;
  }
}

function read_event(block) {
  const field = (name) => block.split('\n').filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  const [event] = field('event');
  return event && { event, data: JSON.parse(field('data').join('\n') || 'null') };
}
