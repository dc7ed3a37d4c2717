// A site with feeds, over real HTTP on this machine. A page is a text, bytes, or a function that answers.

import { createServer } from 'node:http';

export class Site {
  /** @type {Map<string, string | Buffer | ((request: any, answer: any) => void)>} */ pages = new Map();
  /** @type {{path: string, headers: any}[]} */ requests = [];

  static async start() {
    const site = new Site();
    site.server = createServer((request, answer) => site.#answer(request, answer));
    await new Promise((done) => site.server.listen(0, '127.0.0.1', done));
    site.url = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  #answer(request, answer) {
    this.requests.push({ path: request.url, headers: request.headers });
    const page = this.pages.get(request.url);
    if (typeof page === 'function') return page(request, answer);
    if (page === undefined) answer.statusCode = 404;
    answer.end(page ?? '');
    return undefined;
  }

  asked(path) { return this.requests.filter((one) => one.path === path).length; }

  async stop() {
    this.server.closeAllConnections?.();
    await new Promise((done) => this.server.close(done));
  }
}
