// A client others have written for the real Instagram, pointed at a simulator. This file is all that is done to it; it is otherwise unchanged.

export const ig = await import('instagram-graph-api').then(({ default: whole }) => whole, () => null);

export const missing = ig ? false : 'skipped: the client is not installed';

const real_fetch = globalThis.fetch;

/** @returns {import('instagram-graph-api').Client} of an account; what it sends to the network goes to `url` */
export function instagram_client(url, token, account_id) {
  globalThis.fetch = (asked, ...rest) =>
    (asked instanceof Request ? real_fetch(new Request(asked.url.replace('https://graph.facebook.com', url), asked), ...rest) : real_fetch(asked, ...rest));
  return new ig.Client(token, account_id, ig.ApiVersion.LATEST);
}
