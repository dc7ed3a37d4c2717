// Turns an answer into bytes, with ids as numbers where a test wants them so.

const named_ids = /"(id|uid|userId|groupId|author_id|reply_to_id|owner_uid|object_id|discussionId|discussion_id|objectIdStr)":"(\d+)"/g;

/** Inside a text quotation marks are escaped, so nothing a person has written can look like a named id. */
export const to_bytes = (value, { ids }) => {
  const json = JSON.stringify(value);
  return Buffer.from(ids === 'numbers' ? json.replace(named_ids, '"$1":$2') : json);
};
