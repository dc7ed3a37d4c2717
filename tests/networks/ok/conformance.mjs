// What Odnoklassniki is expected to answer, written from its documentation and the notes of those who use it – not from the simulator's own
// table. conformance.test.mjs walks it with a client of others and with plain HTTP. `@garbage` stands for the id of the comment with this key;
// `code` may be a list where the sources differ.
// `uploaded` stands for the parameters of photosV2.getUploadUrl with which a picture is sent before; `%photo` and `%token` then stand for its id and token.

import { application, small_world } from './bench.mjs';

const discussion = { discussionId: '100', discussionType: 'GROUP_TOPIC' };
const entity = { entityId: '100', entityType: 'GROUP_TOPIC' };
const add = 'discussions.addDiscussionComment';
const hello = { ...entity, comment: 'Здравствуйте & спасибо = да' };
const news = JSON.stringify({ media: [{ type: 'text', text: 'Новость' }], onBehalfOfGroup: 'true' });
const topic = { type: 'GROUP_THEME', gid: '55', attachment: news };

export const world = {
  ...small_world,
  people: [...small_world.people, { id: '4', first_name: 'Гость' }],
  topics: small_world.topics.map((one) => (one.id === '100'
    ? { ...one, comments: [...one.comments, { key: 'own', author: 'Ольга Дубкова', age: '1h', text: 'Моё' }] } : one)),
  tokens: [
    ...small_world.tokens,
    { token: 'admin', application: application.key, person_id: '3', scopes: ['VALUABLE_ACCESS', 'LONG_ACCESS_TOKEN', 'GROUP_CONTENT', 'PHOTO_CONTENT'] },
    { token: 'guest', application: application.key, person_id: '4' },
    { token: 'closed', application: application.key, person_id: '3', scopes: [] },
    { token: 'reading', application: application.key, person_id: '3', scopes: ['VALUABLE_ACCESS'] },
    { token: 'posting', application: application.key, person_id: '3', scopes: ['VALUABLE_ACCESS', 'GROUP_CONTENT'] },
    { token: 'short', application: application.key, person_id: '3', expires_in: 1800, refresh_token: 'long' },
  ],
};

const settings = (changes) => ['POST /control/settings', changes];

const V = 'VALUABLE_ACCESS';
const G = 'GROUP_CONTENT';
const P = 'PHOTO_CONTENT';

/**
 * Every method: the permission a session needs, what it takes, what comes back, and what is answered without a session (`bare`; nothing is
 * said where the sources say nothing).
 * @type {Record<string, {scope?: string, params: object, gives: any, bare?: '+'|number, uploaded?: object}>}
 */
