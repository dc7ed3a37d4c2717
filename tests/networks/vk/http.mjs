// Which address goes where, and what each of them does.

import { answer, plan_of } from './api.mjs';
import { answer_control } from './control.mjs';
import { form_of, read_body } from '../shared/form.mjs';
import { json_bytes, server_for, under_faults } from '../shared/server.mjs';
import { answer_upload } from '../shared/upload_server.mjs';
import { refresh } from './oauth.mjs';
import { answer_page } from './pages.mjs';
import { to_bytes } from './serialise.mjs';
import { refusal } from './uploads.mjs';

/** @typedef {import('../shared/server.mjs').Exchange} Exchange */

const places = [
  ['/method/', answer_method],
  ['/longpoll/', answer_long_poll],
  ['/upload/', answer_file],
  ['/oauth2/auth', answer_refresh],
  ['/control/', answer_control],
  ['/', answer_page],
];

/** @param {import('./simulator.mjs').Simulator} sim */
export const make_server = (sim) => server_for(sim, places);

// ---- the API

async function answer_method(exchange) {
  const { sim } = exchange;
  const call = await call_of(exchange);
  const plan = plan_of(sim, call);
  return under_faults(exchange, call.entry, plan, () => {
    const { envelope, said } = answer(sim, call, plan);
    return { bytes: to_bytes(envelope, sim.world.settings, sim.raws), said };
  });
}

/** @param {Exchange} exchange @returns {Promise<import('./api.mjs').Request>} */
async function call_of({ sim, request, url }) {
  const in_url = Object.fromEntries(url.searchParams);
  const in_body = form_of(await read_body(request), request.headers['content-type']);
  const bearer = /^Bearer\s+(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
  const { access_token, ...sent } = { ...in_url, ...in_body };
  const method = decodeURIComponent(url.pathname.slice('/method/'.length));
  const token_in = bearer ? 'header' : in_body.access_token ? 'body' : in_url.access_token ? 'url' : null;
  const entry = sim.journal.open({
    now: sim.world.clock.now(), http: request.method, path: url.pathname, method, params: sent, v: sent.v ?? null, token_in,
    token_in_url: 'access_token' in in_url,
  });
  return { method, http: request.method, sent, token_text: bearer ?? access_token ?? null, entry, base: sim.url };
}

// ---- long poll

async function answer_long_poll(exchange) {
  const { sim, request, response, url } = exchange;
  const params = Object.fromEntries(url.searchParams);
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, params });
  const plan = sim.faults.strike({ path: url.pathname, params });
  return under_faults(exchange, entry, plan, async () => {
    sim.world.publish_due();
    const { answer: events, give_up } = sim.long_poll.check(Number(url.pathname.slice('/longpoll/'.length)), url.searchParams);
    response.on('close', give_up);
    return { bytes: json_bytes(await events), said: 'ok' };
  });
}

// ---- uploads

/** For faults and the log the upload servers are the methods upload.wall_photo, upload.message_photo and upload.doc. */
function answer_file(exchange) {
  const { sim, url } = exchange;
  return answer_upload(exchange, {
    method: `upload.${url.pathname.split('/')[2]}`,
    receive: (parts) => sim.uploads.receive(url.pathname, parts ?? []),
    refuse: ({ message = 'ordered', code }) => refusal(message, code),
  });
}

// ---- VK ID

/** A fault `error` is said in the words of OAuth, which its message names. */
const ordered_refusal = (fault) => (fault?.do === 'error' ? { error: fault.message ?? 'invalid_grant', error_description: 'ordered' } : null);

async function answer_refresh(exchange) {
  const { sim, request, url } = exchange;
  const form = form_of(await read_body(request), request.headers['content-type']);
  const { access_token, refresh_token, code, ...params } = form;
  const entry = sim.journal.open({ now: sim.world.clock.now(), http: request.method, path: url.pathname, params });
  const plan = sim.faults.strike({ path: url.pathname, params });
  return under_faults(exchange, entry, plan, () => {
    const result = ordered_refusal(plan.before) ?? refresh(sim.world, form);
    return { bytes: json_bytes(result), said: result.error ?? 'ok' };
  });
}
