// An uploaded file: the simulators keep its bytes and serve them, the control interface tells what it is.

import { createHash } from 'node:crypto';
import { send } from './deliver.mjs';

export class KeptFile {
  /** @param {string} type @param {Buffer} bytes */
  constructor(type, bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** In JSON only what tells it from another. */
  toJSON() {
    return { type: this.type, size: this.bytes.length, sha256: createHash('sha256').update(this.bytes).digest('hex') };
  }
}

/** The bytes as they were uploaded; a browser must not take them for anything else. @param {import('./server.mjs').Exchange} exchange */
export const send_file = ({ request, response }, { type, bytes }, headers = {}) =>
  send(request, response, bytes, { type, headers: { 'X-Content-Type-Options': 'nosniff', ...headers } });
