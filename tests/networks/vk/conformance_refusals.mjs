// What VK is expected to refuse, and with which code; see conformance.mjs. `before` is done at the control interface first.

const thread = { owner_id: -55, post_id: 100 };
const answer = { ...thread, from_group: 55, message: 'Ответ' };
const news = { owner_id: -55, from_group: 1, message: 'Новость' };
const message = { peer_id: 1, random_id: 71, message: 'Добрый день' };
const row = (method, token, params, code, ...before) => ({ method, token, params, code, before });
const person = (changes) => ['POST /control/people', { id: 1, ...changes }];
const community = (changes) => ['POST /control/communities', { id: 55, ...changes }];
const post = (changes) => ['PATCH /control/posts/-55_100', changes];

/** Of any method: the token, the version, the name. `v` and `token` may be absent. */
export const anywhere = [
  { token: null, v: '5.199', method: 'utils.getServerTime', code: 5 },
  { token: 'stranger', v: '5.199', method: 'utils.getServerTime', code: 5 },
  { token: 'service', v: undefined, method: 'utils.getServerTime', code: 8 },
  { token: 'service', v: '5.100', method: 'utils.getServerTime', code: 8 },
  { token: 'service', v: '5.131', method: 'utils.getServerTime', code: undefined },
  { token: 'service', v: '5.199', method: 'Utils.getServerTime', code: 3 },
  { token: 'service', v: '5.199', method: 'utils.getservertime', code: 3 },
  { token: 'service', v: '5.199', method: 'utils.getServerTime', http: 'PUT', code: 9999 },
];

/** How an expired token is met: by the network's own clock. */
export const expiry = { token: 'short', seconds: 3600, code: 5 };

/** Refreshing a person's token at VK ID, one after another: what is sent, and the error; without one there is a new pair, and the old one is dead. */
const good = { grant_type: 'refresh_token', refresh_token: 'refresh', client_id: '7', device_id: 'd', state: 's' };
export const renewable = { token: 'renewable', kind: 'user', user_id: 3, refresh_token: 'refresh', client_id: '7', device_id: 'd' };
export const refreshes = [
  { sent: { ...good, grant_type: 'password' }, error: 'unsupported_grant_type' },
  { sent: { ...good, refresh_token: 'unknown' }, error: 'invalid_grant' },
  { sent: { ...good, device_id: 'another' }, error: 'invalid_grant' },
  { sent: { ...good, client_id: 'another' }, error: 'invalid_grant' },
  { sent: good },
  { sent: good, error: 'invalid_grant' },
];

/** What an ordinary VK ID token may call; all else is 1051. */
export const open_to_vk_id = ['users.get', 'groups.getById'];
export const closed_to_vk_id = ['wall.post', 'wall.createComment', 'newsfeed.search', 'photos.getWallUploadServer', 'messages.send'];

