// Hashtags: searched by their exact name, thirty different ones in seven days; what is found under them has no author.

import { GraphError, bad_parameter } from '../graph/errors.mjs';
import { render, wished } from '../graph/render.mjs';
import { account_of } from './access.mjs';
import { lent } from './objects.mjs';
import { hashtags_in } from './texts.mjs';

const day = 24 * 3600;
const week = 7 * day;

/** Newest first. */
function searched({ world }, account) {
  const since = world.clock.now() - week;
  return world.searches.filter(({ account_id, at }) => account_id === account.id && at > since).reverse();
}

/** A tag that was searched for in these days does not count again. */
function note_search(call, hashtag) {
  const { world } = call;
  const account = account_of({ ...call, type: undefined });
  const names = new Set(searched(call, account).map((one) => one.hashtag));
  if (names.has(hashtag.name)) return;
  if (names.size >= world.settings.hashtags_per_week) throw new GraphError(18);
  world.searches.push({ account_id: account.id, hashtag: hashtag.name, at: world.clock.now() });
}

/** `GET /ig_hashtag_search` */
export function search(call) {
  const { world, params: { q } } = call;
  if (!/^[\p{L}\p{N}_]+$/u.test(q)) throw bad_parameter('Param q must be a hashtag without #, blanks and emoji');
  const hashtag = world.hashtags.get(q.toLowerCase());
  if (!hashtag) throw new GraphError(24, { subcode: 2207024, message: 'The requested resource does not exist: the hashtag does not exist' });
  note_search(call, hashtag);
  const found = render(call, 'ShadowIGHashtag', hashtag, wished(call));
  return world.settings.hashtag_search === 'bare' ? found : { data: [found] };
}

export const recently_searched = (call) => searched(call, call.item).map(({ hashtag }) => call.world.hashtags.get(hashtag));

/** What everybody may see, newest first. */
function media_under(call, since) {
  const { world, item } = call;
  note_search(call, item);
  return world.all_media()
    .filter((media) => world.is_there(media) && world.is_public(media) && media.album_id === null && media.media_product_type !== 'STORY')
    .filter((media) => media.created_at > since && hashtags_in(media.text).includes(item.name))
    .map((media) => ({ ...lent(media), nameless: true }));
}

export const recent_media = (call) => media_under(call, call.world.clock.now() - day);
export const top_media = (call) => media_under(call, 0).sort((a, b) => b.like_count - a.like_count);
