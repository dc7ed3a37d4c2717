// The simulated Odnoklassniki as a test sees it, and how a daemon is connected with it.

import { Network } from './network.mjs';

const group = '70000005155001';

export class Ok extends Network {
  static start(how) { return Ok.begin('ok', how); }

  /** What the group wrote, deleted ones left out. */
  async official_comments() {
    const { items } = await this.control('GET /control/comments');
    return items.filter((item) => item.by_group && !item.deleted);
  }

  async answers_to({ id }) { return (await this.official_comments()).filter(({ reply_to }) => reply_to === id); }
}

/** A plan's `prepare`: OK beside VK, with the administration's group as an account and a source. */
export async function with_ok(world) {
  world.ok = world.owns(await Ok.start({ world: world.plan.worlds?.ok }));
  world.write('ok-token', 'admin-demo\n');
  world.write('ok-application-secret', 'AKHTUBADEMOSECRET0001\n');
  world.settings.account.push({
    id: 'ok', network: 'ok', title: 'Одноклассники: Администрация Ахтубинского района', api: world.ok.url, group,
    official_name: 'Администрация Ахтубинского района',
    application_key: 'CAKHTUBADEMOKEY', access_token_file: 'ok-token', application_secret_key_file: 'ok-application-secret',
  });
  world.settings.source.push({ id: 'ok-own', account: 'ok', kind: 'group', target: group, title: 'Наша группа в Одноклассниках', local: true, every: '5s' });
  world.settings.publishing.lease = '60s';  // a call a second: a look takes its time
  world.config = world.configure(world.settings);
}
