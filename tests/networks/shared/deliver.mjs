// Puts an answer on the wire, whole or spoilt in the way a fault says.

import { gzipSync } from 'node:zlib';

const json_type = 'application/json; charset=utf-8';
const bad_gateway = '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1><hr>nginx</body>\r\n</html>\r\n';

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer|string} bytes
 * @param {{status?: number, type?: string, headers?: object}} [head]
 */
export function send(request, response, bytes, { status = 200, type = json_type, headers = {} } = {}) {
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? gzipSync(bytes, { level: 1 }) : Buffer.from(bytes);
  response.writeHead(status, {
    'Content-Type': type, 'Content-Length': body.length, 'Cache-Control': 'no-store', ...(zipped && { 'Content-Encoding': 'gzip' }), ...headers,
  });
  response.end(body);
}

export const send_json = (request, response, value, status = 200) => send(request, response, JSON.stringify(value), { status });

/** How each fault of the transport answers; `bytes` is the true answer, empty if the work was not done. */
const deliveries = {
  hang: () => {},
  cut: (request, response, bytes, { reset = true }) => cut(request.socket, reset),
  status: (request, response, bytes, { status = 502, body = bad_gateway, type = 'text/html', headers }) =>
    send(request, response, body, { status, type, headers }),
  body: (request, response, bytes, { text = '', base64, status, type }) =>
    send(request, response, base64 === undefined ? text : Buffer.from(base64, 'base64'), { status, type }),
  empty_body: (request, response) => send(request, response, ''),
  invalid_json: (request, response, bytes) => send(request, response, `${String(bytes).slice(0, -1)},,`),
  invalid_utf8: (request, response, bytes) => send(request, response, with_broken_letter(bytes)),
  wrong_type: (request, response, bytes, { type = 'text/html' }) => send(request, response, bytes, { type }),
  big_body: (request, response, bytes, { bytes: size = 1024 * 1024 }) => send(request, response, grown(bytes, size)),
  half_body: (request, response, bytes) => {
    response.writeHead(200, { 'Content-Type': json_type, 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => setTimeout(() => cut(request.socket, true), 20));
  },
};

export const deliver_spoilt = (request, response, bytes, fault) => deliveries[fault.do](request, response, bytes, fault);

function cut(socket, reset) {
  if (reset && socket.resetAndDestroy) socket.resetAndDestroy();
  else socket.destroy();
}

/**
 * Lone continuation bytes at the beginning of a text: the first that stands under "text", else of the first value that is a string.
 * Names are left whole, so that what is spoilt is what people have written. An answer without any string is spoilt at its first name.
 */
function with_broken_letter(bytes) {
  const json = bytes.toString('latin1');
  const found = /"text":"(?=[^"])/.exec(json) ?? /":"(?=[^"])/.exec(json) ?? /^[^"]*"?/.exec(json);
  const at = found.index + found[0].length;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xd0, 0x80, 0x80, 0xff]), bytes.subarray(at)]);
}

/** Valid JSON of at least this size: one more field, full of letters; what is no object is followed by blanks. */
function grown(bytes, size) {
  if (!String(bytes).startsWith('{"')) return String(bytes).padEnd(size);
  const with_padding = (letters) => `${String(bytes).slice(0, -1)},"padding":"${'x'.repeat(letters)}"}`;
  return with_padding(Math.max(0, size - Buffer.byteLength(with_padding(0))));
}
