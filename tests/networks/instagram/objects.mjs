// What the world is made of: the fields of its objects with the values they have when nobody says otherwise.

/** What a token has if nobody says otherwise, by the login it comes from. */
export const all_permissions = {
  facebook: [
    'pages_show_list', 'pages_read_engagement', 'pages_manage_metadata', 'instagram_basic', 'instagram_manage_comments', 'instagram_content_publish',
    'instagram_manage_messages',
  ],
  instagram: [
    'instagram_business_basic', 'instagram_business_manage_comments', 'instagram_business_content_publish', 'instagram_business_manage_messages',
  ],
};

/**
 * @typedef {object} Page of Facebook, as far as an account hangs on it
 * @property {string} id
 * @property {string} name
 * @property {Record<string, string[]>} roles tasks by person id
 * @property {Record<string, string[]>} subscribed webhook fields by application id
 */
export const standard_page = () => ({ username: '', roles: {}, subscribed: {} });

/**
 * @typedef {object} Account a professional one
 * @property {string} id
 * @property {string} scoped_id what `id` is with an Instagram login, where the id above is called `user_id`
 * @property {string} username @property {string} name
 * @property {string} biography @property {string} website
 * @property {number} followers_count what the site says, not counted
 * @property {string|null} page_id the page it is linked to
 * @property {boolean} official its comments are marked on the pages
 * @property {boolean} restricted every write is answered with 25
 * @property {boolean} spam every write is answered with 4
 * @property {Record<string, string[]>} subscribed webhook fields by application id, with an Instagram login
 */
export const standard_account = () => ({
  name: '', biography: '', website: '', followers_count: 0, follows_count: 0, page_id: null, official: false, restricted: false, spam: false, subscribed: {},
});

/**
 * @typedef {object} Person a resident, or who has a role on a page
 * @property {string} id
 * @property {string} username @property {string} name
 * @property {boolean} private his name is not told, his media and mentions are not seen
 * @property {boolean} restricted his comments are not served at all
 * @property {boolean} unavailable for messages (551)
 */
export const standard_person = () => ({ private: false, restricted: false, unavailable: false });

/**
 * @typedef {object} Media
 * @property {string} id @property {number} number
 * @property {string|null} account_id @property {string|null} person_id whose it is: one of these
 * @property {number} created_at unix seconds
 * @property {string} media_type IMAGE, VIDEO, CAROUSEL_ALBUM
 * @property {string} media_product_type FEED, REELS, STORY
 * @property {string} text its caption
 * @property {string|null} album_id the carousel it belongs to
 * @property {string[]} tagged ids of accounts tagged in the picture
 * @property {boolean} comments_open
 * @property {boolean} live a broadcast that goes on
 * @property {boolean} deleted
 * @property {number} like_count
 * @property {string|null} key
 * @property {{set?: object, drop?: string[]}|null} serve
 */
export const standard_media = () => ({
  media_type: 'IMAGE', media_product_type: 'FEED', text: '', alt_text: '', album_id: null, tagged: [], comments_open: true, live: false, deleted: false,
  like_count: 0, key: null, serve: null,
});

/**
 * @typedef {object} Comment
 * @property {string} id @property {number} number
 * @property {string} media_id
 * @property {string|null} parent_id the top comment of its thread
 * @property {string|null} answered_id the comment that was answered
 * @property {string|null} account_id @property {string|null} person_id who wrote it: one of these
 * @property {number} created_at
 * @property {string} text
 * @property {boolean} hidden @property {boolean} deleted
 * @property {number} like_count
 * @property {string|null} private_reply id of the message
 */
export const standard_comment = () => ({ text: '', hidden: false, deleted: false, like_count: 0, private_reply: null, key: null, serve: null });

/**
 * @typedef {object} Container what is to be published
 * @property {string} id @property {string} account_id
 * @property {number} created_at @property {number} ready_at
 * @property {'IMAGE'|'VIDEO'|'REELS'|'STORIES'|'CAROUSEL'} media_type
 * @property {boolean} is_video
 * @property {string} text @property {string|null} url
 * @property {boolean} is_carousel_item @property {string[]} children ids of containers
 * @property {string|null} trouble why it became ERROR
 * @property {string|null} media_id once it is published
 */
export const standard_container = () => ({
  media_type: 'IMAGE', is_video: false, text: '', alt_text: '', url: null, is_carousel_item: false, children: [], trouble: null, media_id: null, serve: null,
});

/** Of somebody else, but shown to the token in a list or a field: what may be read of it there may not be read by its id. */
export const lent = (item) => ({ ...item, lent: true });
