// Refreshing a session. The errors have another envelope than those of the API.

/** @param {import('./world.mjs').World} world @param {Record<string, string>} form */
export function refresh(world, { grant_type, refresh_token, client_id, client_secret }) {
  const application = [...world.applications.values()].find(({ id }) => id && id === client_id);
  if (!application || application.secret !== client_secret) return failed('invalid_client', 'Unknown client or wrong secret');
  if (grant_type !== 'refresh_token') return failed('unsupported_grant_type', 'Only refresh_token is simulated');
  const token = [...world.tokens.values()].find((one) => one.refresh_token && one.refresh_token === refresh_token);
  if (!token || token.revoked || token.application !== application.key) return failed('invalid_grant', 'Unknown refresh token');
  world.tokens.delete(token.token);
  const refreshed = world.put_token({ ...token, token: `${token.token.replace(/\.\d+$/, '')}.${++world.last_number}`, session_secret_key: null, expires_in: 1800 });
  return { access_token: refreshed.token, token_type: 'session', expires_in: '1800' };
}

const failed = (error, error_description) => ({ error, error_description });
