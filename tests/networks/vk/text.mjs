// Small matters of text: what VK does with what one writes, previews, and the words of a search.

/** A written text as VK keeps it: trimmed, and @id1 (Имя), *id1 (Имя), @screen_name (Имя) become [id1|Имя]. */
export function keep_text(text, world) {
  return text.replace(/\r\n?/g, '\n').trim().replace(/[@*]([a-z][a-z0-9_.]*) \(([^)]*)\)/gi, (whole, screen_name, shown) => {
    const owner_id = world.owner_by_screen_name(screen_name);
    if (owner_id === undefined) return whole;
    return `[${owner_id < 0 ? 'club' : 'id'}${Math.abs(owner_id)}|${shown}]`;
  });
}

/** @param {number} length 0 is the full text */
export function preview(text, length) {
  const letters = [...text];
  return length > 0 && letters.length > length ? `${letters.slice(0, length).join('')}…` : text;
}

export const has_link = (text) => /https?:\/\/|www\.|\b[\w-]+\.(ru|com|org|net|рф)\b/i.test(text);

/** Owners mentioned in a text as [id1|…] or [club1|…]. @returns {number[]} */
export function mentioned(text) {
  return [...text.matchAll(/\[(id|club|public|event)(\d+)\|[^\]]*\]/g)].map(
    ([, kind, id]) => Number(id) * (kind === 'id' ? 1 : -1));
}

/**
 * A rough likeness of VK's search: every word must occur in any of its forms, "a phrase" word for word.
 * @param {string} query
 * @returns {(text: string) => boolean}
 */
export function matcher_of(query) {
  const plain = normal(query);
  const phrases = [...plain.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase.trim());
  const stems = words_of(plain.replace(/"[^"]*"/g, ' ')).map(stem_of);
  return (text) => {
    const heard = normal(text);
    const words = words_of(heard);
    return phrases.every((phrase) => heard.includes(phrase)) && stems.every((stem) => words.some((word) => word.startsWith(stem)));
  };
}

const normal = (text) => text.toLowerCase().replaceAll('ё', 'е');
const words_of = (text) => text.match(/[#@]?[\p{L}\p{N}_]+/gu) ?? [];
/** A word without its ending, roughly: one letter of a short word, two of a long one; tags stay whole. */
const stem_of = (word) => (/^[#@]/.test(word) || word.length < 4 ? word : word.slice(0, word.length < 6 ? -1 : -2));
