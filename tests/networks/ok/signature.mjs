// The signature of a request: all parameters but the token and the signature itself, sorted by the bytes of their names,
// name=value without anything between, the secret at the end, and MD5 over the whole in UTF-8.

import { createHash } from 'node:crypto';

const unsigned = new Set(['sig', 'access_token', 'session_key']);
const md5 = (text) => createHash('md5').update(text, 'utf8').digest('hex');
const by_bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** @param {string} access_token @param {string} application_secret_key */
export const session_secret_of = (access_token, application_secret_key) => md5(access_token + application_secret_key);

/** What is signed, without the secret. @param {Record<string, string>} params */
export const signed_text = (params) =>
  Object.keys(params).filter((name) => !unsigned.has(name)).sort(by_bytes).map((name) => `${name}=${params[name]}`).join('');

/** @param {Record<string, string>} params raw values, not percent-encoded @param {string} secret */
export const signature_of = (params, secret) => md5(signed_text(params) + secret);
