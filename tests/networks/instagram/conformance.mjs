// What must come of every method: for each a call, who may make it, which rights it needs, and what is answered else. Data only; conformance.test.mjs
// walks it. In the calls `{key}` is the id of what has this key in the small world of bench.mjs, `{made}` what `first` has made, `{hook}` a
// subscriber, `{pictures}` a place with pictures.

/** Answers: `list` (with something in it), `object` (has an id), `id`, `success`, or the names that must be there. A number is the code of an error. */

/** Who calls: tokens of the small world. `system` is a system user with a role, `user` has one too, `resident` has none, `neighbour` is another page,
 *  `instagram` comes from an Instagram login. */
const everybody = ['page', 'user', 'system', 'resident', 'neighbour', 'instagram', 'app', 'nobody'];

const who = (...answers) => Object.fromEntries(everybody.map((name, index) => [name, answers[index]]));

const reading = who('ok', 'ok', 'ok', 100, 100, 'ok', 10, 104);
const writing = who('ok', 'ok', 'ok', 100, 100, 'ok', 210, 104);
const reading_a = who('ok', 'ok', 'ok', 100, 100, 100, 10, 104);
const writing_a = who('ok', 'ok', 'ok', 100, 100, 100, 210, 104);
const only_b = who(100, 100, 100, 100, 100, 'ok', 100, 104);
const oneself = who(100, 'ok', 'ok', 100, 100, 100, 100, 104);
const anybody_a = who('ok', 'ok', 'ok', 'ok', 'ok', 100, 10, 104);

/** By the login of the token: what is answered without each. */
const of_pages = { instagram_basic: 10, pages_read_engagement: 283, pages_show_list: 200 };
const basic = { page: of_pages, instagram: { instagram_business_basic: 10 } };
const comments = { page: { ...of_pages, instagram_manage_comments: 10 }, instagram: { instagram_business_basic: 10, instagram_business_manage_comments: 10 } };
const publishing = { page: { ...of_pages, instagram_content_publish: 10 }, instagram: { instagram_business_basic: 10, instagram_business_content_publish: 10 } };
const messaging = {
  page: { instagram_basic: 10, instagram_manage_messages: 10 }, instagram: { instagram_business_basic: 10, instagram_business_manage_messages: 10 },
};
const subscribing = { page: { pages_manage_metadata: 200 }, instagram: { instagram_business_basic: 10 } };

/** `tasks`: what the person behind the token must not lack, and what is answered if he has none of them. */
const any_role = { tasks: ['CREATE_CONTENT', 'MANAGE', 'MODERATE'], lacking: 10 };
const moderating = { tasks: ['MODERATE'], lacking: 200 };
const creating = { tasks: ['CREATE_CONTENT'], lacking: 200 };
const managing = { tasks: ['MODERATE', 'MANAGE'] };

/** `budget`: what calls with the page's token spend, that of the account if not said. */
const platform = { budget: { id: '900', type: 'app', code: 4 } };
const messenger = { budget: { id: '20', type: 'messenger', code: 80006 } };

const list = { answer: 'list', who: reading, rights: basic, ...any_role };
const object = { ...list, answer: 'object' };
const done = { answer: 'success', who: writing, rights: comments, ...moderating };
const said = { ...done, call: { message: 'Передано' }, answer: 'id' };
const published = { answer: 'id', who: writing, rights: publishing, ...creating };
const of_hashtag = { ...list, who: reading_a, rights: { page: of_pages }, ...platform };
const of_person = { who: oneself, by: 'user' };
const private_reply = { call: { recipient: { comment_id: '{when}' }, message: { text: 'Пришлите адрес' } }, answer: ['recipient_id', 'message_id'], rights: messaging, ...messenger };
const by_account = { by: 'instagram', who: only_b };

const container = ['POST /20/media', { image_url: '{pictures}/a.jpg' }];
const searched = ['GET /ig_hashtag_search', { user_id: '20', q: 'город' }];
const subscription = { object: 'instagram', callback_url: '{hook}', verify_token: 'geheim', fields: 'comments' };
const of_app = { by: 'app', who: { app: 'ok', page: 15, user: 15, instagram: 15, nobody: 104 } };
const credentials = { client_id: '900', client_secret: '0123456789abcdef0123456789abcdef' };

