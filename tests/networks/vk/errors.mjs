// What VK answers instead of a result: the codes the simulator gives by itself or is asked to give by a fault.

const messages = {
  1: 'Unknown error occurred',
  2: 'Application is disabled',
  3: 'Unknown method passed',
  5: 'User authorization failed',
  6: 'Too many requests per second',
  7: 'Permission to perform this action is denied',
  8: 'Invalid request',
  9: 'Flood control',
  10: 'Internal server error',
  12: 'Unable to compile code',
  13: 'Runtime error occurred during code invocation',
  14: 'Captcha needed',
  15: 'Access denied',
  17: 'Validation required',
  18: 'User was deleted or banned',
  19: 'Content blocked',
  22: 'Upload error',
  23: 'This method was disabled',
  24: 'Confirmation required',
  27: 'Group authorization failed',
  28: 'Application authorization failed',
  29: 'Rate limit reached',
  30: 'This profile is private',
  32: 'Need wait',
  36: 'Method execution was interrupted due to timeout',
  42: 'IP is not allowed',
  43: 'This section is temporary unavailable',
  100: 'One of the parameters specified was missing or invalid',
  103: 'Out of limits',
  104: 'Not found',
  105: "Couldn't save file",
  113: 'Invalid user id',
  114: 'Invalid album id',
  118: 'Invalid server',
  121: 'Invalid hash',
  125: 'Invalid group id',
  200: 'Access denied',
  203: 'Access to group denied',
  210: "Access to wall's post denied",
  211: "Access to wall's comment denied",
  212: 'Access to post comments denied',
  213: 'Access to status replies denied',
  214: 'Access to adding post denied',
  219: 'Advertisement post was recently added',
  220: 'Too many recipients',
  222: 'Hyperlinks are forbidden',
  223: 'Too many replies',
  224: 'Too many ads posts',
  243: 'Comment has not been deleted',
  801: 'Comments for this video are closed',
  900: "Can't send messages for users from blacklist",
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
  914: 'Message is too long',
  917: "You don't have access to this chat",
  932: "Your community can't interact with this peer",
  936: 'Contact not found',
  950: "Can't send message, reply timed out",
  1051: 'Method is unavailable with current profile type',
  1117: 'Access token has expired',
  9999: 'Not supported http method',
};

export class ApiError extends Error {
  /**
   * @param {number} code
   * @param {string} [detail] appended to the usual message
   * @param {{subcode?: number, message?: string, fields?: object}} [more] `fields` stand beside error_code
   */
  constructor(code, detail = '', more = {}) {
    const usual = more.message ?? messages[code] ?? `Error ${code}`;
    super(detail ? `${usual}: ${detail}` : usual);
    this.code = code;
    this.subcode = more.subcode;
    this.fields = more.fields ?? {};
  }
}

/** A bad or missing parameter. */
export const bad_parameter = (detail) => new ApiError(100, detail);

/** The method does not take this kind of token. @param {number} code */
export function wrong_kind(code) {
  const details = {
    15: 'no access to call this method',
    27: 'method is unavailable with group auth',
    28: 'method is unavailable with service token',
  };
  return new ApiError(code, details[code], code === 15 ? { subcode: 1133 } : {});
}

/**
 * Error 14. The present form sends a person to a page; the old one shows a picture.
 * @param {string} base address of the simulator
 */
export function captcha(base, old_form) {
  const fields = {
    captcha_sid: '239643591220',
    captcha_img: `${base}/captcha.svg`,
    captcha_ts: 1700000000.123,
    captcha_attempt: 1,
    captcha_ratio: 2.6,
  };
  const page = {
    redirect_uri: `${base}/not_robot_captcha?domain=vk.com&session_token=simulated`,
    remixstlid: 9104826171500012,
    is_refresh_enabled: false,
    is_sound_captcha_available: false,
  };
  return new ApiError(14, '', { fields: old_form ? fields : { ...fields, ...page } });
}