/** @type {{method: string, token: string, params: object, code: number|number[], before: [string, object?][]}[]} */
export const refusals = [
  // reading
  row('wall.get', 'service', { owner_id: -57 }, [15, 203]),
  row('wall.get', 'service', { owner_id: -99 }, 15),
  row('wall.get', 'service', { owner_id: 4 }, 30),
  row('wall.get', 'service', { owner_id: 5 }, 18),
  row('wall.get', 'resident', { owner_id: -55, filter: 'postponed' }, 15),
  row('wall.get', 'service', { owner_id: -55, filter: 'чужие' }, 100),
  row('wall.get', 'service', { owner_id: 'мэрия' }, 100),
  row('wall.getById', 'service', { posts: '' }, 100),
  row('wall.search', 'service', { owner_id: -55 }, 100),
  row('wall.getComments', 'service', { owner_id: -55, post_id: 999 }, [15, 212]),
  row('wall.getComments', 'service', thread, 212, post({ comments_hidden: true })),
  row('wall.getComments', 'service', { ...thread, sort: 'как-нибудь' }, 100),
  row('wall.getComment', 'user', { owner_id: -55, comment_id: 999 }, [104, 212]),
  row('photos.getComments', 'user', { owner_id: -57, photo_id: 1 }, [15, 203]),
  row('photos.get', 'service', { owner_id: 4, album_id: 'wall' }, 30),
  row('video.getComments', 'user', { owner_id: -55, video_id: 9 }, 801, ['PATCH /control/videos/-55_9', { comments_open: false }]),
  row('board.getTopics', 'service', { group_id: 57 }, [15, 203]),
  row('groups.getById', 'service', { group_ids: '99' }, [100, 125]),
  row('groups.getLongPollServer', 'community', { group_id: 56 }, 15),
  row('groups.getLongPollServer', 'community', { group_id: 55 }, 100, community({ long_poll: { enabled: false } })),
  row('messages.getHistory', 'community', {}, 100),
  row('messages.getHistory', 'user', { peer_id: 1 }, 15),
  row('messages.getHistory', 'resident', { peer_id: 1, group_id: 55 }, 15),

  // answering on walls
  row('wall.createComment', 'community', { ...answer, post_id: 999 }, 213),
  row('wall.createComment', 'community', answer, 213, post({ comments_open: false })),
  row('wall.createComment', 'community', answer, 212, post({ comments_hidden: true })),
  row('wall.createComment', 'community', { ...answer, reply_to_comment: 101 }, 213, person({ blocked: [55] })),
  row('wall.createComment', 'community', { ...answer, owner_id: -56 }, 213, ['POST /control/communities', { id: 56, groups_can_post: false }]),
  row('wall.createComment', 'community', { ...answer, message: 'См. https://example.org' }, 222, community({ links_forbidden: true })),
  row('wall.createComment', 'community', { ...thread, from_group: 55 }, 100),
  row('wall.createComment', 'community', { ...answer, from_group: 1 }, 15),
  row('wall.createComment', 'community', { ...answer, attachments: 'poll-55_1' }, 100),
  row('wall.editComment', 'user', { owner_id: -55, comment_id: 101, message: 'Чужое' }, 211),
  row('wall.deleteComment', 'resident', { owner_id: -55, comment_id: 103 }, 211),
  row('wall.deleteComment', 'user', { owner_id: -55, comment_id: 999 }, 104),
  row('wall.restoreComment', 'user', { owner_id: -55, comment_id: 101 }, 243),
  row('wall.restoreComment', 'user', { owner_id: -55, comment_id: 999 }, 104),
  row('wall.closeComments', 'community', { owner_id: -56, post_id: 100 }, 15),

  // publishing
  row('wall.post', 'user', { ...news, publish_date: 1 }, 214),
  row('wall.post', 'user', { ...news, publish_date: 4102444800 }, 214),
  row('wall.post', 'user', { ...news, message: '' }, 100),
  row('wall.post', 'user', { ...news, attachments: 'https://a.example,https://b.example' }, 100),
  row('wall.post', 'user', { ...news, attachments: Array(11).fill('photo3_7').join() }, 100),
  row('wall.post', 'user', { ...news, message: 'www.example.org' }, 222, community({ links_forbidden: true })),
  row('wall.post', 'resident', { owner_id: -55, message: 'Пишу' }, 214, community({ residents_post: 'no' })),
  row('wall.post', 'resident', news, 15),
  row('wall.edit', 'resident', { ...thread, message: 'Чужое' }, 210),
  row('wall.delete', 'resident', thread, 210),
  row('wall.delete', 'user', { owner_id: -55, post_id: 999 }, 104),
  row('wall.edit', 'user', { owner_id: -55, post_id: 999, message: 'Нет' }, [104, 210]),

  // elsewhere
  row('photos.createComment', 'user', { owner_id: -55, photo_id: 7, message: '' }, 100),
  row('video.createComment', 'user', { owner_id: -55, video_id: 9, message: 'Ответ' }, 801, ['PATCH /control/videos/-55_9', { comments_open: false }]),
  row('photos.saveWallPhoto', 'user', { group_id: 55, photo: '[]', server: 1, hash: 'нет' }, [22, 100, 121]),
  row('docs.save', 'community', { file: 'нет' }, 105),
  row('photos.getWallUploadServer', 'resident', { group_id: 55 }, 15),
  row('board.createComment', 'user', { group_id: 55, topic_id: 1, message: '' }, 100),
  row('board.createComment', 'resident', { group_id: 55, topic_id: 1, message: 'Ответ', from_group: 1 }, 15),

  // private messages
  row('messages.send', 'community', { peer_id: 1, message: 'Без номера' }, 100),
  row('messages.send', 'community', { peer_id: 1, random_id: 1 }, 100),
  row('messages.send', 'community', { ...message, peer_id: 2 }, 901),
  row('messages.send', 'community', message, 901, ['POST /control/dialogs', { group_id: 55, person_id: 1, allowed: false }]),
  row('messages.send', 'community', message, 900, person({ blocked: [55] })),
  row('messages.send', 'community', message, 902, person({ messages_closed: true })),
  row('messages.send', 'community', { ...message, peer_id: 2000000001 }, 917),
  row('messages.send', 'community', { ...message, message: 'ы'.repeat(9001) }, [100, 914]),
  row('messages.send', 'community', { ...message, reply_to: 99 }, 100),

  // a script
  row('execute', 'user', { code: 'return API.' }, 12),
  row('execute', 'user', { code: `return [${Array(26).fill('API.utils.getServerTime()').join()}];` }, 13),
];

/** What becomes possible when a cell of the table of tokens is another: reported of VK, though its documents say otherwise. */
export const other_cells = [
  { method: 'wall.post', kind: 'community', params: news, gives: { post_id: 'integer' } },
  { method: 'execute', kind: 'service', params: { code: 'return 1;' }, gives: 1 },
];

/** Codes a call may meet at any time, whoever is at fault. */
export const any_time = [
  1, 2, 4, 5, 7, 9, 10, 15, 17, 18, 19, 23, 24, 27, 28, 29, 30, 32, 36, 42, 43, 100, 103, 104, 203, 219, 220, 223, 224, 1051, 1117, 9999,
];
