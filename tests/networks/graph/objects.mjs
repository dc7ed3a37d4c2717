// What kinds of objects there are, which fields and edges each knows, and which fields come when nobody asks for any.

import { facebook_objects } from './objects_facebook.mjs';
import { instagram_objects } from './objects_instagram.mjs';

/** Fields and edges that are documented or seen, although the list of v25.0 lacks them, and objects it lacks altogether. */
const beyond_the_list = {
  Page: { fields: { 'list<string>': 'tasks perms' }, edges: 'visitor_posts:PagePost' },
  PagePost: { fields: { string: 'type link' } },
  Application: { fields: { 'list<string>': 'subscribed_fields' } },
  Photo: { edges: 'reactions:Profile' },
  Recommendation: { fields: { string: 'id' } },
  Permission: { fields: { string: 'id' } },
  Profile: { fields: { string: 'type' } },
  StoryAttachment: { fields: { string: 'description title type url unshimmed_url media_type', Object: 'media target subattachments' } },
  UnifiedMessage: { fields: { string: 'id message', datetime: 'created_time', Object: 'from to attachments' } },
  ApplicationSubscriptions: { fields: { string: 'object callback_url', bool: 'active', 'list<Object>': 'fields' } },
};

/** What comes when `fields` is not sent; the id comes always. */
const standard_fields = {
  Page: 'name',
  PagePost: 'created_time message story',
  Comment: 'created_time from message',
  Photo: 'created_time name',
  Album: 'created_time name',
  User: 'name',
  Profile: 'name',
  Recommendation: 'created_time recommendation_type review_text reviewer',
  UnifiedThread: 'link updated_time',
  Application: 'name link category',
  Permission: 'permission status',
  StoryAttachment: 'description media target title type url',
  UnifiedMessage: 'created_time',
  ApplicationSubscriptions: 'object callback_url active fields',
  IGUser: '',
  IGMedia: '',
  IGComment: 'timestamp text',
  IGCommentFromUser: 'username',
  ShadowIGHashtag: '',
  ShadowIGMediaBuilder: '',
  ContentPublishingLimitResponse: 'quota_usage',
};

/** These never show an id of their own. */
const without_id = ['Permission', 'Recommendation', 'StoryAttachment', 'ApplicationSubscriptions', 'ContentPublishingLimitResponse'];

const words = (text = '') => text.split(' ').filter(Boolean);

const types_by_name = (fields = {}) => Object.entries(fields).flatMap(([type, names]) => words(names).map((name) => [name, type]));

function object_of(type, listed = {}, beyond = {}) {
  return {
    fields: new Map([...types_by_name(listed.fields), ...types_by_name(beyond.fields)]),
    edges: new Map([...words(listed.edges), ...words(beyond.edges)].map((edge) => edge.split(':'))),
    standard: words(standard_fields[type]),
    shows_id: !without_id.includes(type),
  };
}

const listed = { ...facebook_objects, ...instagram_objects };

/** @type {Record<string, {fields: Map<string, string>, edges: Map<string, string>, standard: string[], shows_id: boolean}>} */
export const objects = Object.fromEntries(
  Object.keys(standard_fields).map((type) => [type, object_of(type, listed[type], beyond_the_list[type])]),
);

export const knows = (type, name) => objects[type].fields.has(name) || objects[type].edges.has(name);