export const methods = {
  'stream.get': { scope: V, params: { gid: '55', patterns: 'POST' }, gives: { feeds: [{ pattern: 'POST' }], anchor: 'string' }, bare: 453 },
  'mediatopic.getTopics': {
    scope: V, params: { gid: '55', count: 50 }, bare: 453,
    gives: {
      media_topics: [{
        id: '101', created_ms: 'integer', author_ref: 'group:55', owner_ref: 'group:55', media: [{ type: 'text', text: 'string' }],
      }],
    },
  },
  'mediatopic.getByIds': {
    scope: V, params: { topic_ids: '100,101', media_limit: 1 }, bare: 453,
    gives: {
      media_topics: [{
        id: '100', discussion_summary: { discussion_id: '100', discussion_type: 'GROUP_TOPIC', comments_count: 4 }, like_summary: { count: 0 },
      }],
    },
  },
  'mediatopic.post': { scope: G, params: topic, gives: 'string', bare: 453 },
  'mediatopic.deleteTopic': { scope: G, params: { delete_id: '101' }, gives: { restore_id: 'string', success: true }, bare: 453 },

  'discussions.getComments': {
    scope: V, params: { ...discussion, anchor: 'LAST', direction: 'BACKWARD', count: 1 }, bare: 453,
    gives: {
      has_more: true, anchor: 'string', discussionId: '100', discussionType: 'GROUP_TOPIC',
      comments: [{
        id: 'string', author_id: '3', author_name: 'Ольга Дубкова', author_ref: 'user:3', text: 'Моё', date: 'string', date_ms: 'integer',
        type: 'ACTIVE_MESSAGE',
      }],
    },
  },
  'discussions.getComment': {
    scope: V, params: { ...discussion, comment_id: '@garbage' }, bare: 453,
    gives: { comment: { id: 'string', text: 'Когда вывезут мусор на Чаплыгина?' } },
  },
  'discussions.getDiscussionComments': { scope: V, params: { ...entity, offset: 0, count: 10 }, gives: { comments: 'array' }, bare: 453 },
  'discussions.getDiscussionCommentsCount': { scope: V, params: entity, gives: 'integer', bare: 453 },
  'discussions.get': {
    scope: V, params: discussion, bare: 453,
    gives: { discussion: { object_id: '100', object_type: 'GROUP_TOPIC', total_comments_count: 4, comment_as_admin_allowed: true } },
  },
  'discussions.getList': { scope: V, params: { category: 'GROUP' }, gives: { discussions: 'array' }, bare: 453 },
  'discussions.markAsRead': { scope: V, params: discussion, gives: 'anything', bare: 453 },
  [add]: { scope: V, params: { ...hello, reply_to_comment_id: '@garbage', as_admin: 'true' }, gives: 'string', bare: 453 },
  'discussions.editDiscussionComment': { scope: V, params: { ...discussion, comment_id: '@own', comment: 'Иначе' }, gives: 'anything', bare: 453 },
  'discussions.deleteDiscussionComment': { scope: V, params: { ...discussion, comment_id: '@own' }, gives: 'anything', bare: 453 },
  'discussions.addCommentLike': { scope: V, params: { ...discussion, comment_id: '@garbage' }, gives: 'anything', bare: 453 },

  'photosV2.getUploadUrl': {
    scope: P, params: { gid: '55', count: 2 }, gives: { photo_ids: ['string'], upload_url: 'string', expires: 'anything' }, bare: 453,
  },
  'photosV2.commit': {
    scope: P, params: { photo_id: '%photo', token: '%token', comment: 'Площадь' }, uploaded: {}, bare: 453,
    gives: { photos: [{ photo_id: 'string', status: 'SUCCESS', assigned_photo_id: 'string' }] },
  },

  'group.getInfo': { params: { uids: '55,56', fields: 'uid,name,shortname' }, gives: [{ uid: '55', name: 'Администрация', shortname: 'adm' }], bare: '+' },
  'group.getUserGroupsByIds': { params: { group_id: '55', uids: '3,4' }, gives: [{ userId: '3', status: 'ADMIN' }] },
  'group.getUserGroupsV2': { scope: V, params: { uid: '3' }, gives: { groups: [{ groupId: '55', userId: '3', status: 'ADMIN' }] } },
  'group.getCounters': { scope: V, params: { group_id: '55', counterTypes: 'MEMBERS' }, gives: { counters: 'object' } },

  'users.getInfo': { params: { uids: '1,777', fields: 'UID,NAME,FIRST_NAME' }, gives: [{ uid: '1', name: 'Анна Ветрова', first_name: 'Анна' }] },
  'users.getCurrentUser': { params: {}, gives: { uid: '3', first_name: 'Ольга' }, bare: 453 },
  'users.getLoggedInUser': { params: {}, gives: '3', bare: 453 },
  'users.hasAppPermission': { params: { ext_perm: 'VALUABLE_ACCESS' }, gives: true, bare: 453 },
  'users.getCallsLeft': { params: { methods: 'stream.get' }, gives: [{ name: 'stream.get', available: true, callsLeft: 'integer' }] },
  'url.getInfo': { params: { url: 'https://ok.ru/adm' }, gives: { objectId: 55, objectIdStr: '55', type: 'GROUP' }, bare: '+' },
  'auth.touchSession': { params: {}, gives: true, bare: 453 },
};

/** A topic and a comment with the picture that was sent for this group, or with something else in the place of its token. */
const photo = (id = '%token') => ({ type: 'photo', list: [{ id }] });
const topic_with = (...media) => ({ ...topic, attachment: JSON.stringify({ media: [{ type: 'text', text: 'Площадь' }, ...media], onBehalfOfGroup: 'true' }) });
const comment_with = (...elements) => ({ ...hello, attachments: JSON.stringify(elements) });
const of_group = { gid: '55' };
const other_group = { gid: '56' };
const commit = { photo_id: '%photo', token: '%token' };
const day = ['POST /control/clock', { advance_seconds: 86400 }];

/**
 * What a token is good for: `then` are calls in their order, each done (no code) or refused; what happens `before` them happens after the upload.
 * @type {{what: string, uploaded: object, before?: [string, object?][], then: [string, object, (number|number[])?][]}[]}
 */
