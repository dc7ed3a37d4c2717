// Judging an answer by what is expected of it.

const kinds = {
  anything: () => true, integer: Number.isInteger, string: (value) => typeof value === 'string', array: Array.isArray,
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value), boolean: (value) => typeof value === 'boolean',
};

/**
 * Where a value differs from what is expected: an object has at least the fields named, a list is judged by its first item, a name of a kind
 * fits any value of it, everything else must be the same.
 * @returns {string|undefined}
 */
export function difference(value, wanted, path = 'the answer') {
  if (Array.isArray(wanted)) return Array.isArray(value) ? difference(value[0], wanted[0], `${path}[0]`) : `${path} is no list`;
  if (wanted !== null && typeof wanted === 'object') {
    if (!kinds.object(value)) return `${path} is ${JSON.stringify(value)}`;
    return Object.entries(wanted).map(([name, inner]) => difference(value[name], inner, `${path}.${name}`)).find(Boolean);
  }
  const fits = kinds[wanted] ? kinds[wanted](value) : value === wanted;
  return fits ? undefined : `${path} is ${JSON.stringify(value)}, not ${wanted}`;
}

/** @param {number|undefined} code @param {number|number[]} codes */
export const among = (code, codes) => [codes].flat().includes(code);
