// How the objects of the world look to a caller: type → field → value.

import { iso } from '../graph/dates.mjs';
import { Node } from '../graph/render.mjs';
import { page_token_for, tasks_of } from '../graph/roles.mjs';
import { may_moderate, page_of, sees_people } from './access.mjs';
import { comment_link, page_link, permalink_of } from './links.mjs';

const day = 24 * 3600;

/** A page or a person by id. @returns {Node|undefined} */
const profile = (world, id) => (world.pages.has(id) ? new Node('Page', world.pages.get(id)) : new Node('User', world.people.get(id)));

/** The author, who is named to the page's own token only, unless he has authorised the application. */
function author(call, type, item, id) {
  const person = call.world.people.get(id);
  if (!person) return profile(call.world, id);
  if (person.withheld) return undefined;
  return person.authorised || sees_people({ ...call, type, item }) ? profile(call.world, id) : undefined;
}

/** The page that calls, if it does. */
const caller = ({ token }) => token.page_id ?? token.user_id;

const text_or_nothing = (text) => text || undefined;

const picture_of = ({ sim }, id) => `${sim.url}/picture/${id}.svg`;

const Page = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  username: ({ username }) => text_or_nothing(username),
  about: ({ about }) => text_or_nothing(about),
  link: page_link,
  category: () => 'Government Organization',
  fan_count: ({ fan_count }) => fan_count,
  followers_count: ({ fan_count }) => fan_count,
  is_published: () => true,
  is_verified: ({ official }) => official,
  verification_status: ({ official }) => (official ? 'blue_verified' : 'not_verified'),
  has_transitioned_to_new_page_experience: () => true,
  can_post: ({ visitors_post }, call) => visitors_post || tasks_of(call, call.item).length > 0,
  tasks: (page, call) => tasks_of(call, page),
  access_token: (page, call) => page_token_for(call, page),
  instagram_business_account: ({ instagram }) => instagram ?? undefined,
  is_webhooks_subscribed: (page, { token }) => Boolean(page.subscribed[token.app_id]),
};

const User = { id: ({ id }) => id, name: ({ name }) => name };

function status_type({ photos, by_page, link }) {
  if (!by_page) return 'wall_post';
  return photos.length ? 'added_photos' : link ? 'shared_story' : 'mobile_status_update';
}

const tags_of = ({ text, tagged }, world) => tagged.map((id) => world.pages.get(id)).filter((page) => text.includes(page.name))
  .map(({ id, name }) => ({ id, name, type: 'page', offset: text.indexOf(name), length: name.length }));

const may_reply_privately = (item, call) => {
  const { world } = call;
  const person = world.people.get(item.person_id);
  const young = world.clock.now() - item.created_at < world.settings.private_reply_days * day;
  return Boolean(person && !person.unavailable && !item.private_reply && young && call.token.kind === 'page');
};

const PagePost = {
  id: ({ id }) => id,
  created_time: ({ created_at }) => iso(created_at),
  updated_time: ({ updated_at }) => iso(updated_at),
  message: ({ text }) => text_or_nothing(text),
  from: (post, call) => author(call, 'PagePost', post, post.by_page ? post.owner_id : post.person_id),
  permalink_url: permalink_of,
  is_published: ({ published }) => published,
  is_hidden: ({ hidden }) => hidden,
  is_expired: () => false,
  status_type,
  scheduled_publish_time: ({ scheduled_at, published }) => (published ? undefined : scheduled_at),
  message_tags: (post, { world }) => (post.tagged.length ? tags_of(post, world) : undefined),
  full_picture: ({ photos: [first] }, call) => (first ? picture_of(call, `photo_${first}`) : undefined),
  can_reply_privately: may_reply_privately,
  privacy: () => ({ value: 'EVERYONE', description: 'Public', friends: '', allow: '', deny: '' }),
  link: ({ link }) => link,
};

