// The configuration of the daemon under test. A test changes what it is about and leaves the rest.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.mjs';

export const pack = join(root, 'rules/packs/akhtubinsk');

/** The units of the shipped pack, in its order. */
export const executors = [...readFileSync(join(pack, 'executors.toml'), 'utf8').matchAll(/^id = "(\w+)"$\n^title = "(.+)"$/gm)]
  .map(([, id, title]) => ({ id, title }));

const staff = [
  { login: 'coordinator', name: 'Светлана Алексеевна', role: 'coordinator' },
  { login: 'deputy', name: 'Олег Викторович', role: 'coordinator' },
  { login: 'head', name: 'Глава района', role: 'head' },
  { login: 'administrator', name: 'Системный администратор', role: 'administrator' },
  ...executors.map(({ id, title }) => ({ login: id, name: `Сотрудник: ${title}`.slice(0, 60), role: 'executor', executor: id })),
];

export const email = (login) => `${login}@akhtuba.test`;

const sources = {
  own: { id: 'vk-own', account: 'vk', kind: 'wall', target: '-55001', title: 'Наша стена', local: true },
  town: { id: 'vk-podslushano', account: 'vk', kind: 'wall', target: '-55002', title: 'Подслушано Ахтубинск', local: true },
  search: { id: 'vk-search', account: 'vk', kind: 'search', target: 'Ахтубинск', title: 'Поиск по новостям' },
};

/**
 * @param {{vk: string, mail?: string, sources?: string[], every?: string}} about
 * @returns {Record<string, any>} tables of the configuration; secrets are files beside it, see `secrets`
 */
export const ordinary_settings = ({ vk, mail, sources: chosen = ['own', 'town'], every = '1s' }) => ({
  administration: { name: 'Администрация МО «Ахтубинский район»' },
  storage: { directory: 'state' },
  web: { listen: '127.0.0.1:0' },
  ...(mail && { mail: { server: mail, from: 'otklik@akhtuba.test', tls: 'never' } }),
  rules: { pack },
  intake: { history_to_queue: true },  // tests and the demonstration begin with what was written before
  publishing: { lease: '13s', timeout: '3s', settle: '1s' },
  account: [{
    id: 'vk', network: 'vk', title: 'ВКонтакте: Администрация Ахтубинского района', api: vk, community: '55001',
    official_name: 'Администрация Ахтубинского района',
    service_token_file: 'vk-service-token', community_token_file: 'vk-community-token',
    reads_per_hour: 36_000, soonest: every,  // as often as a test says; VK would allow 5000 a day
  }],
  source: chosen.map((name) => ({ ...sources[name], every })),
  person: staff.map((one) => ({ ...one, email: email(one.login), password_hash_file: 'password-hash' })),
});

export const tokens = { service: 'service-demo', community: 'community-demo' };

/** The files beside the configuration. */
export const secrets = (password_hash) => ({
  'vk-service-token': `${tokens.service}\n`,
  'vk-community-token': `${tokens.community}\n`,
  'password-hash': password_hash,
});
