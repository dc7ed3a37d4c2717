// Errors of the API: the codes with their names and words, and the body in which they travel (with HTTP status 200).

/** code: [name, what it says] */
const known = {
  1: ['UNKNOWN', 'Unknown error'],
  2: ['SERVICE', 'Service temporary unavailable'],
  3: ['METHOD', 'Method does not exist'],
  4: ['REQUEST', 'Request could not be processed'],
  7: ['ACTION_BLOCKED', 'The action is temporarily blocked'],
  8: ['FLOOD_BLOCKED', 'The action is blocked because of flood'],
  9: ['IP_BLOCKED', 'The address is blocked'],
  10: ['PERMISSION_DENIED', 'Permission denied'],
  11: ['LIMIT_REACHED', 'Method invocation limit is reached'],
  12: ['CANCELLED', 'The operation was cancelled'],
  21: ['NOT_MULTIPART', 'The request is not multipart'],
  24: ['NOT_OWNER', 'The user is not the owner'],
  25: ['NOT_ACTIVE', 'The user is not active'],
  26: ['TOTAL_LIMIT_REACHED', 'Total limit is reached'],
  31: ['NETWORK_TIMEOUT', 'Network timeout'],
  50: ['NOT_ADMIN', 'The user is not an administrator of the group'],
  100: ['PARAM', 'Missing or invalid parameter'],
  101: ['PARAM_API_KEY', 'No application with this key'],
  102: ['PARAM_SESSION_EXPIRED', 'Session expired'],
  103: ['PARAM_SESSION_KEY', 'Invalid session key'],
  104: ['PARAM_SIGNATURE', 'Invalid signature'],
  106: ['PARAM_ENTITY_ID', 'Invalid discussion id'],
  110: ['PARAM_USER_ID', 'Invalid user id'],
  121: ['PARAM_PHOTO_ID', 'Invalid photo id'],
  140: ['PARAM_MESSAGE_ID', 'Invalid message id'],
  141: ['PARAM_COMMENT_ID', 'Invalid comment id'],
  160: ['PARAM_GROUP_ID', 'Invalid group id'],
  200: ['PARAM_PERMISSION', 'The user has not given this permission to the application'],
  210: ['PARAM_APPLICATION_DISABLED', 'The application is disabled'],
  220: ['PARAM_FIELDSET', 'Unknown name in fields'],
  300: ['NOT_FOUND', 'Not found'],
  451: ['NOT_SESSION_METHOD', 'The method is called without a session'],
  453: ['SESSION_REQUIRED', 'The method needs a session'],
  454: ['CENSOR_MATCH', 'The text is rejected by the censor'],
  456: ['GROUP_RESTRICTION', 'The settings of the group forbid this'],
  457: ['UNAUTHORIZED_RESTRICTION', 'The application is not authorised'],
  500: ['PHOTO_SIZE_LIMIT_EXCEEDED', 'The file is too large'],
  501: ['PHOTO_SIZE_TOO_SMALL', 'The picture is too small'],
  502: ['PHOTO_SIZE_TOO_BIG', 'The picture has too many pixels'],
  503: ['PHOTO_INVALID_FORMAT', 'The format of the picture is not recognised'],
  504: ['PHOTO_IMAGE_CORRUPTED', 'The picture is corrupted'],
  505: ['PHOTO_NO_IMAGE', 'There is no picture in the request'],
  511: ['IDS_BLOCKED', 'Blocked by the spam protection'],
  514: ['IDS_SESSION_VERIFICATION_REQUIRED', 'The user has to be verified'],
  600: ['MEDIA_TOPIC_BLOCK_LIMIT', 'Too many blocks'],
  601: ['MEDIA_TOPIC_TEXT_LIMIT', 'The text is too long'],
  700: ['COMMENT_NOT_FOUND', 'Comment not found'],
  702: ['COMMENT_NOT_ACTIVE', 'Comment is not active'],
  704: ['TIMEOUT_EXCEEDED', 'The comment can no longer be edited'],
  705: ['CHAT_NOT_FOUND', 'Chat not found'],
  2001: ['GRAPH_PARAM_REQUEST', 'Invalid request'],
  5000: ['INVALID_RESPONSE', 'Invalid response'],
  9999: ['SYSTEM', 'Critical system error'],
};

export class ApiError extends Error {
  /**
   * @param {number} code
   * @param {{data?: string|null, message?: string, fields?: object}} [more] `data` is served as error_data, such as the parameter's name
   */
  constructor(code, { data = null, message, fields = {} } = {}) {
    const [name, words] = known[code] ?? ['UNKNOWN', 'Unknown error'];
    super(message ?? `${name} : ${data === null ? words : `${words}: ${data}`}`);
    Object.assign(this, { code, data, fields });
  }
}

/** @param {ApiError} error @param {object} settings */
export const error_body = ({ code, message, data, fields }, { error_data }) => ({
  error_code: code, error_msg: message, ...((data !== null || error_data === 'null') && { error_data: data }), ...fields,
});
