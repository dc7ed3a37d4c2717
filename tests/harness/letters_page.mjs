// The letters of a mailbox as one page, for who watches the demo.

import { once } from 'node:events';
import { createServer } from 'node:http';

const safe = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

const style = 'body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f2;padding:1rem}small{color:#666}';

const page = (letters) => `<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Письма</title>
<style>${style}</style><h1>Письма: ${letters.length}</h1>
${[...letters].reverse().map(({ to, subject, text }) => `<h3>${safe(subject)}</h3><small>${safe(to.join(', '))}</small><pre>${safe(text)}</pre>`).join('\n')}`;

/** @param {import('./mail.mjs').Mailbox} mailbox @param {number} port */
export async function serve_letters(mailbox, port) {
  const server = createServer((_request, answer) => {
    answer.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(page(mailbox.letters));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
