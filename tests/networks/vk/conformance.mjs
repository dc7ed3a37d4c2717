// What VK is expected to answer, written from its documentation, its official schema and the notes of those who use it – not from the
// simulator's own table. conformance.test.mjs walks it with clients of others. `code` may be a list where the sources differ.

import { small_world } from './bench.mjs';

const thread = { owner_id: -55, post_id: 100 };
const photo = { owner_id: -55, photo_id: 7 };
const video = { owner_id: -55, video_id: 9 };
const topic = { group_id: 55, topic_id: 1 };
const message = { peer_id: 1, random_id: 71, message: 'Добрый день', group_id: 55 };
const all_rights = ['manage', 'wall', 'messages', 'photos', 'docs', 'video'];
const all_bits = 262144 + 8192 + 4096 + 4 + 131072 + 16;

export const world = {
  ...small_world, settings: { rate_limits: false },
  communities: [...small_world.communities, { id: 57, name: 'Закрытое', screen_name: 'zakryto', is_closed: 1 }],
  people: [
    ...small_world.people, { id: 4, first_name: 'Скрытный', is_closed: true }, { id: 5, first_name: 'Нет', deactivated: 'deleted' },
  ],
  tokens: [
    { token: 'service', kind: 'service' },
    { token: 'community', kind: 'community', group_id: 55, permissions: all_rights },
    { token: 'user', kind: 'user', user_id: 3, administers: [55], permissions: all_rights },
    { token: 'resident', kind: 'user', user_id: 1 },
    { token: 'vk_id', kind: 'user', user_id: 3, administers: [55], vk_id: true },
    { token: 'short', kind: 'user', user_id: 3, expires_in: 3600 },
  ],
  photos: [{ id: 7, owner_id: -55, text: 'Площадь', comments: [{ from_id: 1, text: 'Красиво', age: '5h' }, { from_id: 3, text: 'Моё', age: '1h' }] }],
  videos: [{ id: 9, owner_id: -55, title: 'Заседание', comments: [{ from_id: 1, text: 'Нет звука', age: '5h' }, { from_id: 3, text: 'Моё', age: '1h' }] }],
  messages: [{ group_id: 55, from_id: 1, text: 'Здравствуйте', age: '3h' }],
};

/** A picture sent to an upload server first; its answer joins the parameters. */
const sent_to = (method, part, params = { group_id: 55 }) => ({ method, part, params });
const list = { count: 'integer', items: 'array' };

/**
 * Every method: who may call it – person, community, service, + or -, in this order – with which right, and what then comes back.
 * A community is refused with 27, a service token with 28, a person with 5, 15 or 1051.
 * @type {Record<string, {may: string, right?: string, params: object, upload?: object, gives: any}>}
 */
