// Roles of people on pages: what a token may do there, and the page's token that a person with a role is handed.

export const tasks = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'];

/** @param {{token: import('./accounts.mjs').Token}} call @param {{id: string, roles: Record<string, string[]>}|undefined} page @returns {string[]} */
export function tasks_of({ token }, page) {
  const has_page = token.kind === 'page' ? token.page_id === page?.id : token.kind !== 'app';
  if (!has_page || !page) return [];
  if (token.tasks) return token.tasks;
  return token.user_id ? page.roles[token.user_id] ?? [] : token.kind === 'page' ? tasks : [];
}

/** As /me/accounts hands it out: the same person gets the same token each time. @returns {string|undefined} */
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
