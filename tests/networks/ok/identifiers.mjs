// Identifiers and dates as OK writes them: comment ids (opaque to a client), anchors, references, and the wall time of Moscow.

const base64 = (text) => Buffer.from(text).toString('base64');

/** Long, and with letters that have to be percent-encoded: a client must treat it as opaque. */
export const comment_id = (created_ms, number, topic_id) => base64(`${created_ms}:${-number}:${created_ms}:${topic_id}:1`);

/** An anchor remembers the list, the place in it, and the life of the simulator it belongs to. */
export const anchor_of = (place) => base64(JSON.stringify(place)).replaceAll('=', '~');

/** @returns {object|null} */
export function place_of(anchor) {
  try {
    return JSON.parse(Buffer.from(anchor.replaceAll('~', '='), 'base64').toString('utf8'));
  } catch {
    return null;
  }
}

const moscow_offset_ms = 3 * 3600 * 1000;

/** "2026-11-23 12:53:02", without a zone, as OK writes dates. */
export const moscow_date = (milliseconds) => new Date(milliseconds + moscow_offset_ms).toISOString().slice(0, 19).replace('T', ' ');
