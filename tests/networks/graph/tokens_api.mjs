// The methods about tokens, permissions of an application and its webhooks, which all networks of this engine have.

import { randomBytes } from 'node:crypto';
import { trouble_of } from './accounts.mjs';
import { own } from './edges.mjs';
import { GraphError, bad_parameter } from './errors.mjs';

const sixty_days = 60 * 24 * 3600;

function app_with_secret(world, { client_id, client_secret }) {
  const app = world.apps.get(client_id);
  if (!app) throw new GraphError(101);
  if (app.secret !== client_secret) throw new GraphError(1, { message: 'Error validating client secret.', status: 400, transient: false });
  return app;
}

/** GET /oauth/access_token */
const exchanges = {
  client_credentials: (world, app) => ({ access_token: `${app.id}|${app.secret}`, token_type: 'bearer' }),

  fb_exchange_token(world, app, { fb_exchange_token }) {
    const token = world.tokens.get(fb_exchange_token);
    if (token?.app_id !== app.id) throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token', status: 400 });
    const trouble = trouble_of(token, world.clock.now());
    if (trouble) throw trouble;
    const longer = world.put_token({ ...token, token: `EAALong${randomBytes(12).toString('hex')}`, issued_at: world.clock.now(), expires_in: sixty_days });
    return { access_token: longer.token, token_type: 'bearer', expires_in: sixty_days };
  },
};

function exchange({ world, params }) {
  const work = own(exchanges, params.grant_type);
  if (!work) throw bad_parameter(`Param grant_type must be one of {${Object.keys(exchanges).join(', ')}}`);
  return work(world, app_with_secret(world, params), params);
}

const times_of = ({ expires_at, data_access_expires_at, issued_at }) =>
  ({ expires_at: expires_at ?? 0, data_access_expires_at: data_access_expires_at ?? 0, issued_at });

function debug_token({ world, params, token: caller }) {
  const token = world.token_of(params.input_token);
  const its_app = token && world.apps.get(token.app_id);
  if (!token || its_app.id !== caller.app_id) {
    const error = { code: 190, message: 'Invalid OAuth access token.' };
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const trouble = trouble_of(token, world.clock.now());
  return {
    data: {
      app_id: its_app.id, type: token.kind.toUpperCase(), application: its_app.name, is_valid: !trouble, scopes: token.permissions,
      ...(token.kind !== 'app' && times_of(token)),
      ...(token.user_id && { user_id: token.user_id }), ...(token.page_id && { profile_id: token.page_id }),
      ...(trouble && { error: { code: 190, message: trouble.message, subcode: trouble.subcode } }),
    },
  };
}

// ---- webhooks of the application

function own_app({ token, item }) {
  if (token.kind !== 'app' || token.app_id !== item.id)
    throw new GraphError(15, { message: '(#15) This method must be called with an app access_token.' });
  return item;
}

async function subscribe(call) {
  await call.sim.webhooks.subscribe(own_app(call), call.params);
  return { success: true };
}

function unsubscribe(call) {
  call.sim.webhooks.unsubscribe(own_app(call), call.params.object);
  return { success: true };
}

/** `open`: needs no token. `any_token`: the network's own `admit` is not asked. */
export const engine_methods = {
  'GET /oauth/access_token': {
    open: true, any_token: true, work: exchange,
    parameters: { grant_type: 'text!', client_id: 'text!', client_secret: 'text!', fb_exchange_token: 'text' },
  },
  'GET /debug_token': { any_token: true, parameters: { input_token: 'text!' }, work: debug_token },
  'GET /{app}': { any_token: true },
  'GET /{app}/subscriptions': { any_token: true, gives: 'ApplicationSubscriptions', list: (call) => own_app(call).subscriptions },
  'POST /{app}/subscriptions': {
    any_token: true, work: subscribe,
    parameters: { object: 'text!', callback_url: 'text!', verify_token: 'text!', fields: 'list!', include_values: 'flag' },
  },
  'DELETE /{app}/subscriptions': { any_token: true, parameters: { object: 'text' }, work: unsubscribe },
};
