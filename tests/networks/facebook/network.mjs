// Facebook as the engine of the Graph API sees it.

import { complete } from '../graph/network.mjs';
import { admit, page_of } from './access.mjs';
import { find } from './find.mjs';
import { methods, nouns } from './methods.mjs';
import { shapes } from './shapes.mjs';

/** Tokens of pages and of system users spend the page's budget, or that of its messages; all others that of the application. */
function budget({ token, found, world }) {
  const page = token.kind === 'page' ? world.pages.get(token.page_id)
    : token.kind === 'system_user' && found.node ? page_of({ world, token, ...found.node }) : undefined;
  const messages = found.row?.permissions?.includes('pages_messaging');
  return page ? { id: page.id, type: messages ? 'messenger' : 'pages' } : { id: token.app_id, type: 'app' };
}

export const network = complete({ nouns, methods, shapes, find, admit, budget });
