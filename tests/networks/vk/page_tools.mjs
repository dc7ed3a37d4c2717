// What all pages have in common: how they are sent, and how a resident's form is read.

import { ControlError } from '../shared/control_error.mjs';
import { send, send_json } from '../shared/deliver.mjs';
import { form_of, read_body } from '../shared/form.mjs';

export const made_by = { via: 'page' };

export function redirect(response, location) {
  response.writeHead(303, { Location: location }).end();
}

export const send_html = ({ request, response }, content, status = 200) =>
  send(request, response, content.text, { status, type: 'text/html; charset=utf-8' });

/** What a resident has sent; only from a page of ours, and never without words. @returns {Promise<Record<string, string>>} */
export async function written_form({ request }) {
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new ControlError(403, 'forms are taken from these pages only');
  const form = form_of(await read_body(request), request.headers['content-type']);
  const text = (form.text ?? '').replace(/\r\n?/g, '\n').trim();
  if (!text) throw new ControlError(400, 'Напишите текст');
  return { ...form, author: form.author ?? '', text };
}

/** Back to the page, at what was written; a script only wants to know where that is. @param {string} page its path @param {string} anchor */
export function show_written({ request, response }, page, anchor) {
  if (request.headers.accept === 'application/json') return send_json(request, response, { anchor, page });
  return redirect(response, `${page}#${anchor}`);
}
