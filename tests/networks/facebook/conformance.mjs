// What must come of every method: for each a call, who may make it, which rights it needs, and what is answered else. Data only; conformance.test.mjs
// walks it. In the calls `{key}` is the id of what has this key in the small world of bench.mjs, `{made}` what `first` has made, `{hook}` a subscriber.

/** Answers: `list` (with something in it), `object` (has an id), `id`, `success`, or the names that must be there. A number is the code of an error. */

/** Who calls: tokens of the small world. `system` is a system user with a role, `user` has one too, `resident` has none, `neighbour` is another page. */
const everybody = ['page', 'user', 'system', 'resident', 'neighbour', 'app', 'nobody'];

const who = (...answers) => Object.fromEntries(everybody.map((name, index) => [name, answers[index]]));

const reading = who('ok', 'ok', 'ok', 10, 10, 10, 104);
const comments = who('ok', 'ok', 'ok', 'empty', 10, 10, 104);
const writing = who('ok', 200, 200, 200, 200, 210, 104);
const anybody = who('ok', 'ok', 'ok', 'ok', 'ok', 10, 104);
const of_page_only = who('ok', 100, 100, 100, 100, 100, 104);
const oneself = who(100, 'ok', 'ok', 100, 100, 100, 104);

const engagement = { pages_read_engagement: 283 };
const people = { pages_read_engagement: 283, pages_read_user_content: 10 };
const engaging = { pages_manage_engagement: 200, pages_read_engagement: 283, pages_show_list: 200 };
const publishing = { pages_manage_posts: 200, pages_read_engagement: 283, pages_show_list: 200 };
const messaging = { pages_messaging: 230 };
const inbox = { rights: messaging, tasks: ['MESSAGING'], budget: { type: 'messenger', code: 80006 } };
const subscribing = { rights: { pages_manage_metadata: 200 }, tasks: ['MODERATE', 'MANAGE'] };

/** `tasks`: what the person behind the token must not lack, and what is answered if he has none of them. */
const moderating = { tasks: ['MODERATE'], lacking: 200 };
const creating = { tasks: ['CREATE_CONTENT'], lacking: 200 };
const any_role = { tasks: ['CREATE_CONTENT', 'MANAGE', 'MODERATE'], lacking: 10 };

const list = { answer: 'list', who: reading, rights: engagement, ...any_role };
const list_of_people = { answer: 'list', who: reading, rights: people, tasks: ['MODERATE'], lacking: 10 };
const list_of_comments = { answer: 'list', who: comments, rights: engagement, ...any_role };
const done = { answer: 'success', who: writing, rights: engaging, ...moderating };
const reply = { ...done, call: { message: 'Передано' }, answer: 'id' };
const published = { answer: 'success', who: writing, rights: publishing, ...creating };

const scheduled = ['POST /10/feed', { message: 'Позже', published: false, scheduled_publish_time: '{soon}' }];
const liked = (key) => [`POST /{${key}}/likes`, {}];
const photo = ['POST /10/photos', { url: 'https://example.org/a.jpg' }];
const subscription = { object: 'page', callback_url: '{hook}', verify_token: 'geheim', fields: 'feed' };
const of_app = { by: 'app', who: { app: 'ok', page: 15, user: 15, nobody: 104 } };
const credentials = { client_id: '900', client_secret: '0123456789abcdef0123456789abcdef' };

