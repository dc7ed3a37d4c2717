// The simulated Facebook as a test sees it, and how a daemon is connected with it.

import { randomUUID } from 'node:crypto';
import { Network } from './network.mjs';
import { module_of } from './programs.mjs';

const page = '100200300';
const app = '555000111';

export class Facebook extends Network {
  static start(how) { return Facebook.begin('facebook', how); }

  /** What the administration's page wrote under posts, deleted ones left out. */
  async official_comments() {
    const { items } = await this.control('GET /control/comments');
    return items.filter((item) => item.page_id === page && !item.deleted);
  }
  async official_posts() {
    const { items } = await this.control(`GET /control/posts?page=${page}`);
    return items.filter((item) => !item.person_id && !item.deleted);
  }

  /** The post of the administration's page under which residents write in tests. */
  async own_post() { return (await this.official_posts()).find(({ published, scheduled_at }) => published !== false && !scheduled_at); }

  async answers_to({ id }) {
    return (await this.official_comments()).filter(({ parent_id, answered_id }) => [parent_id, answered_id].includes(id));
  }
}

/** A plan's `prepare`: Facebook beside VK, with the administration's page as an account and a source. */
export async function with_facebook(world) {
  world.facebook = world.owns(await Facebook.start({ world: world.plan.worlds?.facebook }));
  world.verify_token = randomUUID();
  world.write('facebook-token', 'EAA-page-demo\n');
  world.write('meta-secret', '0123456789abcdef0123456789abcdef\n');
  world.write('facebook-verify', `${world.verify_token}\n`);
  (world.settings.module ??= []).push({ file: module_of('facebook', world.plan.build) });
  world.settings.account.push({
    id: 'facebook', network: 'facebook', title: 'Facebook: Администрация Ахтубинского района', api: world.facebook.url, page, app_id: app,
    page_token_file: 'facebook-token', app_secret_file: 'meta-secret', verify_token_file: 'facebook-verify',
  });
  world.settings.source.push(
    { id: 'facebook-page', account: 'facebook', kind: 'page', target: '', title: 'Наша страница в Facebook', local: true, every: '1s' },
    { id: 'facebook-events', account: 'facebook', kind: 'events', target: '', title: 'События Facebook', local: true },
  );
  world.config = world.configure(world.settings);
}
