// What the pages of all networks need on the way from the address to the answer: a table of places, and the ways to answer.

import { readFileSync } from 'node:fs';
import { ControlError } from './control_error.mjs';
import { send, send_json } from './deliver.mjs';
import { form_of, read_body } from './form.mjs';

const asset = (name, type) => ({ type: `${type}; charset=utf-8`, bytes: readFileSync(new URL(`./pages/${name}`, import.meta.url)) });
const assets = { '/pages/style.css': asset('style.css', 'text/css'), '/pages/live.js': asset('live.js', 'text/javascript') };

/** @typedef {import('./server.mjs').Exchange} Exchange */

export const redirect = (response, location) => response.writeHead(303, { Location: location }).end();

/** @param {Exchange} exchange */
export const send_html = ({ request, response }, content, status = 200) =>
  send(request, response, content.text, { status, type: 'text/html; charset=utf-8' });

/** @param {Exchange} exchange */
export const send_svg = ({ request, response }, svg) => send(request, response, svg, { type: 'image/svg+xml' });

/** @param {Exchange} exchange */
export const send_png = ({ request, response }, bytes) => send(request, response, bytes, { type: 'image/png' });

/** Changes whenever a page may look different. */
export const revision_of = (sim) => `${sim.resets}-${sim.world.revision}`;

/** @param {Exchange} exchange */
export const send_revision = ({ sim, request, response }) => send_json(request, response, { revision: revision_of(sim) });

/** @param {Exchange} exchange */
export function send_asset({ request, response, url }) {
  const found = assets[url.pathname];
  if (!found) throw new ControlError(404, `there is no ${url.pathname}`);
  return send(request, response, found.bytes, { type: found.type });
}

/** What a resident has sent with a form of ours. @param {Exchange} exchange @returns {Promise<{form: Record<string, string>, text: string}>} */
export async function read_writing({ request }) {
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new ControlError(403, 'forms are taken from these pages only');
  const form = form_of(await read_body(request), request.headers['content-type']);
  const text = (form.text ?? '').replace(/\r\n?/g, '\n').trim();
  if (!text) throw new ControlError(400, 'Напишите текст');
  return { form, text };
}

/** Where to look for what was written: told to a script, a browser is led there. @param {Exchange} exchange @param {string} path of the page */
export function show_written({ request, response }, path, anchor) {
  if (request.headers.accept === 'application/json') return send_json(request, response, { anchor, page: path });
  return redirect(response, `${path}#${anchor}`);
}

/**
 * @param {[string, RegExp, (exchange: Exchange, found: RegExpExecArray) => any][]} places method, address, what is done
 * @param {(message: string) => object} trouble_page
 * @returns {(exchange: Exchange) => Promise<void>}
 */
export const page_server = (places, trouble_page) => async (exchange) => {
  const { request, url } = exchange;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const place = places.find(([expected, address]) => expected === method && address.test(url.pathname));
  try {
    if (!place) throw new ControlError(404, `Страницы ${url.pathname} здесь нет`);
    return await place[2](exchange, place[1].exec(url.pathname));
  } catch (error) {
    if (!(error instanceof ControlError) || !request.headers.accept?.includes('text/html')) throw error;
    return send_html(exchange, trouble_page(error.message), error.status);
  }
};