export const photo_tokens = [
  { what: 'in a topic', uploaded: of_group, then: [['mediatopic.post', topic_with(photo())]] },
  { what: 'under a comment', uploaded: of_group, then: [[add, comment_with(photo())]] },
  { what: 'twice', uploaded: of_group, then: [['mediatopic.post', topic_with(photo())], ['mediatopic.post', topic_with(photo()), 121], [add, comment_with(photo()), 121]] },
  { what: 'twice in one topic', uploaded: of_group, then: [['mediatopic.post', topic_with(photo(), photo()), 121], ['mediatopic.post', topic_with(photo())]] },
  { what: 'of another group', uploaded: other_group, then: [['mediatopic.post', topic_with(photo()), 121], [add, comment_with(photo()), 121]] },
  { what: 'of no group', uploaded: {}, then: [['mediatopic.post', topic_with(photo()), 121], ['photosV2.commit', commit]] },
  { what: 'when it is over', uploaded: of_group, before: [day], then: [['mediatopic.post', topic_with(photo()), 121], ['photosV2.commit', commit, 121]] },
  { what: 'after the commit', uploaded: of_group, then: [['photosV2.commit', commit], ['mediatopic.post', topic_with(photo()), 121], ['photosV2.commit', commit, 121]] },
  { what: 'the photo id in its place', uploaded: of_group, then: [['mediatopic.post', topic_with(photo('%photo')), 121]] },
  { what: 'with another photo id', uploaded: of_group, then: [['photosV2.commit', { ...commit, photo_id: 'нет' }, [120, 121]]] },
];

/** What the upload server takes none of, with the codes of the API: PHOTO_NO_IMAGE, PHOTO_INVALID_FORMAT and so on. */
export const upload_refusals = [
  { what: 'no picture', text: 'не картинка', code: 503 },
  { what: 'an empty file', text: '', code: 505 },
  { what: 'no file', text: null, code: 505 },
  { what: 'a large file', size: [60, 40], before: settings({ photo_bytes: 50 }), code: 500 },
  { what: 'a small picture', size: [9, 40], before: settings({ photo_side_least: 10 }), code: 501 },
  { what: 'a wide picture', size: [60, 40], before: settings({ photo_side_most: 50 }), code: 502 },
];

const row = (method, token, params, code, ...before) => ({ method, token, params, code, before });

/** @type {{method: string, token: string, params: object, code: number|number[], before: [string, object?][]}[]} */
export const refusals = [
  row('no.such', 'admin', {}, 3),
  row('discussions.getcomments', 'admin', discussion, 3),
  row('users.getCurrentUser', 'unknown', {}, 103),
  row('users.getCurrentUser', 'bot', {}, 103),
  row('users.getCurrentUser', 'short', {}, 102, ['POST /control/clock', { advance_seconds: 1800 }]),
  row('users.getCurrentUser', 'admin', {}, 103, ['POST /control/tokens', { token: 'admin', revoked: true }]),
  row('users.getCurrentUser', 'admin', {}, 210, ['POST /control/applications', { ...application, disabled: true }]),
  row('users.getCurrentUser', 'admin', { fields: 'СТРАННОЕ' }, 220),

  row('mediatopic.getTopics', 'admin', { gid: '999' }, 160),
  row('stream.get', 'admin', { gid: '999' }, 160),
  row('mediatopic.getTopics', 'admin', {}, 100),
  row('mediatopic.getByIds', 'admin', { topic_ids: '100,101' }, 100),
  row('mediatopic.getTopics', 'admin', { gid: '55' }, 3, settings({ get_topics: 'withdrawn' })),
  row('stream.get', 'admin', { gid: '55' }, 10, settings({ stream: 'forbidden' })),
  row('discussions.getComments', 'admin', { ...discussion, discussionId: '999' }, 106),
  row('discussions.getComments', 'admin', { ...discussion, discussionType: 'ТЕМА' }, 100),
  row('discussions.getComments', 'admin', { discussionType: 'GROUP_TOPIC' }, 100),
  row('discussions.getComments', 'admin', { ...discussion, direction: 'ВВЕРХ' }, 100),
  row('discussions.getComments', 'admin', { ...discussion, fields: 'comment.WRONG' }, 220),
  row('discussions.getComments', 'admin', discussion, 300, ['DELETE /control/topics/100']),
  row('discussions.getComments', 'guest', discussion, 456, settings({ members_only: true })),
  row('discussions.getComment', 'admin', { ...discussion, comment_id: 'нет' }, [141, 700]),
  row('users.getInfo', 'admin', { uids: Array.from({ length: 101 }, (_, number) => number + 1).join() }, 100),

  row(add, 'admin', { ...entity }, 100),
  row(add, 'admin', { ...hello, comment: 'я'.repeat(3001) }, [100, 601]),
  row(add, 'admin', { ...hello, reply_to_comment_id: 'нет' }, [141, 700]),
  row(add, 'admin', { ...hello, reply_to_comment_id: '@garbage' }, 702, ['DELETE /control/comments/@garbage']),
  row(add, 'resident', { ...hello, as_admin: 'true' }, 50),
  row(add, 'admin', hello, 456, ['PATCH /control/topics/100', { comments_open: false }]),
  row(add, 'admin', hello, 454, settings({ censored: 'спасибо' })),
  row(add, 'admin', hello, 3, settings({ add_comment: 'withdrawn' })),
  row(add, 'admin', hello, 10, settings({ add_comment: 'forbidden' })),
  row(add, 'admin', hello, 200, settings({ add_comment: 'permission' })),
  row('discussions.editDiscussionComment', 'admin', { ...discussion, comment_id: '@own', comment: 'Поздно' }, 704, ['POST /control/clock', { advance_seconds: 172800 }]),
  row('discussions.editDiscussionComment', 'admin', { ...discussion, comment_id: '@own', comment: 'я'.repeat(3001) }, [100, 601]),
  row('discussions.editDiscussionComment', 'resident', { ...discussion, comment_id: '@own', comment: 'Чужое' }, [10, 24]),
  row('discussions.deleteDiscussionComment', 'resident', { ...discussion, comment_id: '@own' }, [10, 24, 50]),
  row('mediatopic.post', 'resident', topic, 50),
  row('mediatopic.post', 'admin', { ...topic, attachment: '{' }, 100),
  row('mediatopic.post', 'reading', topic, [10, 200]),
  row('mediatopic.post', 'admin', topic_with({ type: 'photo' }), 100),
  row('mediatopic.post', 'admin', topic_with({ type: 'photo', list: [] }), 100),
  row('mediatopic.post', 'admin', topic_with(photo('нет')), [100, 121]),
  row(add, 'admin', { ...hello, attachments: '{' }, 100),
  row(add, 'admin', { ...hello, attachments: '5' }, 100),
  row('photosV2.getUploadUrl', 'admin', { gid: '999' }, 160),
  row('photosV2.getUploadUrl', 'admin', { gid: '55', count: 0 }, 100),
  row('photosV2.getUploadUrl', 'posting', { gid: '55' }, [10, 200]),
  row('photosV2.getUploadUrl', 'admin', { gid: '55' }, 456, ['POST /control/groups', { id: '55', roles: { 3: 'BLOCKED' } }]),
  row('photosV2.commit', 'admin', { photo_id: 'нет', token: 'нет' }, [100, 120, 121]),
  row('photosV2.commit', 'admin', { photo_id: 'нет' }, 100),
  row('mediatopic.deleteTopic', 'resident', { delete_id: '100' }, [10, 24, 50]),
];

