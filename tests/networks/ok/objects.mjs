// What the world is made of: the fields of its objects with the values they have when nobody says otherwise.

/**
 * @typedef {object} Group
 * @property {string} id
 * @property {string} name
 * @property {string} shortname ok.ru/<shortname>
 * @property {string} description
 * @property {number} members_count what the site says, not counted
 * @property {Record<string, 'ADMIN'|'MODERATOR'|'ACTIVE'|'BLOCKED'|'PASSIVE'|'MAYBE'>} roles by person id; nobody else is a member
 * @property {boolean} residents_write residents may write topics
 * @property {boolean} official its comments are marked on the pages
 */
export const standard_group = () => ({ shortname: '', description: '', members_count: 0, roles: {}, residents_write: false, official: false });

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} first_name
 * @property {string} last_name
 * @property {'male'|'female'} gender
 * @property {string} city
 * @property {string} shortname
 * @property {boolean} gone the profile is deleted: users.getInfo leaves it out
 */
export const standard_person = () => ({ last_name: '', gender: 'female', city: '', shortname: '', gone: false });

/** `key` is public and travels, `secret` signs, `id` is the client_id of OAuth. */
export const standard_application = () => ({ key: '', secret: '', id: '', disabled: false });

/**
 * @typedef {object} Token
 * @property {string} token
 * @property {'session'|'bot'} kind of the REST API or of the Bot API
 * @property {string|null} application public key; session only
 * @property {string|null} person_id whose session it is
 * @property {string|null} group_id bot only
 * @property {string|null} session_secret_key where it was handed out by itself; the one computed from the application's secret works as well
 * @property {string[]} scopes
 * @property {number|null} expires_at unix seconds
 * @property {boolean} revoked
 * @property {string|null} refresh_token
 */
export const standard_token = () => ({
  token: '', kind: 'session', application: null, person_id: null, group_id: null, session_secret_key: null,
  scopes: ['VALUABLE_ACCESS', 'LONG_ACCESS_TOKEN', 'GROUP_CONTENT'], expires_at: null, revoked: false, refresh_token: null,
});

/**
 * @typedef {object} Topic
 * @property {string} id
 * @property {number} number place in the order of writing
 * @property {string} group_id
 * @property {string|null} person_id who wrote it
 * @property {boolean} by_group it is signed by the group
 * @property {number} created_ms
 * @property {string} text
 * @property {object[]} media more elements beside the text, as OK serves them
 * @property {boolean} comments_open
 * @property {number} likes
 * @property {number} unlisted_comments counted by the site, never listed
 * @property {boolean} deleted
 * @property {Record<string, number>} read_ms by person id: when the discussion was last read
 * @property {string|null} key
 * @property {{set?: object, drop?: string[]}|null} serve
 */
export const standard_topic = () => ({
  text: '', media: [], comments_open: true, likes: 0, reshares: 0, unlisted_comments: 0, deleted: false, edited_ms: null, read_ms: {},
  key: null, serve: null,
});

/**
 * @typedef {object} Photo
 * @property {string} id
 * @property {number} number
 * @property {string|null} group_id nobody's group: in the person's own album
 * @property {string} person_id who sent it
 * @property {string|null} album_id
 * @property {string} text
 * @property {number} created_ms
 * @property {import('../shared/kept_file.mjs').KeptFile} file
 * @property {number} width
 * @property {number} height
 */
export const standard_photo = () => ({ group_id: null, album_id: null, text: '' });

/**
 * @typedef {object} Comment
 * @property {string} id opaque, see identifiers.mjs
 * @property {number} number
 * @property {string} topic_id
 * @property {string|null} person_id who wrote it, also when it is signed by the group
 * @property {boolean} by_group
 * @property {number} created_ms
 * @property {string} text
 * @property {string|null} reply_to id of a comment
 * @property {number} likes
 * @property {object[]} attachments
 * @property {boolean} deleted
 */
export const standard_comment = () => ({ likes: 0, attachments: [], deleted: false, edited_ms: null, key: null, serve: null });
