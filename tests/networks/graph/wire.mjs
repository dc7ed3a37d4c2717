// What came over the wire, whatever its dress: parameters in the address, a JSON body, a form, a form that does not say it is one,
// or parts with files. All parameters become text; what JSON nests stays JSON text.

import { parts_of, read_body } from '../shared/form.mjs';

/**
 * @typedef {object} Request
 * @property {string} http
 * @property {string} pathname without the version
 * @property {string[]} path its pieces
 * @property {string|null} version as asked for in the address, such as v25.0
 * @property {Record<string, string>} sent the parameters without the token
 * @property {Record<string, {filename: string, bytes: Buffer}>} files
 * @property {string|undefined} token
 * @property {'header'|'body'|'url'|null} token_in
 * @property {string|undefined} if_none_match
 */

const version_in_path = /^\/(v\d+\.\d+)(?=\/|$)/;

/** @param {import('../shared/server.mjs').Exchange} exchange @returns {Promise<Request>} */
export async function received({ request, url }) {
  const body = await read_body(request);
  const { headers, method } = request;
  const parts = parts_of(body, headers['content-type']);
  const files = Object.fromEntries(parts.filter(({ filename }) => filename !== undefined).map(({ name, ...file }) => [name, file]));
  const in_body = body_parameters(body, parts, headers['content-type']);
  return request_of({
    http: method, address: url, in_body, files, bearer: /^(?:Bearer|OAuth) +(\S+)$/i.exec(headers.authorization ?? '')?.[1],
    if_none_match: headers['if-none-match'],
  });
}

/**
 * @param {{http: string, address: URL, in_body?: Record<string, string>, files?: object, bearer?: string, if_none_match?: string}} whole
 * @returns {Request}
 */
export function request_of({ http, address, in_body = {}, files = {}, bearer, if_none_match }) {
  const in_url = collected([...address.searchParams]);
  const { access_token, method, ...sent } = { ...in_url, ...in_body };
  const version = version_in_path.exec(address.pathname)?.[1] ?? null;
  const pathname = decodeURIComponent(address.pathname).replace(version_in_path, '') || '/';
  const token_in = bearer ? 'header' : in_body.access_token ? 'body' : in_url.access_token ? 'url' : null;
  return {
    http: http === 'POST' && /^(get|delete)$/i.test(method ?? '') ? method.toUpperCase() : http,
    pathname, path: pathname.split('/').filter(Boolean), version, sent, files, if_none_match,
    token: bearer ?? access_token, token_in, token_in_url: Boolean(in_url.access_token),
  };
}

function body_parameters(body, parts, content_type) {
  if (!body.length) return {};
  const texts = parts.filter(({ filename }) => filename === undefined);
  if (parts.length) return collected(texts.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
  if (/^application\/json/i.test(content_type ?? '')) return texts_of(json_object(body));
  return parameters_in(body.toString('utf8'));
}

function json_object(body) {
  try {
    const value = JSON.parse(body.toString('utf8'));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  } catch {
    return {}; // as the network does: what cannot be read has not been said
  }
}

const texts_of = (params) => Object.fromEntries(Object.entries(params)
  .filter(([, value]) => value !== null && value !== undefined)
  .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));

/** `media[0]=…&media[1]=…` becomes `media=[…]`, `to[id]=…` becomes `to={"id":…}`. */
function collected(pairs) {
  const whole = {};
  const trees = Object.create(null);
  for (const [name, value] of pairs) {
    const [, root, keys] = /^(\w+)((?:\[\w*\]){1,5})$/.exec(name) ?? [];
    if (root) plant((trees[root] ??= Object.create(null)), [...keys.matchAll(/\[(\w*)\]/g)].map(([, key]) => key), value);
    else whole[name] = value;
  }
  for (const [root, tree] of Object.entries(trees)) whole[root] = JSON.stringify(grown(tree));
  return whole;
}

function plant(tree, [first, ...rest], value) {
  const key = first === '' ? Object.keys(tree).length : first;
  if (rest.length) plant((tree[key] ??= Object.create(null)), rest, value);
  else tree[key] = nested_json(value);
}

/** What is counted is a list. */
function grown(tree) {
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree)) return tree;
  const keys = Object.keys(tree);
  if (keys.every((key) => /^\d+$/.test(key))) return keys.map((key) => grown(tree[key]));
  return Object.fromEntries(keys.map((key) => [key, grown(tree[key])]));
}

function nested_json(text) {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The parameters of a text such as `message=a&limit=5`. */
export const parameters_in = (text) => collected([...new URLSearchParams(text)]);
