// ETags, as they were before 2026-10-27. They are off unless a test wants the old behaviour.

import { createHash } from 'node:crypto';

/** @param {{etags: boolean}} settings @param {import('./wire.mjs').Request} request @param {import('../shared/server.mjs').Answer} answer */
export function etag_of({ etags }, request, answer) {
  if (!etags || request.http !== 'GET' || answer.said !== 'ok') return answer;
  const etag = `"${createHash('sha1').update(answer.bytes).digest('hex')}"`;
  const head = { ...answer.head, headers: { ...answer.head.headers, ETag: etag } };
  return request.if_none_match === etag ? { bytes: Buffer.alloc(0), said: 'not modified', head: { ...head, status: 304 } } : { ...answer, head };
}
