// What subscribers of the object `instagram` are told: comments on an account's media, and mentions elsewhere.

import { mentioned_in } from './texts.mjs';

/** The three forms in which an entry has been seen. Messages always come as `messaging`. */
const forms = {
  changes: (field, value) => ({ changes: [{ field, value }] }),
  flat: (field, value) => ({ field, value }),
  messaging: (field, value) => ({ messaging: [{ field, value }] }),
};

export const entry_of = ({ webhook_entry }, field, value) => (field === 'messages' ? { messaging: [value] } : forms[webhook_entry](field, value));

/** Any field to which the page is subscribed switches delivery on; with an Instagram login the account itself is subscribed. */
function apps_of(world, account, field) {
  const by_page = Object.entries(world.pages.get(account.page_id)?.subscribed ?? {}).filter(([, fields]) => fields.length);
  const by_account = Object.entries(account.subscribed).filter(([, fields]) => fields.includes(field));
  return [...new Set([...by_page, ...by_account].map(([app_id]) => app_id))];
}

/** Nobody is told while the world is being filled. */
const tell = (world, account, field, value) => world.webhooks.tell('instagram', field, account.id, value, apps_of(world, account, field));

/** Also the account's own. @param {import('./objects.mjs').Comment} comment */
export function tell_comment(world, comment) {
  const media = world.media.get(comment.media_id);
  const account = world.accounts.get(media.account_id);
  if (account && world.stands(comment)) tell(world, account, media.live ? 'live_comments' : 'comments', value_of(world, comment, media));
  tell_mentions(world, media, comment);
}

function value_of(world, comment, media) {
  const { settings } = world;
  const { id, username, private: is_private } = world.author_of(comment);
  const nameless = settings.private_names !== 'given' && is_private;
  return {
    from: { id, ...(!nameless && { username }) }, media: { id: media.id, media_product_type: media.media_product_type },
    [settings.webhook_comment_id]: comment.id, ...(comment.parent_id && { parent_id: comment.parent_id }), text: comment.text,
  };
}

/** In a caption or a comment of somebody who is public, on media that are not the account's own. @param {import('./objects.mjs').Comment} [comment] */
export function tell_mentions(world, media, comment) {
  const said = comment ?? media;
  if (media.media_product_type === 'STORY' || !world.is_public(media) || !world.is_public(said)) return;
  const names = mentioned_in(said.text);
  for (const account of world.accounts.values())
    if (names.includes(account.username) && ![media.account_id, said.account_id].includes(account.id))
      tell(world, account, 'mentions', { media_id: media.id, ...(comment && { comment_id: comment.id }) });
}

export const tell_message = (world, account, message) => tell(world, account, 'messages', {
  sender: { id: message.from_id }, recipient: { id: message.to_id }, timestamp: message.created_at * 1000, message: { mid: message.id, text: message.text },
});
