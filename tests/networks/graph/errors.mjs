// Errors of the Graph API: what each code says, with which status it comes, and the envelope around it.

import { randomBytes } from 'node:crypto';

/** code: [HTTP status, what it says, whether it calls itself transient] */
const table = {
  '-1': [500, 'Fatal', true],
  '-2': [500, 'Timeout', true],
  1: [500, 'An unknown error occurred', true],
  2: [503, 'An unexpected error has occurred. Please retry your request later.', true],
  3: [400, '(#3) Application does not have the capability to make this API call.'],
  4: [403, '(#4) Application request limit reached', true],
  9: [403, '(#9) Application request limit reached for this action', true],
  10: [403, '(#10) Application does not have permission for this action'],
  15: [400, '(#15) This method must be called with an app access_token.'],
  17: [403, '(#17) User request limit reached', true],
  18: [403, '(#18) The maximum number of hashtags has been queried'],
  24: [400, '(#24) The requested resource does not exist'],
  32: [403, '(#32) Page request limit reached', true],
  100: [400, '(#100) Invalid parameter'],
  101: [400, 'Error validating application. Cannot get application info due to a system error.'],
  102: [401, 'Session key invalid or no longer valid'],
  104: [400, 'An access token is required to request this resource.'],
  190: [401, 'Invalid OAuth access token.'],
  200: [403, '(#200) Permissions error'],
  210: [403, '(#210) A page access token is required to request this resource.'],
  230: [403, '(#230) Requires pages_messaging permission to manage the object'],
  283: [403, '(#283) Requires pages_read_engagement permission to manage the object'],
  324: [400, '(#324) Requires upload file'],
  341: [403, '(#341) Feed action request limit reached', true],
  368: [403, 'The action attempted has been deemed abusive or is otherwise disallowed'],
  506: [400, '(#506) Duplicate status message'],
  551: [400, '(#551) This person isn\'t available right now.'],
  613: [403, '(#613) Calls to this api have exceeded the rate limit.', true],
  803: [404, '(#803) Some of the aliases you requested do not exist'],
  1705: [400, '(#1705) There was an error posting to this wall'],
  2200: [400, '(#2200) Callback verification failed'],
  2500: [400, 'An active access token must be used to query information about the current user.'],
  2635: [400, '(#2635) You are calling a deprecated version of the API.'],
  9004: [400, '(#9004) The media could not be fetched from this URI'],
  9007: [400, '(#9007) Media ID is not available'],
  10900: [400, '(#10900) Activity already replied to'],
  10903: [400, '(#10903) This user cannot reply to this activity'],
  80001: [403, '(#80001) There have been too many calls to this Page account. Wait a bit and try again.', true],
  80002: [403, '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.', true],
  80006: [403, '(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.', true],
  1609005: [400, '(#1609005) Link error: Sorry, this post contains a link that could not be previewed.'],
};

const of_methods = 'GraphMethodException';
const of_access = 'OAuthException';

export class GraphError extends Error {
  /**
   * @param {number} code
   * @param {{message?: string, subcode?: number, type?: string, status?: number, transient?: boolean, fields?: object}} [more] `fields` go into the envelope
   */
  constructor(code, { message, subcode, type, status, transient, fields } = {}) {
    const [usual_status, usual_message, usually_transient = false] = table[code] ?? [400, `(#${code}) Error ${code}`];
    super(message ?? usual_message);
    Object.assign(this, {
      code, subcode, fields, type: type ?? (code === 100 && subcode === 33 ? of_methods : of_access), status: status ?? usual_status,
      transient: transient ?? usually_transient,
    });
  }
}

/** An object that is gone, or that this token may not see: the network does not tell which. */
export const no_such_object = (http, id) => new GraphError(100, {
  subcode: 33,
  message: `Unsupported ${http.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, `
    + 'or does not support this operation',
});

export const no_such_field = (name, type) => new GraphError(100, { message: `(#100) Tried accessing nonexisting field (${name}) on node type (${type})` });

export const bad_parameter = (message) => new GraphError(100, { message: `(#100) ${message}` });

export const trace_id = () => `A${randomBytes(8).toString('base64url')}`;

/** @param {GraphError} error @param {{error_envelope: string}} settings */
export function error_body({ message, type, code, subcode, transient, fields }, { error_envelope }) {
  const full = error_envelope === 'full';
  return {
    error: {
      message, type, code, ...(full && subcode !== undefined && { error_subcode: subcode }), ...(full && { is_transient: transient }),
      fbtrace_id: trace_id(), ...fields,
    },
  };
}
