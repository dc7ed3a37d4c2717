// The simulated VK as a test sees it.

import { Network } from './network.mjs';

/** @typedef {{id: number, owner_id: number, post_id?: number, from_id: number, text: string, reply_to_comment?: number | null, deleted?: boolean}} Item */

export class Vk extends Network {
  static start(how) { return Vk.begin('vk', how); }

  async post(body) { return (await this.control('POST /control/posts', body)).post; }
  edit({ owner_id, id }, fields, kind = 'comments') { return this.control(`PATCH /control/${kind}/${owner_id}_${id}`, fields); }
  remove({ owner_id, id }, kind = 'comments') { return this.control(`DELETE /control/${kind}/${owner_id}_${id}`); }
  raw(body) { return this.control('POST /control/raw', body); }

  /** What stands on a wall and was written by its community, deleted ones left out. @returns {Promise<Item[]>} */
  async official_comments(owner = -55001, community = -55001) {
    const { items } = await this.control(`GET /control/comments?owner=${owner}&from=${community}`);
    return items.filter((item) => !item.deleted);
  }

  async answers_to({ owner_id, id }) { return (await this.official_comments(owner_id)).filter(({ reply_to_comment }) => reply_to_comment === id); }
}

/** A plan's `prepare`: the account has the token of a person who may post for the community as well. */
export async function with_user_token(world) {
  await world.vk.control('POST /control/people', { id: 1999, first_name: 'Ольга', last_name: 'Пресс-служба' });
  await world.vk.control('POST /control/tokens', { token: 'user-demo', kind: 'user', user_id: 1999, administers: [55001], permissions: ['wall', 'photos', 'docs', 'groups', 'offline'] });
  world.write('vk-user-token', 'user-demo\n');
  world.settings.account[0].user_token_file = 'vk-user-token';
  world.config = world.configure(world.settings);
}