export const methods = {
  'newsfeed.search': { may: '+-+', params: { q: 'мусор' }, gives: { ...list, total_count: 'integer' } },
  'newsfeed.getMentions': { may: '+--', params: { owner_id: -55 }, gives: list },
  'newsfeed.getComments': { may: '+--', params: { start_time: 1 }, gives: { items: 'array', profiles: 'array', groups: 'array' } },

  'wall.get': { may: '+-+', params: { owner_id: -55 }, gives: { ...list, count: 1 } },
  'wall.getById': { may: '+-+', params: { posts: '-55_100' }, gives: { items: [{ id: 100, owner_id: -55, text: 'string' }] } },
  'wall.search': { may: '+-+', params: { owner_id: -55, query: 'мусор' }, gives: list },
  'wall.getComments': { may: '+-+', params: thread, gives: { count: 4, current_level_count: 2, items: [{ id: 101, thread: { count: 2 } }] } },
  'wall.getComment': { may: '+--', params: { owner_id: -55, comment_id: 101 }, gives: { items: [{ id: 101 }] } },
  'wall.createComment': {
    may: '++-', right: 'wall', params: { ...thread, from_group: 55, message: 'Ответ', reply_to_comment: 104 },
    gives: { comment_id: 'integer', parents_stack: [101] },
  },
  'wall.editComment': { may: '+--', right: 'wall', params: { owner_id: -55, comment_id: 'own', message: 'Иначе' }, gives: 1 },
  'wall.deleteComment': { may: '+--', right: 'wall', params: { owner_id: -55, comment_id: 101 }, gives: 1 },
  'wall.restoreComment': { may: '+--', right: 'wall', params: { owner_id: -55, comment_id: 'deleted' }, gives: 1 },
  'wall.openComments': { may: '++-', right: 'wall', params: thread, gives: 1 },
  'wall.closeComments': { may: '++-', right: 'wall', params: thread, gives: 1 },
  'wall.post': { may: '+--', right: 'wall', params: { owner_id: -55, from_group: 1, message: 'Новость' }, gives: { post_id: 'integer' } },
  'wall.edit': { may: '+--', right: 'wall', params: { ...thread, message: 'Иначе' }, gives: { post_id: 100 } },
  'wall.delete': { may: '+--', right: 'wall', params: thread, gives: 1 },

  'board.getTopics': { may: '+-+', params: { group_id: 55 }, gives: { ...list, default_order: 'integer' } },
  'board.getComments': { may: '+-+', params: topic, gives: { count: 2, items: [{ id: 1, text: 'Задавайте' }] } },
  'board.createComment': { may: '+--', params: { ...topic, message: 'Ответ', from_group: 1 }, gives: 'integer' },
  'board.deleteComment': { may: '++-', params: { ...topic, comment_id: 2 }, gives: 1 },

  'photos.getWallUploadServer': {
    may: '+--', right: 'photos', params: { group_id: 55 }, gives: { upload_url: 'string', album_id: 'integer', user_id: 'integer' },
  },
  'photos.saveWallPhoto': {
    may: '+--', right: 'photos', params: { group_id: 55, photo: '[]' }, upload: sent_to('photos.getWallUploadServer', 'photo'),
    gives: [{ id: 'integer', owner_id: 'integer', access_key: 'string', sizes: 'array' }],
  },
  'photos.getMessagesUploadServer': { may: '++-', right: 'photos', params: { peer_id: 1 }, gives: { upload_url: 'string' } },
  'photos.saveMessagesPhoto': {
    may: '++-', right: 'photos', params: { photo: '[]' }, upload: sent_to('photos.getMessagesUploadServer', 'photo', { peer_id: 1 }),
    gives: [{ id: 'integer', owner_id: 'integer', sizes: 'array' }],
  },
  'photos.get': { may: '+-+', params: { owner_id: -55, album_id: 'wall' }, gives: { count: 1, items: [{ id: 7, sizes: 'array' }] } },
  'photos.getComments': { may: '+--', right: 'photos', params: photo, gives: { count: 2, items: [{ text: 'Красиво' }] } },
  'photos.getAllComments': { may: '+--', right: 'photos', params: { owner_id: -55 }, gives: { count: 2, items: [{ text: 'Моё', pid: 7 }] } },
  'photos.createComment': { may: '+--', right: 'photos', params: { ...photo, message: 'Спасибо', from_group: 1 }, gives: 'integer' },
  'photos.deleteComment': { may: '+--', right: 'photos', params: { owner_id: -55, comment_id: 2 }, gives: 1 },
  'docs.getWallUploadServer': { may: '++-', right: 'docs', params: { group_id: 55 }, gives: { upload_url: 'string' } },
  'docs.save': {
    may: '++-', right: 'docs', params: { file: 'нет' }, upload: sent_to('docs.getWallUploadServer', 'file'),
    gives: { type: 'doc', doc: { id: 'integer', owner_id: -55, ext: 'png' } },
  },

  'video.get': { may: '+--', right: 'video', params: { owner_id: -55 }, gives: { count: 1, items: [{ id: 9, title: 'Заседание' }] } },
  'video.getComments': { may: '+--', right: 'video', params: video, gives: { count: 2, current_level_count: 2, items: [{ thread: { count: 0 } }] } },
  'video.createComment': { may: '+--', right: 'video', params: { ...video, message: 'Исправим', from_group: 1 }, gives: 'integer' },
  'video.deleteComment': { may: '+--', right: 'video', params: { owner_id: -55, comment_id: 2 }, gives: 1 },

  'messages.send': { may: '++-', right: 'messages', params: message, gives: 'integer' },
  'messages.markAsRead': { may: '++-', right: 'messages', params: { peer_id: 1, group_id: 55 }, gives: 1 },
  'messages.getConversations': {
    may: '++-', right: 'messages', params: { group_id: 55 },
    gives: {
      count: 1, unread_count: 1,
      items: [{ conversation: { peer: { id: 1, type: 'user' }, can_write: { allowed: true } }, last_message: { text: 'Здравствуйте' } }],
    },
  },
  'messages.getHistory': {
    may: '++-', right: 'messages', params: { peer_id: 1, group_id: 55 }, gives: { count: 1, items: [{ from_id: 1, out: 0, peer_id: 1 }] },
  },
  'messages.getById': { may: '++-', right: 'messages', params: { message_ids: '1', group_id: 55 }, gives: { count: 1, items: 'array' } },
  'messages.isMessagesFromGroupAllowed': { may: '++-', right: 'messages', params: { group_id: 55, user_id: 1 }, gives: { is_allowed: 1 } },

  'groups.getById': {
    may: '+++', params: { group_ids: '55' }, gives: { groups: [{ id: 55, name: 'Администрация', screen_name: 'adm', photo_200: 'string' }] },
  },
  'groups.getTokenPermissions': { may: '-+-', params: {}, gives: { mask: all_bits, permissions: [{ name: 'string', setting: 'integer' }] } },
  'groups.getLongPollServer': { may: '++-', right: 'manage', params: { group_id: 55 }, gives: { key: 'string', server: 'string', ts: 'string' } },
  'groups.getLongPollSettings': { may: '++-', right: 'manage', params: { group_id: 55 }, gives: { events: { wall_reply_new: 1 } } },
  'groups.setLongPollSettings': { may: '++-', right: 'manage', params: { group_id: 55, enabled: 1, wall_post_new: 1 }, gives: 1 },
  'users.get': { may: '+++', params: { user_ids: '1' }, gives: [{ id: 1, first_name: 'Анна', last_name: 'Ветрова' }] },
  'account.getAppPermissions': { may: '+--', params: {}, gives: all_bits },
  'account.getProfileInfo': { may: '+--', params: {}, gives: { id: 3, first_name: 'Олег' } },
  'utils.resolveScreenName': { may: '+++', params: { screen_name: 'adm' }, gives: { type: 'page', object_id: 55 } },
  'utils.getServerTime': { may: '+++', params: {}, gives: 'integer' },
  execute: { may: '++-', params: { code: 'return {"time": API.utils.getServerTime()};' }, gives: { time: 'integer' } },
};

/** Calls of a method in 24 hours by one token, 29 beyond; requests in a second by a kind of token, 6 beyond. */
export const quotas = { day: { 'wall.get': 5000, 'wall.search': 1000, 'newsfeed.search': 1000 }, second: { service: 3, user: 3, community: 20 } };

/** What a parameter may be; one less and one more is 100. */
export const bounds = {
  'newsfeed.search count': [0, 200], 'newsfeed.getMentions count': [0, 50], 'newsfeed.getComments count': [0, 100],
  'newsfeed.getComments last_comments_count': [0, 10], 'wall.getComments thread_items_count': [0, 10], 'wall.search count': [0, 100],
  'board.getTopics count': [0, 100], 'board.getComments count': [0, 100], 'photos.getComments count': [0, 100], 'photos.get count': [0, 1000],
  'video.getComments count': [0, 100], 'video.getComments thread_items_count': [0, 10], 'video.get count': [0, 200],
  'messages.getConversations count': [0, 200], 'messages.getHistory count': [0, 200], 'groups.getLongPollServer group_id': [1, undefined],
};
