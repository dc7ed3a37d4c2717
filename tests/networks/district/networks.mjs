// How each network says what happened: the world file for what was there before midnight, the control requests for the day.

import { username_of } from '../instagram/texts.mjs';
import { words } from './texts.mjs';

const { photos } = words('chatter');
const admin_name = 'Администрация Ахтубинского района';

/** Labels that the simulators keep with the item and never serve. */
const kept = ({ key, written }) => ({ key, concerns: written.concerns, ...(written.subject && { subject: written.subject }) });
const caption = (item) => photos[item.number % photos.length];
/** One of so many who complain names the administration so that it is told. */
const names_us = (item, one_of = 12) => item.written.kind === 'complaint' && item.number % one_of === 0 && item.written.text !== '';
const residents_may = ({ kind }) => kind !== 'official' && kind !== 'school';

// ---- VK

const vk_owner = ({ kind, number }) => -(kind === 'official' ? 55001 : 56000 + number);
const vk_person = (person) => 210000 + person.number;

const vk = {
  list: 'posts',
  world: (sources, people) => ({
    communities: sources.map((source) => ({
      id: -vk_owner(source), name: source.name, screen_name: source.kind === 'official' ? 'adm_akhtuba' : `akht_${source.kind}_${source.number}`,
      official: source.kind === 'official', verified: source.kind === 'official', members_count: members(source),
      type: source.kind === 'chat' ? 'group' : 'page', residents_post: residents_may(source) ? 'yes' : 'no',
    })),
    people: people.map((person) => ({
      id: vk_person(person), first_name: person.first_name, last_name: person.last_name, sex: person.woman ? 1 : 2, city: 'Ахтубинск',
    })),
    tokens: [
      { token: 'service-demo', kind: 'service' },
      { token: 'community-demo', kind: 'community', group_id: 55001, permissions: ['manage', 'wall', 'messages'] },
    ],
  }),
  post: (item) => ({
    owner_id: vk_owner(item.source), from_id: item.person ? vk_person(item.person) : vk_owner(item.source),
    text: item.repost_of ? '' : vk_text(item),
    ...(item.written.photo && !item.repost_of && { attachments: vk_photo(item) }), ...(item.repost_of && { copy_history: [vk_original(item.repost_of)] }),
  }),
  comment: (item) => ({
    from_id: item.person ? vk_person(item.person) : vk_owner(item.source), text: item.written.text, ...(item.written.photo && { attachments: vk_photo(item) }),
  }),
  /** Ids as the simulator would give them, so that a repost can name what it passes on. */
  placed: ({ ordinal }) => ({ id: ordinal }),
};

const vk_text = (item) => (names_us(item) ? `${item.written.text} [club55001|${admin_name}]` : item.written.text);
const vk_photo = (item) => [{ type: 'photo', photo: { text: caption(item) } }];
const vk_original = (item) => ({ id: item.ordinal, owner_id: vk_owner(item.source), from_id: item.person ? vk_person(item.person) : vk_owner(item.source), date: item.at, text: vk_text(item) });

// ---- OK

const ok_group = ({ kind, number }) => (kind === 'official' ? '70000005155001' : String(70000005160000 + number));
const ok_person = (person) => String(591000000000 + person.number * 37);
const ok_admin = '580211340001';

const ok = {
  list: 'topics',
  world: (sources, people) => ({
    people: [
      { id: ok_admin, first_name: 'Евгения', last_name: 'Ветлугина', gender: 'female', city: 'Ахтубинск' },
      ...people.map((person) => ({
        id: ok_person(person), first_name: person.first_name, last_name: person.last_name, gender: person.woman ? 'female' : 'male', city: 'Ахтубинск',
      })),
    ],
    groups: sources.map((source) => ({
      id: ok_group(source), name: source.name, shortname: source.kind === 'official' ? 'admakhtuba' : `akht${source.kind}${source.number}`,
      official: source.kind === 'official', members_count: members(source), residents_write: residents_may(source),
      roles: { [ok_admin]: source.kind === 'official' ? 'ADMIN' : 'ACTIVE' },
    })),
    applications: [{ key: 'CAKHTUBADEMOKEY', secret: 'AKHTUBADEMOSECRET0001', id: '512000055001' }],
    tokens: [
      { token: 'admin-demo', application: 'CAKHTUBADEMOKEY', person_id: ok_admin, refresh_token: 'refresh-demo' },
      { token: 'bot-demo', kind: 'bot', group_id: '70000005155001' },
    ],
  }),
  post: (item) => ({
    group_id: ok_group(item.source), ...(item.person && { person_id: ok_person(item.person) }), text: item.written.text,
    ...(item.written.photo && { media: [{ type: 'photo', title: caption(item) }] }),
  }),
  comment: (item) => ({
    ...(item.person ? { person_id: ok_person(item.person) } : { as_group: true, person_id: ok_admin }), text: item.written.text,
    ...(item.written.photo && { attachments: [{ type: 'PHOTO', title: caption(item) }] }),
  }),
  placed: () => ({}),
};

