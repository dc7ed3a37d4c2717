// Instagram as the engine of the Graph API sees it.

import { complete } from '../graph/network.mjs';
import { account_of, admit } from './access.mjs';
import { find } from './find.mjs';
import { methods, nouns } from './methods.mjs';
import { shapes } from './shapes.mjs';

/** Calls about an account spend its budget, or that of its messages; hashtags, the discovery of others, and all else spend that of the application. */
function budget({ token, found, world, sent }) {
  const account = found.node && account_of({ world, token, ...found.node });
  if (account && found.row?.needs === 'messages') return { id: account.id, type: 'messenger' };
  const of_platform = found.row?.platform || !account || found.node.type === 'Page' || /\bbusiness_discovery\b/.test(sent.fields);
  return of_platform ? { id: token.app_id, type: 'app' } : { id: account.id, type: 'instagram' };
}

export const network = complete({ nouns, methods, shapes, find, admit, budget });
