// A simulated network as a test sees it: it is started here, and told through its control interface what happens in it.

import { join } from 'node:path';
import { Child } from './child.mjs';
import { root } from './programs.mjs';

export class Network {
  /**
   * @param {string} name its folder in tests/networks
   * @param {{port?: number, world?: string, env?: Record<string, string>}} [how] `world` is a file; the default world if not given
   */
  static async begin(name, { port = 0, world, env = {} } = {}) {
    const main = join(root, 'tests/networks', name, 'main.mjs');
    const command = [process.execPath, main, '--exit-with-stdin', '--port', String(port), ...(world ? ['--world', world] : [])];
    const child = new Child(name, command, { env });
    const { url } = await child.ready();
    return new this(child, url);
  }

  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  /**
   * One request of the control interface: `control('POST /control/faults', {…})`.
   * @param {string} request
   * @param {object} [body]
   */
  async control(request, body) {
    const [method, path] = request.split(' ');
    const answer = await fetch(this.url + path, {
      method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${request}: ${answer.status} ${said.error}`);
    return said;
  }

  async comment(body) { return (await this.control('POST /control/comments', body)).comment; }
  fault(match, what) { return this.control('POST /control/faults', { match, ...what }); }
  no_faults() { return this.control('DELETE /control/faults'); }
  async faults() { return (await this.control('GET /control/faults')).items; }
  settings(body) { return this.control('POST /control/settings', body); }
  requests(query = '') { return this.control(`GET /control/requests${query}`); }

  /** How often a method was called, whatever came of it. */
  async calls(method) { return (await this.requests('?limit=1')).by_method[method]?.calls ?? 0; }

  stop() { return this.child.stop(); }
}
