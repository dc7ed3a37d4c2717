// The table of methods: what each takes, what it needs, and who does the work.

import * as hashtags from './hashtags.mjs';
import { send_message } from './messages.mjs';
import * as publishing from './publishing.mjs';
import * as reading from './reading.mjs';
import { longer, refreshed } from './tokens.mjs';
import * as writing from './writing.mjs';

/**
 * Columns besides those of graph/network.mjs:
 * `needs`: a right, see access.mjs for what it is called. `tasks`: one of them is needed on the page, any that rules content if not said. `writes`.
 * `login`: only with this one. `public`: any token but that of the application. `public_content`: needs that feature. `platform`: spends the
 * budget of the application. `of_others`: also of what is lent, see objects.mjs. `of_person`: about the caller himself.
 */
const read = { needs: 'basic' };
const manage = { needs: 'comments', tasks: ['MODERATE'], writes: true };
const publish = { needs: 'publish', tasks: ['CREATE_CONTENT'], writes: true };
const message = {
  needs: 'messages', tasks: ['MESSAGING'], writes: true, work: send_message,
  parameters: { recipient: 'json!', message: 'json!', messaging_type: 'one of RESPONSE, UPDATE, MESSAGE_TAG', tag: 'text' },
};
const subscribing = { needs: 'subscribe', tasks: ['MODERATE', 'MANAGE'] };
const of_strangers = { ...read, login: 'facebook', public_content: true, platform: true };

const time_of = ({ created_at }) => created_at;
const media_edge = { ...read, gives: 'IGMedia', time_of };
const comments_edge = { needs: 'read_comments', gives: 'IGComment', limit: { standard: 50, most: 50 } };
const add_comment = { ...manage, parameters: { message: 'text!', ad_id: 'text' }, work: writing.add_comment };

const new_media = {
  image_url: 'text', video_url: 'text', media_type: 'one of IMAGE, VIDEO, REELS, STORIES, CAROUSEL', caption: 'text', alt_text: 'text', children: 'list',
  is_carousel_item: 'flag', share_to_feed: 'flag', location_id: 'text', user_tags: 'list', collaborators: 'list', cover_url: 'text', thumb_offset: 'text',
};

export const methods = {
  'GET /access_token': { any_token: true, parameters: { grant_type: 'one of ig_exchange_token!', client_secret: 'text!' }, work: longer },
  'GET /refresh_access_token': { any_token: true, parameters: { grant_type: 'one of ig_refresh_token!' }, work: refreshed },

  'GET /{user}': { of_person: true },
  'GET /{user}/accounts': { of_person: true, needs: 'accounts', gives: 'Page', list: reading.accounts },
  'GET /{user}/permissions': { of_person: true, gives: 'Permission', list: reading.permissions, id_of: ({ permission }) => permission },

  'GET /{page}': { login: 'facebook', public: true },
  'GET /{page}/subscribed_apps': { ...subscribing, gives: 'Application', list: reading.subscribed_apps },
  'POST /{page}/subscribed_apps': { ...subscribing, writes: true, parameters: { subscribed_fields: 'list!' }, work: writing.subscribe },
  'DELETE /{page}/subscribed_apps': { ...subscribing, writes: true, work: writing.unsubscribe },
  'POST /{page}/messages': message,

  'GET /{account}': read,
  'GET /{account}/media': { ...media_edge, of_others: true, list: reading.media },
  'GET /{account}/stories': { ...media_edge, list: reading.stories },
  'GET /{account}/live_media': { ...media_edge, list: reading.live_media },
  'GET /{account}/tags': { ...media_edge, needs: 'comments', list: reading.tags },
  'GET /{account}/content_publishing_limit': {
    needs: 'publish', gives: 'ContentPublishingLimitResponse', list: publishing.limits, id_of: () => 'limit', parameters: { since: 'time' },
  },
  'GET /{account}/recently_searched_hashtags': {
    ...of_strangers, gives: 'ShadowIGHashtag', list: hashtags.recently_searched, limit: { standard: 25, most: 30 },
  },
  'GET /{account}/subscribed_apps': { ...subscribing, login: 'instagram', gives: 'Application', list: reading.subscribed_apps },
  'POST /{account}/subscribed_apps': { ...subscribing, login: 'instagram', writes: true, parameters: { subscribed_fields: 'list!' }, work: writing.subscribe },
  'DELETE /{account}/subscribed_apps': { ...subscribing, login: 'instagram', writes: true, work: writing.unsubscribe },
  'POST /{account}/media': { ...publish, parameters: new_media, work: publishing.add_container },
  'POST /{account}/media_publish': { ...publish, parameters: { creation_id: 'text!' }, work: publishing.publish },
  'POST /{account}/mentions': { ...manage, parameters: { media_id: 'text!', comment_id: 'text', message: 'text!' }, work: writing.answer_mention },
  'POST /{account}/messages': { ...message, login: 'instagram' },

  'GET /{media}': read,
  'GET /{media}/children': { ...read, of_others: true, gives: 'IGMedia', list: reading.children },
  'GET /{media}/comments': { ...comments_edge, list: reading.comments },
  'POST /{media}': { ...manage, parameters: { comment_enabled: 'flag!' }, work: writing.change_media },
  'DELETE /{media}': { ...publish, login: 'facebook', work: writing.remove_media },
  'POST /{media}/comments': add_comment,

  'GET /{comment}': { needs: 'read_comments' },
  'GET /{comment}/replies': { ...comments_edge, list: reading.replies },
  'POST /{comment}': { ...manage, parameters: { hide: 'flag!', ad_id: 'text' }, work: writing.hide },
  'DELETE /{comment}': { ...manage, work: writing.remove_comment },
  'POST /{comment}/replies': { ...add_comment, parameters: { message: 'text!' } },

  'GET /ig_hashtag_search': { ...of_strangers, parameters: { user_id: 'text!', q: 'text!' }, work: hashtags.search },
  'GET /{hashtag}': { login: 'facebook', public: true, platform: true },
  'GET /{hashtag}/recent_media': { ...of_strangers, gives: 'IGMedia', list: hashtags.recent_media, parameters: { user_id: 'text!' }, limit: { standard: 25, most: 50 } },
  'GET /{hashtag}/top_media': { ...of_strangers, gives: 'IGMedia', list: hashtags.top_media, parameters: { user_id: 'text!' }, limit: { standard: 25, most: 50 } },

  'GET /{container}': { needs: 'publish' },
};

export const nouns = {
  user: 'User', page: 'Page', account: 'IGUser', media: 'IGMedia', comment: 'IGComment', hashtag: 'ShadowIGHashtag', container: 'ShadowIGMediaBuilder',
};
