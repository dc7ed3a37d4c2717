// Which address goes where. The API and the pages for a person share one host; who asks for HTML and shows no token is a person.
// An address may begin with the host of a login, as in /graph.instagram.com/v25.0/me: then only tokens of this login are good.

import { answer_graph } from '../graph/api.mjs';
import { server_for } from '../shared/server.mjs';
import { answer_control } from './control.mjs';
import { network } from './network.mjs';
import { answer_page } from './pages.mjs';

const answer_anyone = (exchange) => (is_person(exchange) ? answer_page(exchange) : answer_graph(exchange, network));

function is_person({ request: { method, headers }, url }) {
  const token = headers.authorization !== undefined || url.searchParams.has('access_token');
  return ['GET', 'HEAD'].includes(method) && !token && /\btext\/html\b/.test(headers.accept ?? '');
}

/** The same simulator at an address of its own, which stands in the links it gives. */
const at_host = (host) => (exchange) => {
  const prefix = `/graph.${host}.com`;
  const url = new URL(exchange.url);
  url.pathname = url.pathname.slice(prefix.length) || '/';
  const sim = Object.create(exchange.sim, { url: { value: exchange.sim.url + prefix }, host: { value: host } });
  const moved = { ...exchange, url, sim };
  return url.pathname.startsWith('/picture/') ? answer_page(moved) : answer_graph(moved, network);
};

const places = [
  ['/control/', answer_control],
  ['/graph.facebook.com', at_host('facebook')],
  ['/graph.instagram.com', at_host('instagram')],
  ...['/p/', '/reel/', '/account/', '/explore/', '/write/', '/pages/', '/picture/'].map((start) => [start, answer_page]),
  ['/', answer_anyone],
];

/** @param {import('../graph/simulator.mjs').GraphSimulator} sim */
export const make_server = (sim) => server_for(sim, places);
