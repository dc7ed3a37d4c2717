// Clients others have written for the real Facebook, pointed at a simulator. This file is all that is done to them; they are otherwise unchanged.

const sdk = await import('facebook-nodejs-business-sdk').then(({ default: whole }) => whole, () => null);
const graph = await import('fbgraph').then(({ default: whole }) => whole, () => null);

export const missing = sdk && graph ? false : 'skipped: the clients are not installed';

/** @returns {object} the SDK's classes, calling `url` */
export function business_sdk(url, token) {
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => url, configurable: true });
  sdk.FacebookAdsApi.init(token, 'ru_RU', false); // false: it would report crashes to Facebook
  return sdk;
}

/** @returns {(verb: 'get'|'post'|'del'|'batch', ...rest: any[]) => Promise<any>} fbgraph with promises; an error is thrown as it came */
export function fbgraph(url, token, secret) {
  graph.setGraphUrl(url).setVersion('25.0').setAccessToken(token).setAppSecret(secret);
  return (verb, ...rest) => new Promise((resolve, reject) => graph[verb](...rest, (error, answer) => (error ? reject(error) : resolve(answer))));
}
