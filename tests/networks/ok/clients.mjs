// ok.ru, a client others have written for the real Odnoklassniki, pointed at the simulator by its own options; nothing in it is changed.
// It keeps its options for the whole process, so there is one at a time.

import { createRequire } from 'node:module';
import { application } from './bench.mjs';

const require = createRequire(import.meta.url);

function installed(name) {
  try {
    return require(name);
  } catch {
    return null;
  }
}

const ok_ru = installed('ok.ru');
export const missing = ok_ru ? false : 'skipped: ok.ru is not installed';

/**
 * @param {{url: string}} bench @param {string} token
 * @returns {(http: 'get'|'post', params: object) => Promise<any>} an error of the API is thrown
 */
export function ok_client({ url }, token) {
  ok_ru.setOptions({
    applicationKey: application.key, applicationSecretKey: application.secret, applicationId: '900',
    restBase: `${url}/fb.do`, refreshBase: `${url}/oauth/token.do`,
  });
  ok_ru.setAccessToken(token);
  const promised = (call) => new Promise((resolve, reject) => call((error, body) => (error ? reject(error) : resolve(body))));
  const calls = (http, params) => promised((done) => ok_ru[http]({ ...params }, done));
  calls.refresh = (refresh_token) => promised((done) => ok_ru.refresh(refresh_token, done));
  return calls;
}
