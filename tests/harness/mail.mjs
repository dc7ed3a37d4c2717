// A receiving SMTP server, and its letters as a mail program would show them.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { until } from './until.mjs';

/** @typedef {{from: string, to: string[], raw: Buffer, headers: Map<string, string>, subject: string, text: string}} Letter */

export class Mailbox {
  /** @type {Letter[]} */ letters = [];
  /** Set to refuse: (address) => Error or nothing. */ refuse = (_address) => undefined;

  static async start({ port = 0 } = {}) {
    const box = new Mailbox();
    box.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: ({ address }, _session, done) => done(box.refuse(address)),
      onData: (stream, session, done) => box.#take(stream, session).then(() => done(), done),
    });
    box.server.on('error', () => undefined);
    box.server.listen(port, '127.0.0.1');
    await once(box.server.server, 'listening');
    box.url = `smtp://127.0.0.1:${box.server.server.address().port}`;
    return box;
  }

  async #take(stream, { envelope }) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const raw = Buffer.concat(parts);
    const seen = read_letter(raw);
    this.letters.push({ from: envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), raw, ...seen });
    this.told?.(this.letters.at(-1));
  }

  to(address) { return this.letters.filter((letter) => letter.to.includes(address)); }

  /** Waits for a letter to somebody in which `said` stands. @returns {Promise<Letter>} */
  letter(address, said, how) {
    const matches = ({ subject, text }) => said.test(`${subject}\n${text}`);
    return until(`a letter to ${address} saying ${said}`, () => this.to(address).find(matches),
      { last: () => this.letters.map(({ to, subject, text }) => ({ to, subject, text })), ...how });
  }

  stop() { return new Promise((done) => this.server.close(done)); }
}

// ---- reading a letter (RFC 5322, 2045, 2047)

/** @param {Buffer} raw */
export function read_letter(raw) {
  const { headers, body } = read_part(raw.toString('latin1'));
  return { headers, subject: decoded_words(headers.get('subject') ?? ''), text: readable(headers, body) };
}

function read_part(source) {
  const end = source.search(/\r?\n\r?\n/);
  const head = end < 0 ? source : source.slice(0, end);
  const body = end < 0 ? '' : source.slice(end).replace(/^\r?\n\r?\n/, '');
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = new Map(lines.map((line) => [line.split(':', 1)[0].toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  return { headers, body };
}

function readable(headers, body) {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return decoded_body(headers.get('content-transfer-encoding') ?? '7bit', body);
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => read_part(part.replace(/^\r?\n/, '')));
  return parts.map((part) => readable(part.headers, part.body)).join('\n');
}

function decoded_body(encoding, body) {
  switch (encoding.toLowerCase()) {
    case 'base64': return Buffer.from(body, 'base64').toString();
    case 'quoted-printable': return unquoted(body.replace(/=\r?\n/g, ''));
    default: return Buffer.from(body, 'latin1').toString();
  }
}

const unquoted = (text) => Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_all, code) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString();

const encoded_word = /=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi;

/** Encoded words are decoded one by one, as mail programs do: a letter cut in two would be seen. */
export function decoded_words(header) {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(encoded_word, (_all, _charset, kind, text) =>
    kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : unquoted(text.replaceAll('_', ' ')));
}

/** What a strict mail server would find wrong with a letter. @returns {string[]} */
export function faults_of(/** @type {Letter} */ { raw, headers, subject }) {
  const source = raw.toString('latin1');
  const head = source.split(/\r?\n\r?\n/, 1)[0];
  const words = [...(headers.get('subject') ?? '').matchAll(encoded_word)].map(([word]) => word);
  const needed = ['from', 'to', 'date', 'message-id', 'subject', 'mime-version', 'content-type'];
  return [
    /[^\x00-\x7f]/.test(head) && 'bytes beyond ASCII in the headers',
    head.split(/\r?\n/).some((line) => line.length > 998) && 'a header line over 998 bytes',
    source.split(/\r?\n/).some((line) => line.length > 998) && 'a line over 998 bytes',
    words.some((word) => word.length > 75) && 'an encoded word over 75 bytes',
    subject.includes('\ufffd') && 'a character of the subject is cut in two',
    ...needed.map((name) => !headers.get(name) && `no header ${name}`),
  ].filter(Boolean);
}
