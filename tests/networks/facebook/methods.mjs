// The table of methods: what each takes, which permissions of the token and tasks on the page it needs, and who does the work.

import * as posting from './posting.mjs';
import { send_message } from './private_replies.mjs';
import * as reading from './reading.mjs';
import * as writing from './writing.mjs';

/**
 * Columns besides those of graph/network.mjs:
 * `tasks`: one of them is needed, any at all if not said. `writes`. `public`: any token but that of the application. `public_content`: also
 * with the feature Page Public Content Access. `empty_for_users`: a user without the task gets an empty list. `of_person`: about the caller himself.
 */
const own_content = { permissions: ['pages_read_engagement'], tasks: ['CREATE_CONTENT', 'MANAGE', 'MODERATE'], public_content: true };
const people_s_content = { permissions: ['pages_read_engagement', 'pages_read_user_content'], tasks: ['MODERATE'] };
const engaging = { permissions: ['pages_manage_engagement', 'pages_read_engagement', 'pages_show_list'], tasks: ['MODERATE'], writes: true };
const publishing = { permissions: ['pages_manage_posts', 'pages_read_engagement', 'pages_show_list'], tasks: ['CREATE_CONTENT'], writes: true };
const messaging = { permissions: ['pages_messaging'], tasks: ['MESSAGING'] };
const subscribing = { permissions: ['pages_manage_metadata'], tasks: ['MODERATE', 'MANAGE'] };

const paged = { include_hidden: 'flag', limit: 'text', after: 'text', before: 'text' };
const posts_edge = { ...own_content, gives: 'PagePost', parameters: paged, time_of: ({ created_at }) => created_at };

const comments_edge = {
  ...own_content, gives: 'Comment', list: reading.comments, summary: reading.comments_summary, empty_for_users: true,
  time_of: ({ created_at }) => created_at, id_of: ({ id }) => id,
  parameters: { filter: 'one of toplevel, stream', order: 'one of chronological, reverse_chronological' },
};
const add_comment = {
  ...engaging, work: writing.add_comment,
  parameters: { message: 'text', attachment_id: 'text', attachment_url: 'text', attachment_share_url: 'text' },
};
const likes_edge = { ...own_content, gives: 'Profile', list: reading.likes, summary: reading.likes_summary };

const state_of_post = {
  published: 'flag', scheduled_publish_time: 'time',
  unpublished_content_type: 'one of SCHEDULED, SCHEDULED_RECURRING, DRAFT, ADS_POST, INLINE_CREATED, PUBLISHED, REVIEWABLE_BRANDED_CONTENT',
};

export const methods = {
  'GET /{user}': { of_person: true },
  'GET /{user}/accounts': { of_person: true, permissions: ['pages_show_list'], gives: 'Page', list: reading.accounts },
  'GET /{user}/permissions': { of_person: true, gives: 'Permission', list: reading.permissions, id_of: ({ permission }) => permission },

  'GET /{page}': { public: true },
  'GET /{page}/picture': {
    public: true, work: reading.picture,
    parameters: { redirect: 'flag', type: 'one of album, small, normal, large, square', height: 'number', width: 'number' },
  },
  'GET /{page}/feed': { ...posts_edge, list: reading.feed },
  'GET /{page}/posts': { ...posts_edge, list: reading.posts },
  'GET /{page}/published_posts': { ...posts_edge, list: reading.published_posts },
  'GET /{page}/visitor_posts': { ...posts_edge, ...people_s_content, public_content: false, list: reading.visitor_posts },
  'GET /{page}/tagged': {
    ...posts_edge, ...people_s_content, permissions: [...people_s_content.permissions, 'pages_show_list'], public_content: false, list: reading.tagged,
  },
  'GET /{page}/scheduled_posts': { ...posts_edge, public_content: false, list: reading.scheduled_posts },
  'GET /{page}/ratings': {
    ...people_s_content, gives: 'Recommendation', list: reading.ratings, time_of: ({ created_at }) => created_at,
  },
  'GET /{page}/photos': { ...own_content, gives: 'Photo', list: reading.photos },
  'GET /{page}/conversations': {
    ...messaging, gives: 'UnifiedThread', list: reading.conversations,
    parameters: { platform: 'one of MESSENGER, INSTAGRAM', folder: 'text', user_id: 'text', tags: 'list' },
  },
  'GET /{page}/subscribed_apps': { ...subscribing, gives: 'Application', list: reading.subscribed_apps },
  'POST /{page}/subscribed_apps': { ...subscribing, writes: true, parameters: { subscribed_fields: 'list!' }, work: posting.subscribe },
  'DELETE /{page}/subscribed_apps': { ...subscribing, writes: true, work: posting.unsubscribe },
  'POST /{page}/feed': {
    ...publishing, work: posting.add_post, parameters: { message: 'text', link: 'text', attached_media: 'list', ...state_of_post },
  },
  'POST /{page}/photos': {
    ...publishing, work: posting.add_photo,
    parameters: { url: 'text', caption: 'text', message: 'text', published: 'flag', temporary: 'flag', no_story: 'flag' },
  },
  'POST /{page}/messages': {
    ...messaging, writes: true, work: send_message,
    parameters: { recipient: 'json!', message: 'json!', messaging_type: 'one of RESPONSE, UPDATE, MESSAGE_TAG', tag: 'text' },
  },

  'GET /{post}': own_content,
  'GET /{post}/comments': comments_edge,
  'GET /{post}/likes': likes_edge,
  'GET /{post}/reactions': likes_edge,
  'GET /{post}/attachments': { ...own_content, gives: 'StoryAttachment', list: reading.attachments, id_of: ({ url, type }) => url ?? type ?? '' },
  'POST /{post}': {
    ...publishing, work: posting.change_post,
    parameters: { message: 'text', is_hidden: 'flag', is_pinned: 'flag', is_published: 'flag', scheduled_publish_time: 'time' },
  },
  'DELETE /{post}': { ...publishing, work: writing.remove },
  'POST /{post}/comments': add_comment,
  'POST /{post}/likes': { ...engaging, work: writing.like },
  'DELETE /{post}/likes': { ...engaging, work: writing.unlike },

  'GET /{comment}': { ...own_content, tasks: ['MODERATE'] },
  'GET /{comment}/comments': comments_edge,
  'GET /{comment}/likes': likes_edge,
  'GET /{comment}/reactions': likes_edge,
  'POST /{comment}': { ...engaging, work: writing.change_comment, parameters: { message: 'text', is_hidden: 'flag' } },
  'DELETE /{comment}': { ...engaging, work: writing.remove },
  'POST /{comment}/comments': add_comment,
  'POST /{comment}/likes': { ...engaging, work: writing.like },
  'DELETE /{comment}/likes': { ...engaging, work: writing.unlike },

  'GET /{photo}': own_content,
  'GET /{photo}/comments': comments_edge,
  'POST /{photo}/comments': add_comment,
  'DELETE /{photo}': { ...publishing, work: posting.remove_photo },

  'GET /{conversation}': messaging,
  'GET /{conversation}/messages': { ...messaging, gives: 'UnifiedMessage', list: reading.messages, time_of: ({ created_at }) => created_at },
};

export const nouns = { page: 'Page', user: 'User', post: 'PagePost', comment: 'Comment', photo: 'Photo', conversation: 'UnifiedThread' };
