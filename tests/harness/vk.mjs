// The simulated VK as a test sees it: it is started here, and told through its control interface what happens in the town.

import { join } from 'node:path';
import { Child } from './child.mjs';
import { root } from './programs.mjs';

/** @typedef {{id: number, owner_id: number, post_id?: number, from_id: number, text: string, reply_to_comment?: number | null, deleted?: boolean}} Item */

export class Vk {
  /** @param {{port?: number, world?: string, env?: Record<string, string>}} [how] `world` is a file; the default world if not given */
  static async start({ port = 0, world, env = {} } = {}) {
    const main = join(root, 'tests/networks/vk/main.mjs');
    const command = [process.execPath, main, '--exit-with-stdin', '--port', String(port), ...(world ? ['--world', world] : [])];
    const child = new Child('vk', command, { env });
    const { url } = await child.ready();
    return new Vk(child, url);
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

  async post(body) { return (await this.control('POST /control/posts', body)).post; }
  async comment(body) { return (await this.control('POST /control/comments', body)).comment; }
  fault(match, what) { return this.control('POST /control/faults', { match, ...what }); }
  no_faults() { return this.control('DELETE /control/faults'); }
  async faults() { return (await this.control('GET /control/faults')).items; }
  settings(body) { return this.control('POST /control/settings', body); }
  edit({ owner_id, id }, fields, kind = 'comments') { return this.control(`PATCH /control/${kind}/${owner_id}_${id}`, fields); }
  remove({ owner_id, id }, kind = 'comments') { return this.control(`DELETE /control/${kind}/${owner_id}_${id}`); }
  raw(body) { return this.control('POST /control/raw', body); }
  requests(query = '') { return this.control(`GET /control/requests${query}`); }

  /** How often a method was called, whatever came of it. */
  async calls(method) { return (await this.requests('?limit=1')).by_method[method]?.calls ?? 0; }

  /** What stands on a wall and was written by its community, deleted ones left out. @returns {Promise<Item[]>} */
  async official_comments(owner = -55001, community = -55001) {
    const { items } = await this.control(`GET /control/comments?owner=${owner}&from=${community}`);
    return items.filter((item) => !item.deleted);
  }

  stop() { return this.child.stop(); }
}
