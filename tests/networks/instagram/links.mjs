// Addresses of media and accounts, as the network writes them. A comment has none.

const site = 'https://www.instagram.com';

/** @param {import('./objects.mjs').Media} media */
export const shortcode_of = ({ number }) => `DA${number.toString(36).padStart(9, '0')}`;

export const media_path = (media) => `/${media.media_product_type === 'REELS' ? 'reel' : 'p'}/${shortcode_of(media)}/`;

export const permalink_of = (media) => site + media_path(media);