// ---- Facebook

const facebook_page = ({ kind, number }) => (kind === 'official' ? '100200300' : String(100300000 + number));
const facebook_person = (person) => String(61560000000000 + person.number * 7919);
const facebook_admin = '61550002104001';

const facebook = {
  list: 'posts',
  world: (sources, people) => ({
    people: [
      { id: facebook_admin, name: 'Алевтина Громова' },
      ...people.map((person) => ({ id: facebook_person(person), name: `${person.first_name} ${person.last_name}` })),
    ],
    pages: sources.map((source) => ({
      id: facebook_page(source), name: source.name, fan_count: members(source), visitors_post: residents_may(source),
      ...(source.kind === 'official' ? {
        username: 'akhtuba.adm', official: true, roles: { [facebook_admin]: ['ANALYZE', 'CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] },
        subscribed: { 555000111: ['feed', 'mention'] },
      } : { username: `akht.${source.kind}.${source.number}` }),
    })),
    apps: [{ id: '555000111', secret: '0123456789abcdef0123456789abcdef', name: 'Отклик' }],
    tokens: [
      { token: 'EAA-page-demo', kind: 'page', app_id: '555000111', page_id: '100200300', user_id: facebook_admin },
      { token: 'EAA-user-demo', kind: 'user', app_id: '555000111', user_id: facebook_admin, expires_in: 5184000 },
    ],
  }),
  post: (item) => ({
    page_id: facebook_page(item.source), ...(item.person && { person_id: facebook_person(item.person) }), text: item.written.text,
    ...(names_us(item) && { tagged: ['100200300'] }), ...(item.written.photo && { attachments: [{ media_type: 'photo', type: 'photo', title: caption(item) }] }),
  }),
  comment: (item) => ({
    ...(item.person ? { person_id: facebook_person(item.person) } : { as_page: true }), text: item.written.text,
    ...(item.written.photo && { attachment: { type: 'photo', title: caption(item) } }),
  }),
  placed: () => ({}),
};

// ---- Instagram

const instagram_account = ({ kind, number }) => (kind === 'official' ? '17841400000000001' : String(17841400000001000 + number));
const instagram_username = ({ kind, number }) => (kind === 'official' ? 'adm_akhtuba' : `akht_${kind}_${number}`);
const instagram_person = (person) => String(61570000000000 + person.number * 6101);

const instagram = {
  list: 'media',
  world: (sources, people) => ({
    people: [
      { id: facebook_admin, name: 'Алевтина Громова', username: 'alevtina.gromova' },
      ...people.map((person) => ({
        id: instagram_person(person), name: `${person.first_name} ${person.last_name}`,
        username: `${username_of(`${person.first_name} ${person.last_name}`)}_${person.number}`, private: person.number % 15 === 14,
      })),
    ],
    pages: [{
      id: '100200300', name: 'Администрация Ахтубинского района', username: 'akhtuba.adm',
      roles: { [facebook_admin]: ['ANALYZE', 'CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] }, subscribed: { 555000111: ['feed', 'mention'] },
    }],
    accounts: sources.map((source) => ({
      id: instagram_account(source), username: instagram_username(source), name: source.name, followers_count: members(source),
      ...(source.kind === 'official' && { page_id: '100200300', official: true }),
    })),
    apps: [{ id: '555000111', secret: '0123456789abcdef0123456789abcdef', name: 'Отклик' }],
    tokens: [
      { token: 'EAA-page-demo', kind: 'page', app_id: '555000111', page_id: '100200300', user_id: facebook_admin },
      { token: 'EAA-user-demo', kind: 'user', app_id: '555000111', user_id: facebook_admin, expires_in: 5184000 },
    ],
  }),
  /** Nobody writes on another's account: a resident shows a picture of his own, and names the source in it; us he names or tags. */
  post: (item) => ({
    ...(item.person ? { person_id: instagram_person(item.person) } : { account_id: instagram_account(item.source) }), text: instagram_caption(item),
    ...(item.number % 10 < 3 && { media_type: 'VIDEO', media_product_type: 'REELS' }), ...(tags_us(item) && { tagged: [instagram_account({ kind: 'official' })] }),
  }),
  /** A comment has words only; a photo is shown elsewhere. */
  comment: (item) => ({
    ...(item.person ? { person_id: instagram_person(item.person) } : { as_account: true }),
    text: names_us(item, 4) && item.source.kind !== 'official' ? `${item.written.text} @adm_akhtuba` : item.written.text,
  }),
  placed: () => ({}),
};

const tags_us = (item) => names_us(item, 8);
const instagram_caption = (item) => [
  item.written.text, item.person && item.written.text && `@${instagram_username(item.source)}`, names_us(item, 4) && !tags_us(item) && '@adm_akhtuba',
].filter(Boolean).join(' ');

const members = ({ rank }) => (rank === null ? 6240 : Math.round(28000 / (rank + 1) ** 0.8) + 40);

const spoken = { vk, ok, facebook, instagram };

// ---- what main.mjs writes

/** The description of a world, as `--world` takes it. @param {string} network @param {object} lived what live() of day.mjs gave */
export function world_of(network, { sources, people, items, start }) {
  const speech = spoken[network];
  const before = items.filter((item) => item.network === network && item.at < start);
  const under = new Map();
  for (const item of before) if (item.post) push(under, item.reply_to ?? item.post, item);
  const replies = (item) => under.has(item) && under.get(item).map(comment);
  const comment = (item) => ({ ...kept(item), ...speech.placed(item), date: item.at, ...speech.comment(item), ...(replies(item) && { replies: replies(item) }) });
  const post = (item) => ({ ...kept(item), ...speech.placed(item), date: item.at, ...speech.post(item), ...(replies(item) && { comments: replies(item) }) });
  return {
    about: 'Generated by tests/networks/district. All people and events are invented. `concerns` and `subject` are labels for measuring, they are never served.',
    ...speech.world(sources.filter((source) => source.network === network), people[network]),
    [speech.list]: before.filter((item) => !item.post).map(post),
  };
}

const push = (map, name, item) => (map.has(name) ? map.get(name).push(item) : map.set(name, [item]));

/** All that happens from midnight on, in order. @returns {{at: number, network: string, request: string, body?: object, labels: object}[]} */
export function timeline_of({ items, start }) {
  const rows = items.filter((item) => item.at >= start).flatMap((item) => {
    const { list, post, comment } = spoken[item.network];
    const path = `/control/${item.post ? 'comments' : list}`;
    const said = item.post ? comment : post;
    const place = item.post && { under: (item.reply_to ?? item.post).key };
    const row = (at, request, body) => ({ at, network: item.network, request, ...(body && { body }), labels: labels_of(item) });
    return [
      row(item.at, `POST ${path}`, { ...kept(item), ...place, ...said(item) }),
      ...(item.edit ? [row(item.edit.at, `PATCH ${path}/{${item.key}}`, { text: said({ ...item, written: { ...item.written, text: item.edit.text } }).text })] : []),
      ...(item.deleted_at ? [row(item.deleted_at, `DELETE ${path}/{${item.key}}`)] : []),
    ];
  });
  return rows.map((row, order) => [row, order]).sort(([a, n], [b, m]) => a.at - b.at || n - m).map(([row]) => row);
}

export function labels_of(item) {
  const { kind, concerns, subject, prohibited, photo_only } = item.written;
  return {
    key: item.key, kind: item.repost_of ? 'repost' : kind, source: item.source.number, author: item.person?.number ?? null,
    concerns, subject, prohibited, duplicate_of: item.duplicate_of, photo_only, edited_at: item.edit?.at ?? null, deleted_at: item.deleted_at,
  };
}
