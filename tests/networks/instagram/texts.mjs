// What a text speaks of: the people it names with @, its hashtags; and a username for a name.

const words_after = (mark, form) => (text) => [...text.matchAll(new RegExp(`${mark}(${form})`, 'gu'))].map(([, word]) => word.toLowerCase());

/** Usernames. @type {(text: string) => string[]} */
export const mentioned_in = (text) => words_after('@', '[\\w.]+')(text).map((name) => name.replace(/\.+$/, ''));

/** Without #. @type {(text: string) => string[]} */
export const hashtags_in = words_after('#', '[\\p{L}\\p{N}_]+');

const latin = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's',
  т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** «Анна Ветрова» is anna_vetrova. @param {string} name */
export const username_of = (name) =>
  [...name.toLowerCase()].map((letter) => latin[letter] ?? letter).join('').replace(/[^a-z0-9.]+/g, '_').replace(/^[_.]+|[_.]+$/g, '');
