// The token of a page, as /me/accounts hands it out to a person who has a role on it.

import { tasks_of } from './access.mjs';

/** The same person gets the same token each time. @returns {string|undefined} */
export function page_token_for(call, page) {
  const { world, token } = call;
  if (token.kind === 'page') return token.page_id === page.id ? token.token : undefined;
  if (!tasks_of(call, page).length) return undefined;
  const is_his = (one) => one.kind === 'page' && one.page_id === page.id && one.user_id === token.user_id && one.app_id === token.app_id;
  const known = [...world.tokens.values()].find(is_his);
  if (known) return known.token;
  const { user_id, app_id, permissions } = token;
  return world.put_token({ token: `EAAPage${page.id}x${user_id}`, kind: 'page', page_id: page.id, user_id, app_id, permissions: [...permissions] }).token;
}