/** A topic that is gone is not an error here. */
export const vanished = { method: 'discussions.get', params: discussion, before: 'DELETE /control/topics/100', gives: {} };

/** The error in a second and in a minute of one method, where a test sets a limit; OK publishes none. */
export const quotas = [{ setting: { calls_per_second: 2 }, code: 8, seconds: 1 }, { setting: { calls_per_minute: 2 }, code: 11, seconds: 60 }];

/** A wrong signature, in every way of being wrong. */
export const bad_signatures = {
  absent: ({ sig, ...rest }) => rest,
  'in capitals': ({ sig, ...rest }) => ({ ...rest, sig: sig.toUpperCase() }),
  'of other parameters': (params) => ({ ...params, more: '1' }),
  'of a changed text': (params) => ({ ...params, format: 'JSON' }),
};

export const any_time = [1, 2, 4, 7, 8, 9, 10, 11, 12, 24, 25, 26, 31, 50, 102, 103, 104, 200, 300, 451, 457, 511, 514, 600, 5000, 9999];

/** The Bot API: what is asked at /graph/me, with which token and type; `$chat` is the group's only chat. */
const json = 'application/json;charset=utf-8';
const said = { recipient: { chat_id: '$chat' }, message: { text: 'В приёмную' } };
export const bot = [
  { ask: 'GET /info', gives: { name: 'Администрация', group_id: 'group:55' } },
  { ask: 'GET /chats?count=1', gives: { chats: [{ chat_id: 'string' }] } },
  { ask: 'GET /chat/$chat', gives: { chat_id: 'string' } },
  {
    ask: 'GET /messages/$chat',
    gives: {
      messages: [{ sender: { user_id: 'user:1', name: 'string' }, message: { text: 'Куда обратиться?', mid: 'string' }, timestamp: 'integer' }],
    },
  },
  { ask: 'POST /messages/$chat', body: said, type: json, gives: { success: true, message_id: 'string' } },
  { ask: 'POST /messages/$chat', body: { ...said, recipient: { user_id: 'user:1' } }, type: json, gives: { success: true } },
  { ask: 'POST /messages/$chat', body: { ...said, message: undefined, sender_action: 'mark_seen' }, type: json, gives: { success: true } },
  { ask: 'GET /info', token: 'unknown', code: 103 },
  { ask: 'GET /info', token: 'admin', code: 103 },
  { ask: 'GET /chats?count=101', code: 2001 },
  { ask: 'GET /messages/chat:Cnone', code: 705 },
  { ask: 'POST /messages/$chat', body: said, type: 'text/plain', code: 2001 },
  { ask: 'POST /messages/$chat', body: { recipient: { chat_id: '$chat' } }, type: json, code: 2001 },
];
