// What a community, a person, a token, a post and a comment are, and how each is when nothing else is said.

/**
 * @typedef {object} Community
 * @property {number} id positive
 * @property {string} name
 * @property {string} screen_name
 * @property {'page'|'group'|'event'} type
 * @property {0|1|2} is_closed
 * @property {boolean} official its comments are marked as official answers on the pages
 * @property {'yes'|'suggest'|'no'} residents_post
 * @property {boolean} groups_can_post may other communities comment here
 * @property {boolean} links_forbidden
 * @property {string|null} deactivated
 * @property {boolean} verified
 * @property {string} description
 * @property {number} members_count
 * @property {number} first_id the first id on its wall
 * @property {{type: string, base64: string}|null} picture the profile picture, if it is not to be made from the name
 * @property {{enabled: boolean, events: Record<string, boolean>, api_version: string}} long_poll
 *
 * @typedef {object} Person
 * @property {number} id
 * @property {string} first_name
 * @property {string} last_name
 * @property {'deleted'|'banned'|null} deactivated
 * @property {boolean} is_closed
 * @property {0|1|2} sex
 * @property {string|null} screen_name
 * @property {string|null} city
 * @property {number[]} blocked communities this person has blocked
 * @property {boolean} messages_closed writing to this person privately is 902
 *
 * @typedef {object} Token
 * @property {string} token
 * @property {'service'|'community'|'user'} kind
 * @property {number} [group_id] of a community token
 * @property {number} [user_id] of a user token
 * @property {number[]} administers communities the user administers
 * @property {string[]} permissions rights; a person's token with none named has all
 * @property {number|null} expires_at
 * @property {boolean} revoked
 * @property {boolean} vk_id
 * @property {number} [per_second] instead of the usual number of its kind
 * @property {string|null} refresh_token
 * @property {string|null} device_id with which it must be refreshed
 * @property {string|null} client_id likewise
 *
 * @typedef {object} Post
 * @property {number} id
 * @property {number} owner_id
 * @property {number} from_id
 * @property {number} date
 * @property {string} text
 * @property {object[]} attachments
 * @property {boolean} deleted
 * @property {number|null} postponed unix time of publication
 * @property {number|null} postponed_id the id it had while it waited
 * @property {boolean} suggested
 * @property {boolean} pinned
 * @property {number} likes
 * @property {number|null} edited
 * @property {number|null} signer_id
 * @property {object[]|null} copy_history
 * @property {boolean} comments_open
 * @property {boolean} comments_hidden
 * @property {boolean|null} groups_can_post null: as the community says
 * @property {boolean} searchable
 * @property {string|null} key
 * @property {{set?: object, drop?: string[]}|null} serve
 * @property {{via: string}} made_by
 * @property {undefined} [post_id] tells a comment from a post
 *
 * @typedef {object} Comment
 * @property {number} id
 * @property {number} owner_id
 * @property {number} post_id
 * @property {number} from_id
 * @property {number} date
 * @property {string} text
 * @property {object[]} attachments
 * @property {number|null} root_id the thread it stands in; null for a root
 * @property {number|null} reply_to_comment
 * @property {number|null} reply_to_user
 * @property {boolean} deleted
 * @property {number} likes
 * @property {number|null} edited
 * @property {boolean} searchable
 * @property {string|null} key
 * @property {{set?: object, drop?: string[]}|null} serve
 * @property {{via: string}} made_by
 *
 * @typedef {object} Wall
 * @property {number} next_id one counter for posts and comments
 * @property {Map<number, Post>} posts
 * @property {Map<number, Comment>} comments
 * @property {Map<number, Comment[]>} under comments of a post, oldest first
 */

/** What the simulator itself tells communities. */
const told_events = [
  'wall_post_new', 'wall_reply_new', 'wall_reply_edit', 'wall_reply_delete', 'wall_reply_restore',
  'photo_comment_new', 'photo_comment_edit', 'photo_comment_delete', 'photo_comment_restore',
  'video_comment_new', 'video_comment_edit', 'video_comment_delete', 'video_comment_restore',
  'board_post_new', 'board_post_delete', 'message_new', 'message_reply', 'message_allow', 'message_deny',
];

export const standard_community = () => ({
  type: 'page', is_closed: 0, deactivated: null, verified: false, description: '', members_count: 0, official: false,
  residents_post: 'yes', groups_can_post: true, links_forbidden: false, picture: null, first_id: 1,
  long_poll: {
    enabled: true, api_version: '5.199', events: Object.fromEntries(told_events.map((name) => [name, true])),
  },
});

export const standard_person = () => ({
  last_name: '', sex: 0, screen_name: null, city: null, deactivated: null, is_closed: false, blocked: [], messages_closed: false,
});

export const standard_token = () => ({
  administers: [], permissions: [], expires_at: null, revoked: false, vk_id: false, refresh_token: null, device_id: null, client_id: null,
});

export const standard_post = () => ({
  text: '', attachments: [], likes: 0, pinned: false, signer_id: null, copy_history: null, postponed: null, postponed_id: null, suggested: false,
  comments_open: true, comments_hidden: false, groups_can_post: null, searchable: true, deleted: false, edited: null,
  key: null, serve: null,
});

export const standard_comment = () => ({
  text: '', attachments: [], likes: 0, root_id: null, reply_to_comment: null, reply_to_user: null, searchable: true,
  deleted: false, edited: null, key: null, serve: null,
});
