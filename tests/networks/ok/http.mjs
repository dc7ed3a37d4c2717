// Which address goes where, and what each of them does.

import { form_of, read_body } from '../shared/form.mjs';
import { json_bytes, server_for, under_faults } from '../shared/server.mjs';
import { answer_upload } from '../shared/upload_server.mjs';
import { answer, plan_of } from './api.mjs';
import { answer_control } from './control.mjs';
import { ApiError, error_body } from './errors.mjs';
import { answer_graph } from './graph.mjs';
import { refresh } from './oauth.mjs';
import { answer_page } from './pages.mjs';
import { to_bytes } from './serialise.mjs';

/** @typedef {import('../shared/server.mjs').Exchange} Exchange */

const places = [
  ['/fb.do', answer_method],
  ['/api/', answer_method],
  ['/graph/', answer_graph],
  ['/uploadImage', answer_picture],
  ['/oauth/token.do', answer_refresh],
  ['/control/', answer_control],
  ['/', answer_page],
];

/** @param {import('./simulator.mjs').Simulator} sim */
export const make_server = (sim) => server_for(sim, places);

// ---- the API

async function answer_method(exchange) {
  const { sim, response } = exchange;
  const call = await call_of(exchange);
  const plan = plan_of(sim, call);
  return under_faults(exchange, call.entry, plan, () => {
    const { value, code, said } = answer(sim, call, plan);
    if (code !== null && sim.world.settings.error_header) response.setHeader('invocation-error', code);
    return { bytes: to_bytes(value, sim.world.settings), said };
  });
}

/** @param {Exchange} exchange @returns {Promise<import('./api.mjs').Request>} */
async function call_of({ sim, request, url }) {
  const in_url = Object.fromEntries(url.searchParams);
  const in_body = form_of(await read_body(request), request.headers['content-type']);
  const sent = { ...in_url, ...in_body };
  const method = url.pathname === '/fb.do' ? sent.method ?? '' : url.pathname.slice('/api/'.length).replace('/', '.');
  const { access_token, session_key, sig, ...params } = sent;
  const has_token = (params) => 'access_token' in params || 'session_key' in params;
  const entry = sim.journal.open({
    now: sim.world.clock.now(), http: request.method, path: url.pathname, method, params,
    token_in: has_token(in_body) ? 'body' : has_token(in_url) ? 'url' : null, token_in_url: has_token(in_url),
  });
  return { method, http: request.method, sent, entry };
}

// ---- uploads

/** The upload server refuses in the envelope of the API. */
function answer_picture(exchange) {
  const { sim, url } = exchange;
  const refuse = ({ code, ...more }) => error_body(new ApiError(code, more), sim.world.settings);
  const receive = (parts) => {
    try {
      return sim.uploads.receive(url.searchParams, parts);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error_body(error, sim.world.settings);
    }
  };
  return answer_upload(exchange, { method: 'upload.photo', receive, refuse });
}

// ---- OAuth

async function answer_refresh(exchange) {
  const { sim, request, url } = exchange;
  const form = form_of(await read_body(request), request.headers['content-type']);
  const sent = { ...Object.fromEntries(url.searchParams), ...form };
  const { refresh_token, client_secret, code, ...params } = sent;
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, params });
  const plan = sim.faults.strike({ path: url.pathname, params });
  return under_faults(exchange, entry, plan, () => {
    const result = refresh(sim.world, sent);
    return { bytes: json_bytes(result), said: result.error ?? 'ok' };
  });
}
