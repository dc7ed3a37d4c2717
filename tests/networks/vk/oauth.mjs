// Refreshing a person's token at VK ID: a refresh token works once; used again it is invalid_grant.

const lifetime_seconds = 3600;

/**
 * @param {import('./world.mjs').World} world
 * @param {Record<string, string>} form
 * @returns {object} the new pair, or an error in the form of OAuth
 */
export function refresh(world, form) {
  if (form.grant_type !== 'refresh_token') return refused('unsupported_grant_type', 'only refresh_token is simulated');
  const token = [...world.tokens.values()].find((one) => one.refresh_token && one.refresh_token === form.refresh_token);
  if (!token) return refused('invalid_grant', 'refresh_token is expired, revoked or used already');
  for (const name of ['client_id', 'device_id'])
    if (token[name] && token[name] !== form[name]) return refused('invalid_grant', `${name} does not match`);
  const next = renewed(world, token);
  return {
    access_token: next.token, refresh_token: next.refresh_token, expires_in: lifetime_seconds, user_id: token.user_id,
    token_type: 'Bearer', state: form.state ?? '', scope: form.scope ?? '',
  };
}

/** The next pair, named after the first one: user-demo, user-demo.1, user-demo.2 … */
function renewed(world, token) {
  const [stem, number = '0'] = token.token.split('.');
  const name = `${stem}.${Number(number) + 1}`;
  world.put_token({ ...token, refresh_token: null, revoked: true });
  return world.put_token({ ...token, token: name, refresh_token: `refresh-${name}`, revoked: false, expires_in: lifetime_seconds });
}

const refused = (error, error_description) => ({ error, error_description });
