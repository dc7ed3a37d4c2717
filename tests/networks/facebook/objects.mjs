// What the world is made of: the fields of its objects with the values they have when nobody says otherwise.

export const all_permissions = [
  'pages_show_list', 'pages_read_engagement', 'pages_read_user_content', 'pages_manage_engagement', 'pages_manage_posts', 'pages_manage_metadata',
  'pages_messaging',
];

/**
 * @typedef {object} Page
 * @property {string} id
 * @property {string} name
 * @property {string} username facebook.com/<username>
 * @property {string} about
 * @property {number} fan_count what the site says, not counted
 * @property {Record<string, string[]>} roles tasks by person id
 * @property {boolean} official its comments are marked on the pages
 * @property {boolean} visitors_post residents may write on its wall
 * @property {boolean} blocked every write is answered with 368
 * @property {Record<string, string[]>} subscribed webhook fields by application id
 * @property {{id: string, username: string}|null} instagram
 */
export const standard_page = () => ({
  username: '', about: '', fan_count: 0, roles: {}, official: false, visitors_post: true, blocked: false, subscribed: {}, instagram: null,
});

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {boolean} authorised the application, so that `from` is always given
 * @property {boolean} withheld `from` is never given
 * @property {boolean} unavailable for messages (551)
 */
export const standard_person = () => ({ authorised: false, withheld: false, unavailable: false });

/**
 * @typedef {object} Post
 * @property {string} id `<owner>_<number>`
 * @property {number} number
 * @property {string} owner_id whose wall it stands on: a page, or a person who tagged pages
 * @property {string|null} person_id who wrote it
 * @property {boolean} by_page the page of the wall wrote it
 * @property {number} created_at unix seconds @property {number} updated_at
 * @property {string} text
 * @property {boolean} published
 * @property {number|null} scheduled_at
 * @property {boolean} hidden @property {boolean} deleted @property {boolean} comments_open
 * @property {string[]} tagged ids of pages
 * @property {string[]} photos ids
 * @property {object[]} attachments more, as the network serves them
 * @property {string[]} likes ids of pages and people
 * @property {string|null} key
 * @property {{set?: object, drop?: string[]}|null} serve
 */
export const standard_post = () => ({
  text: '', link: null, published: true, scheduled_at: null, unpublished_type: null, hidden: false, pinned: false, deleted: false, comments_open: true,
  tagged: [], photos: [], attachments: [], likes: [], edited: false, private_reply: null, key: null, serve: null,
});

/**
 * @typedef {object} Comment
 * @property {string} id `<number of the post>_<number>`
 * @property {number} number
 * @property {string} post_id
 * @property {string|null} parent_id the top comment of its thread
 * @property {string|null} answered_id the comment that was answered
 * @property {string|null} person_id
 * @property {string|null} page_id who wrote it, if a page did
 * @property {boolean} by_page
 * @property {number} created_at
 * @property {string} text
 * @property {boolean} hidden @property {boolean} deleted @property {boolean} edited
 * @property {string[]} likes
 * @property {object|null} attachment
 * @property {string|null} private_reply id of the message
 */
export const standard_comment = () => ({
  text: '', hidden: false, deleted: false, edited: false, likes: [], attachment: null, private_reply: null, key: null, serve: null,
});

/**
 * @typedef {object} Photo
 * @property {string} id @property {string} page_id
 * @property {number} created_at
 * @property {string} text its caption
 * @property {boolean} published
 * @property {string|null} post_id
 * @property {number} bytes size of what was uploaded @property {string|null} url where it was fetched from
 */
export const standard_photo = () => ({ text: '', published: true, post_id: null, bytes: 0, url: null, deleted: false, serve: null });