/** by method: `path`, `call` its parameters, `first` a call that comes before, `by` whose token is good (page if not said) */
export const conformance = {
  'GET /{user}': { path: '/3', by: 'user', answer: 'object', who: oneself },
  'GET /{user}/accounts': { path: '/3/accounts', by: 'user', answer: 'list', who: oneself, rights: { pages_show_list: 'empty' } },
  'GET /{user}/permissions': { path: '/3/permissions', by: 'user', answer: 'list', who: oneself },

  'GET /{page}': { path: '/10', answer: 'object', who: anybody },
  'GET /{page}/picture': { path: '/10/picture', call: { redirect: false }, answer: ['data'], who: anybody },
  'GET /{page}/feed': { path: '/10/feed', ...list },
  'GET /{page}/posts': { path: '/10/posts', ...list },
  'GET /{page}/published_posts': { path: '/10/published_posts', ...list },
  'GET /{page}/visitor_posts': { path: '/10/visitor_posts', ...list_of_people },
  'GET /{page}/tagged': { path: '/10/tagged', ...list_of_people, rights: { ...people, pages_show_list: 200 } },
  'GET /{page}/scheduled_posts': { path: '/10/scheduled_posts', first: scheduled, ...list },
  'GET /{page}/ratings': { path: '/10/ratings', ...list_of_people },
  'GET /{page}/photos': { path: '/10/photos', first: photo, ...list },
  'GET /{page}/conversations': { path: '/10/conversations', answer: 'list', who: reading, ...inbox, lacking: 10 },
  'GET /{page}/subscribed_apps': { path: '/10/subscribed_apps', answer: 'list', who: reading, ...subscribing, lacking: 10 },
  'POST /{page}/subscribed_apps': {
    path: '/10/subscribed_apps', call: { subscribed_fields: 'feed' }, answer: 'success', who: writing, ...subscribing, lacking: 200,
  },
  'DELETE /{page}/subscribed_apps': { path: '/10/subscribed_apps', answer: 'success', who: writing, ...subscribing, lacking: 200 },
  'POST /{page}/feed': { path: '/10/feed', call: { message: 'Новость' }, ...published, answer: 'id' },
  'POST /{page}/photos': { path: '/10/photos', call: { url: 'https://example.org/b.jpg' }, ...published, answer: ['id', 'post_id'] },
  'POST /{page}/messages': {
    path: '/10/messages', call: { recipient: { comment_id: '{when}' }, message: { text: 'Пришлите адрес' } }, answer: ['recipient_id', 'message_id'],
    who: writing, ...inbox, lacking: 200,
  },

  'GET /{post}': { path: '/{garbage}', ...list, answer: 'object' },
  'GET /{post}/comments': { path: '/{garbage}/comments', ...list_of_comments },
  'GET /{post}/likes': { path: '/{garbage}/likes', first: liked('garbage'), ...list },
  'GET /{post}/reactions': { path: '/{garbage}/reactions', first: liked('garbage'), ...list },
  'GET /{post}/attachments': { path: '/{picture}/attachments', ...list },
  'POST /{post}': { path: '/{garbage}', call: { message: 'Иначе' }, ...published },
  'DELETE /{post}': { path: '/{garbage}', ...published },
  'POST /{post}/comments': { path: '/{garbage}/comments', ...reply },
  'POST /{post}/likes': { path: '/{garbage}/likes', ...done },
  'DELETE /{post}/likes': { path: '/{garbage}/likes', first: liked('garbage'), ...done },

  'GET /{comment}': { path: '/{when}', answer: 'object', who: reading, rights: engagement, tasks: ['MODERATE'], lacking: 10 },
  'GET /{comment}/comments': { path: '/{when}/comments', ...list_of_comments },
  'GET /{comment}/likes': { path: '/{when}/likes', first: liked('when'), ...list },
  'GET /{comment}/reactions': { path: '/{when}/reactions', first: liked('when'), ...list },
  'POST /{comment}': { path: '/{when}', call: { is_hidden: true }, ...done },
  'DELETE /{comment}': { path: '/{when}', ...done },
  'POST /{comment}/comments': { path: '/{when}/comments', ...reply },
  'POST /{comment}/likes': { path: '/{when}/likes', ...done },
  'DELETE /{comment}/likes': { path: '/{when}/likes', first: liked('when'), ...done },

  'GET /{photo}': { path: '/{made}', first: photo, ...list, answer: 'object' },
  'GET /{photo}/comments': { path: '/{made}/comments', first: photo, then: ['POST /{made}/comments', { message: 'К снимку' }], ...list_of_comments },
  'POST /{photo}/comments': { path: '/{made}/comments', first: photo, ...reply },
  'DELETE /{photo}': { path: '/{made}', first: photo, ...published },

  'GET /{conversation}': { path: '/t_101', answer: 'object', who: of_page_only, ...inbox, lacking: 10 },
  'GET /{conversation}/messages': { path: '/t_101/messages', answer: 'list', who: of_page_only, ...inbox, lacking: 10 },

  'GET /oauth/access_token': {
    path: '/oauth/access_token', call: { grant_type: 'client_credentials', ...credentials }, by: 'nobody', answer: ['access_token'], who: { nobody: 'ok' },
  },
  'GET /debug_token': { path: '/debug_token', call: { input_token: 'page' }, by: 'app', answer: ['data'], who: { app: 'ok', page: 'ok', nobody: 104 } },
  'GET /{app}': { path: '/900', by: 'app', answer: 'object', who: { app: 'ok', page: 'ok', nobody: 104 } },
  'GET /{app}/subscriptions': { path: '/900/subscriptions', first: ['POST /900/subscriptions', subscription], answer: 'list', ...of_app },
  'POST /{app}/subscriptions': { path: '/900/subscriptions', call: subscription, answer: 'success', ...of_app },
  'DELETE /{app}/subscriptions': { path: '/900/subscriptions', answer: 'success', ...of_app },
};
