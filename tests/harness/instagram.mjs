// The simulated Instagram as a test sees it, and how a daemon is connected with it.

import { Network } from './network.mjs';
import { module_of } from './programs.mjs';

const user = '17841400000000001';

export class Instagram extends Network {
  static start(how) { return Instagram.begin('instagram', how); }

  /** What the administration wrote under media, deleted ones left out. */
  async official_comments() {
    const { items } = await this.control('GET /control/comments');
    return items.filter((item) => item.account_id === user && !item.deleted);
  }

  /** All of ours in its top comment's thread: Instagram knows two levels. */
  async answers_to({ id, parent_id }) { return (await this.official_comments()).filter((answer) => answer.parent_id === (parent_id ?? id)); }
}

/** A plan's `prepare`: Instagram beside VK, with the administration's account and a source. */
export async function with_instagram(world) {
  world.instagram = world.owns(await Instagram.start({ world: world.plan.worlds?.instagram }));
  world.write('instagram-token', 'EAA-page-demo\n');
  world.write('meta-secret', '0123456789abcdef0123456789abcdef\n');
  (world.settings.module ??= []).push({ file: module_of('instagram', world.plan.build) });
  world.settings.account.push({
    id: 'instagram', network: 'instagram', title: 'Instagram: Администрация Ахтубинского района', api: world.instagram.url, user, page: '100200300',
    app_id: '555000111', access_token_file: 'instagram-token', app_secret_file: 'meta-secret',
  });
  world.settings.source.push({ id: 'instagram-media', account: 'instagram', kind: 'media', target: '', title: 'Наш Instagram', local: true, every: '1s' });
  world.config = world.configure(world.settings);
}
