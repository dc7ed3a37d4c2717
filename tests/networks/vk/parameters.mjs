// Reads the parameters of a call by the method's table: kinds, ranges, defaults.
// What VK's schema limits with minimum and maximum is refused with 100; what only its prose limits (`at_most`) is cut down.

import { bad_parameter } from './errors.mjs';

/**
 * @typedef {object} Rule
 * @property {'integer'|'number'|'flag'|'text'|'word'|'list'} kind
 * @property {boolean} [required]
 * @property {number} [min] less is refused
 * @property {number} [max] more is refused; for a list, its length
 * @property {number} [at_most] more is taken as this
 * @property {*} [standard] the value when the parameter is not sent
 * @property {string[]} [words]
 */

/** @typedef {Omit<Rule, 'kind'>} Bounds */

/** @type {(rule?: Bounds) => Rule} */
export const integer = (rule = {}) => ({ kind: 'integer', ...rule });
/** @type {(rule?: Bounds) => Rule} */
export const natural = (rule = {}) => integer({ min: 0, ...rule });
/** @type {(rule?: Bounds) => Rule} */
export const number = (rule = {}) => ({ kind: 'number', ...rule });
/** @type {(rule?: Bounds) => Rule} */
export const flag = (rule = {}) => ({ kind: 'flag', standard: false, ...rule });
/** @type {(rule?: Bounds) => Rule} */
export const text = (rule = {}) => ({ kind: 'text', ...rule });
/** @type {(words: string[], rule?: Bounds) => Rule} */
export const word = (words, rule = {}) => ({ kind: 'word', words, ...rule });
/** @type {(rule?: Bounds) => Rule} */
export const list = (rule = {}) => ({ kind: 'list', standard: [], ...rule });

const readers = {
  integer(name, sent, rule) {
    if (!/^[+-]?\d+$/.test(sent.trim())) throw bad_parameter(`${name} not integer`);
    return within(name, Number(sent), rule);
  },
  number(name, sent, rule) {
    const value = Number(sent);
    if (!Number.isFinite(value)) throw bad_parameter(`${name} not a number`);
    return within(name, value, rule);
  },
  flag: (name, sent) => !['0', 'false', ''].includes(sent),
  text: (name, sent) => sent,
  word(name, sent, rule) {
    if (!rule.words.includes(sent)) throw bad_parameter(`${name} should be one of: ${rule.words.join(', ')}`);
    return sent;
  },
  list(name, sent, rule) {
    const items = sent.split(',').map((item) => item.trim()).filter(Boolean);
    if (items.length > (rule.max ?? Infinity)) throw bad_parameter(`${name} has more than ${rule.max} items`);
    return items;
  },
};

function within(name, value, { min = -Infinity, max = Infinity, at_most = Infinity }) {
  if (value < min) throw bad_parameter(`${name} should be greater or equal to ${min}`);
  if (value > max) throw bad_parameter(`${name} should be less or equal to ${max}`);
  return Math.min(value, at_most);
}

/**
 * @param {Record<string, Rule>} rules
 * @param {Record<string, string>} sent
 * @returns {Record<string, any>} a value for every rule; undefined where nothing was sent and there is no default
 */
export function read_parameters(rules, sent) {
  const values = {};
  for (const [name, rule] of Object.entries(rules)) {
    const given = sent[name];
    const missing = given === undefined || (given === '' && rule.kind !== 'text');
    if (missing && rule.required) throw bad_parameter(`${name} is undefined`);
    values[name] = missing ? rule.standard : readers[rule.kind](name, given, rule);
  }
  return values;
}
