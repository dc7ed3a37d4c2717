// The table of methods: who may call them, what they take, and who does the work.
// `setting` names the switch that can close a method whose availability is uncertain.

import {
  get_comment, get_comments, get_discussion, get_discussion_comments, get_discussion_comments_count, get_list, mark_as_read,
} from './discussions.mjs';
import { add_comment, delete_comment, edit_comment, like_comment } from './discussions_writing.mjs';
import {
  get_calls_left, get_counters, get_current_user, get_groups, get_logged_in_user, get_url, get_user_groups, get_user_groups_by_ids, get_users,
  has_permission, touch_session,
} from './people.mjs';
import { commit_photo, get_upload_url } from './photos.mjs';
import { delete_topic, get_by_ids, get_stream, get_topics, post_topic } from './topics.mjs';

/** What a closed method answers, by the value of its setting. */
export const refusals = { withdrawn: 3, forbidden: 10, permission: 200 };

const page = { anchor: 'text', direction: 'direction', count: 'count', fields: 'list' };
const discussion = { discussionId: 'text!', discussionType: 'discussion_type!' };
const entity = { entityId: 'text!', entityType: 'discussion_type!' };
const one_comment = { ...discussion, comment_id: 'text!' };

const valuable = { session: 'needed', scope: 'VALUABLE_ACCESS' };
const content = { session: 'needed', scope: 'GROUP_CONTENT' };
const photos = { session: 'needed', scope: 'PHOTO_CONTENT' };
const personal = { session: 'needed' };
const anybody = { session: 'free' };

const row = (access, parameters, handler, setting) => ({ ...access, parameters, handler, setting });

/** @type {Record<string, {session: 'needed'|'free', scope?: string, parameters: object, handler: Function, setting?: string}>} */
export const methods = {
  'stream.get': row(valuable, { gid: 'text!', patterns: 'list', ...page }, get_stream, 'stream'),
  'mediatopic.getTopics': row(valuable, { gid: 'text!', ...page }, get_topics, 'get_topics'),
  'mediatopic.getByIds': row(valuable, { topic_ids: 'hundred!', media_limit: 'number', fields: 'list' }, get_by_ids),
  'mediatopic.post': row(content, { type: 'text!', gid: 'text!', attachment: 'json!' }, post_topic),
  'mediatopic.deleteTopic': row(content, { delete_id: 'text!' }, delete_topic),

  'discussions.getComments': row(valuable, { ...discussion, ...page, includeRemoved: 'flag', mark_as_read: 'flag', frmt: 'text' }, get_comments),
  'discussions.getComment': row(valuable, { ...one_comment, fields: 'list' }, get_comment),
  'discussions.getDiscussionComments': row(valuable, { ...entity, offset: 'number', count: 'count' }, get_discussion_comments),
  'discussions.getDiscussionCommentsCount': row(valuable, entity, get_discussion_comments_count),
  'discussions.get': row(valuable, { ...discussion, fields: 'list' }, get_discussion),
  'discussions.getList': row(valuable, { category: 'text', types: 'list', ...page }, get_list),
  'discussions.markAsRead': row(valuable, discussion, mark_as_read),
  'discussions.addDiscussionComment': row(valuable, {
    ...entity, comment: 'text!', reply_to_comment_id: 'text', as_admin: 'flag', attachments: 'json', frmt: 'text', fields: 'list',
  }, add_comment, 'add_comment'),
  'discussions.editDiscussionComment': row(valuable, { ...one_comment, comment: 'text!' }, edit_comment),
  'discussions.deleteDiscussionComment': row(valuable, one_comment, delete_comment),
  'discussions.addCommentLike': row(valuable, one_comment, like_comment),

  'photosV2.getUploadUrl': row(photos, { gid: 'text', aid: 'text', uid: 'text', count: 'count' }, get_upload_url),
  'photosV2.commit': row(photos, { photo_id: 'text!', token: 'text!', comment: 'text' }, commit_photo),

  'group.getInfo': row(anybody, { uids: 'hundred!', fields: 'list' }, get_groups),
  'group.getUserGroupsByIds': row(anybody, { group_id: 'text!', uids: 'hundred!' }, get_user_groups_by_ids),
  'group.getUserGroupsV2': row(valuable, { uid: 'text', anchor: 'text', direction: 'direction', count: 'count' }, get_user_groups),
  'group.getCounters': row(valuable, { group_id: 'text!', counterTypes: 'list' }, get_counters),

  'users.getInfo': row(anybody, { uids: 'hundred!', fields: 'list', emptyPictures: 'flag' }, get_users),
  'users.getCurrentUser': row(personal, { fields: 'list' }, get_current_user),
  'users.getLoggedInUser': row(personal, {}, get_logged_in_user),
  'users.hasAppPermission': row(personal, { ext_perm: 'text!' }, has_permission),
  'users.getCallsLeft': row(anybody, { methods: 'list!', uid: 'text' }, get_calls_left),

  'url.getInfo': row(anybody, { url: 'text!' }, get_url),
  'auth.touchSession': row(personal, {}, touch_session),
};