/** by method: `path`, `call` its parameters, of which all but the `optional` are needed, `first` a call that comes before, `after` seconds that pass before, `by` whose token is good (page if not said) */
export const conformance = {
  'GET /access_token': {
    path: '/access_token', call: { grant_type: 'ig_exchange_token', client_secret: credentials.client_secret }, by: 'short', answer: ['access_token', 'expires_in'],
    who: { short: 'ok', instagram: 100, page: 190, app: 190, nobody: 104 },
  },
  'GET /refresh_access_token': {
    path: '/refresh_access_token', call: { grant_type: 'ig_refresh_token' }, after: 86400, by: 'instagram', answer: ['access_token', 'permissions'],
    who: { instagram: 'ok', short: 190, page: 190, app: 190, nobody: 104 },
  },

  'GET /{user}': { path: '/3', answer: 'object', ...of_person },
  'GET /{user}/accounts': { path: '/3/accounts', answer: 'list', ...of_person, rights: { user: { pages_show_list: 'empty' } } },
  'GET /{user}/permissions': { path: '/3/permissions', answer: 'list', ...of_person },

  'GET /{page}': { path: '/10', answer: 'object', who: anybody_a, ...platform },
  'GET /{page}/subscribed_apps': { path: '/10/subscribed_apps', answer: 'list', who: reading_a, rights: subscribing, ...managing, lacking: 10, ...platform },
  'POST /{page}/subscribed_apps': {
    path: '/10/subscribed_apps', call: { subscribed_fields: 'feed' }, answer: 'success', who: writing_a, rights: subscribing, ...managing, lacking: 200, ...platform,
  },
  'DELETE /{page}/subscribed_apps': { path: '/10/subscribed_apps', answer: 'success', who: writing_a, rights: subscribing, ...managing, lacking: 200, ...platform },
  'POST /{page}/messages': { path: '/10/messages', ...private_reply, who: writing_a, tasks: ['MESSAGING'], lacking: 200 },

  'GET /{account}': { path: '/20', ...object },
  'GET /{account}/media': { path: '/20/media', ...list },
  'GET /{account}/stories': { path: '/20/stories', ...list },
  'GET /{account}/live_media': { path: '/20/live_media', ...list },
  'GET /{account}/tags': { path: '/20/tags', ...list, rights: comments },
  'GET /{account}/content_publishing_limit': { path: '/20/content_publishing_limit', ...list, rights: publishing },
  'GET /{account}/recently_searched_hashtags': { path: '/20/recently_searched_hashtags', first: searched, ...of_hashtag },
  'GET /{account}/subscribed_apps': { path: '/20/subscribed_apps', answer: 'list', ...by_account, rights: subscribing },
  'POST /{account}/subscribed_apps': { path: '/20/subscribed_apps', call: { subscribed_fields: 'comments,mentions' }, answer: 'success', ...by_account, rights: subscribing },
  'DELETE /{account}/subscribed_apps': { path: '/20/subscribed_apps', answer: 'success', ...by_account, rights: subscribing },
  'POST /{account}/media': { path: '/20/media', call: { image_url: '{pictures}/b.jpg', caption: 'Ярмарка' }, optional: ['caption'], ...published },
  'POST /{account}/media_publish': { path: '/20/media_publish', first: container, after: 5, call: { creation_id: '{made}' }, ...published },
  'POST /{account}/mentions': { path: '/20/mentions', ...said, call: { media_id: '{pit}', message: 'Засыплем' } },
  'POST /{account}/messages': { path: '/20/messages', ...private_reply, ...by_account },

  'GET /{media}': { path: '/{garbage}', ...object },
  'GET /{media}/children': { path: '/{album}/children', ...list },
  'GET /{media}/comments': { path: '/{garbage}/comments', ...list },
  'POST /{media}': { path: '/{garbage}', call: { comment_enabled: false }, ...done },
  'DELETE /{media}': { path: '/{garbage}', answer: 'success', who: writing_a, rights: { page: publishing.page }, ...creating },
  'POST /{media}/comments': { path: '/{garbage}/comments', ...said },

  'GET /{comment}': { path: '/{when}', ...object },
  'GET /{comment}/replies': { path: '/{when}/replies', ...list },
  'POST /{comment}': { path: '/{when}', call: { hide: true }, ...done },
  'DELETE /{comment}': { path: '/{when}', ...done },
  'POST /{comment}/replies': { path: '/{when}/replies', ...said },

  'GET /ig_hashtag_search': { path: '/ig_hashtag_search', call: searched[1], ...of_hashtag },
  'GET /{hashtag}': { path: '/{tag}', answer: 'object', who: anybody_a, ...platform },
  'GET /{hashtag}/recent_media': { path: '/{tag}/recent_media', call: { user_id: '20' }, ...of_hashtag },
  'GET /{hashtag}/top_media': { path: '/{tag}/top_media', call: { user_id: '20' }, ...of_hashtag },

  'GET /{container}': { path: '/{made}', first: container, ...object, rights: publishing },

  'GET /oauth/access_token': { path: '/oauth/access_token', call: { grant_type: 'client_credentials', ...credentials }, by: 'nobody', answer: ['access_token'], who: { nobody: 'ok' } },
  'GET /debug_token': { path: '/debug_token', call: { input_token: 'page' }, by: 'app', answer: ['data'], who: { app: 'ok', page: 'ok', instagram: 'ok', nobody: 104 } },
  'GET /{app}': { path: '/900', by: 'app', answer: 'object', who: { app: 'ok', page: 'ok', nobody: 104 } },
  'GET /{app}/subscriptions': { path: '/900/subscriptions', first: ['POST /900/subscriptions', subscription], answer: 'list', ...of_app },
  'POST /{app}/subscriptions': { path: '/900/subscriptions', call: subscription, answer: 'success', ...of_app },
  'DELETE /{app}/subscriptions': { path: '/900/subscriptions', answer: 'success', ...of_app },
};