/** The id is told to who may moderate. */
const Comment = {
  id: (comment, call) => (may_moderate({ ...call, type: 'Comment', item: comment }) ? comment.id : undefined),
  created_time: ({ created_at }) => iso(created_at),
  message: ({ text }) => text,
  from: (comment, call) => author(call, 'Comment', comment, comment.page_id ?? comment.person_id),
  permalink_url: (comment, { world }) => comment_link(comment, world),
  parent({ parent_id, answered_id }, { world }) {
    const id = world.settings.reply_parent === 'answered' ? answered_id : parent_id;
    return id ? new Node('Comment', world.comment(id)) : undefined;
  },
  object: ({ post_id }, { world }) => new Node('PagePost', world.posts.get(post_id)),
  comment_count: (comment, { world }) => world.comments_of(comment.post_id).filter((one) => one.parent_id === comment.id && world.stands(one)).length,
  like_count: ({ likes }) => likes.length,
  user_likes: ({ likes }, call) => likes.includes(caller(call)),
  is_hidden: ({ hidden }) => hidden,
  is_private: () => false,
  can_comment: ({ post_id }, { world }) => world.posts.get(post_id).comments_open,
  can_like: () => true,
  can_remove: (comment, call) => may_moderate({ ...call, type: 'Comment', item: comment }),
  can_hide: (comment, call) => !comment.by_page && may_moderate({ ...call, type: 'Comment', item: comment }),
  can_reply_privately: may_reply_privately,
  attachment: ({ attachment }) => attachment,
};

const Photo = {
  id: ({ id }) => id,
  created_time: ({ created_at }) => iso(created_at),
  name: ({ text }) => text_or_nothing(text),
  from: (photo, { world }) => new Node('Page', world.pages.get(photo.page_id)),
  link: ({ id }) => `https://www.facebook.com/photo.php?fbid=${id}`,
  picture: ({ id }, call) => picture_of(call, `photo_${id}`),
  images: ({ id }, call) => [{ height: 200, width: 200, source: picture_of(call, `photo_${id}`) }],
  page_story_id: ({ post_id }) => post_id,
  width: () => 200,
  height: () => 200,
};

const Profile = {
  id: ({ id }) => id,
  name: ({ id }, { world }) => world.name_of(id),
  type: () => 'LIKE',
};

const Recommendation = {
  id: ({ number }) => String(number),
  created_time: ({ created_at }) => iso(created_at),
  has_review: ({ text }) => text !== '',
  has_rating: () => false,
  recommendation_type: ({ recommendation_type }) => recommendation_type,
  review_text: ({ text }) => text_or_nothing(text),
  reviewer: (rating, call) => author(call, 'Page', page_of(call), rating.person_id),
};

const sides = ({ person_id, page_id }, { world }) => ({ data: [person_id, page_id].map((id) => ({ name: world.name_of(id), id })) });
const last_of = ({ messages }) => messages[messages.length - 1];

const UnifiedThread = {
  id: ({ id }) => id,
  updated_time: (thread) => iso(last_of(thread).created_at),
  message_count: ({ messages }) => messages.length,
  unread_count: () => 0,
  snippet: (thread) => last_of(thread).text,
  participants: sides,
  senders: sides,
  can_reply: () => true,
  link: ({ page_id, id }) => `/${page_id}/inbox/${id.slice(2)}/`,
};

const UnifiedMessage = {
  id: ({ id }) => id,
  created_time: ({ created_at }) => iso(created_at),
  message: ({ text }) => text,
  from: ({ from_id }, { world }) => ({ name: world.name_of(from_id), id: from_id }),
  to: ({ to_id }, { world }) => ({ data: [{ name: world.name_of(to_id), id: to_id }] }),
};

/** These are made as the network shows them. */
const StoryAttachment = Object.fromEntries(
  ['description', 'media', 'media_type', 'subattachments', 'target', 'title', 'type', 'url'].map((name) => [name, (attached) => attached[name]]),
);
const Permission = { permission: ({ permission }) => permission, status: ({ status }) => status };

export const shapes = {
  Page, User, PagePost, Comment, Photo, Profile, Recommendation, UnifiedThread, UnifiedMessage, StoryAttachment, Permission,
};
