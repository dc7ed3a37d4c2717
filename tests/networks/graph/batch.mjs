// Many calls in one request: each counts, each has its own answer as a JSON string; an element may be null.

import { with_raw_bytes } from '../shared/raw_items.mjs';
import { answer, opened } from './api.mjs';
import { GraphError, bad_parameter } from './errors.mjs';
import { parameters_in, request_of } from './wire.mjs';

const most_elements = 50;

/** @param {import('./api.mjs').Call} call @returns {Promise<(object|null)[]>} */
export async function batch(call) {
  const elements = elements_of(call.sent.batch);
  const { batch_answered } = call.world.settings;
  const with_headers = call.sent.include_headers !== 'false';
  const results = new Map();
  const answers = [];
  for (const [index, element] of elements.entries()) {
    const late = batch_answered > 0 && index >= batch_answered;
    answers.push(late ? null : await answered(call, element, results, with_headers));
  }
  return answers;
}

function elements_of(text) {
  let elements;
  try {
    elements = JSON.parse(text);
  } catch {
    throw bad_parameter('Invalid batch: it is not a JSON array');
  }
  if (!Array.isArray(elements)) throw bad_parameter('Invalid batch: it is not a JSON array');
  if (elements.length > most_elements) throw bad_parameter(`Too many requests in batch message. Maximum batch size is ${most_elements}`);
  return elements;
}

async function answered(call, element, results, with_headers) {
  const { name, depends_on, omit_response_on_success = Boolean(name) } = element ?? {};
  if (depends_on !== undefined && results.get(depends_on) !== 'ok') return null;
  const inner = opened(call.sim, call.network, inner_request(call.request, element), call.entry.n);
  const { value, status, headers, said } = await answer(inner);
  call.sim.journal.close(inner.entry, said);
  if (name) results.set(name, said);
  if (said === 'ok' && omit_response_on_success) return null;
  const listed = Object.entries({ 'Content-Type': 'application/json; charset=UTF-8', ...headers }).map(([key, text]) => ({ name: key, value: text }));
  return { code: status, ...(with_headers && { headers: listed }), body: with_raw_bytes(JSON.stringify(value), call.sim.raws).toString('utf8') };
}

function inner_request(outer, element) {
  if (typeof element?.relative_url !== 'string') throw new GraphError(100, { message: '(#100) Each element of a batch has a method and a relative_url' });
  const { method = 'GET', relative_url, body = '' } = element;
  const address = new URL(`/${relative_url.replace(/^\/+/, '')}`, 'http://inner');
  const request = request_of({ http: method.toUpperCase(), address, in_body: parameters_in(body) });
  const own_token = request.token !== undefined;
  const proof = !own_token && outer.sent.appsecret_proof;
  return {
    ...request, version: request.version ?? outer.version, token: own_token ? request.token : outer.token,
    token_in: own_token ? 'body' : outer.token_in, token_in_url: false, sent: { ...(proof && { appsecret_proof: proof }), ...request.sent },
  };
}
