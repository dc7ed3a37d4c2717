// The parameter `fields`: names, nested names in braces, and modifiers: `id,comments.limit(25).order(reverse_chronological){id,from{name}}`.

import { GraphError } from './errors.mjs';

/**
 * @typedef {object} Wish
 * @property {string} name
 * @property {string} as the name under which it comes
 * @property {Record<string, string>} modifiers such as {limit: '25'}
 * @property {Wish[]|null} fields what is wanted of it
 * @property {string} text of `fields`
 */

const name_form = /[A-Za-z0-9_]+/y;

class Reader {
  at = 0;

  constructor(text) {
    this.text = text;
  }

  get next() {
    return this.text[this.at];
  }

  skip_blanks() {
    while (this.next === ' ' || this.next === '\n') this.at++;
  }

  takes(letter) {
    this.skip_blanks();
    if (this.next !== letter) return false;
    this.at++;
    return true;
  }

  expect(letter) {
    if (!this.takes(letter)) this.fail(`"${letter}"`);
  }

  name() {
    this.skip_blanks();
    name_form.lastIndex = this.at;
    const found = name_form.exec(this.text)?.[0];
    if (!found) this.fail('a field name');
    this.at += found.length;
    return found;
  }

  /** What stands in brackets; brackets inside must be closed. */
  argument() {
    this.expect('(');
    const start = this.at;
    for (let open = 1; open > 0; this.at++) {
      if (this.next === undefined) this.fail('")"');
      if (this.next === '(') open++;
      if (this.next === ')') open--;
    }
    return this.text.slice(start, this.at - 1).trim();
  }

  list() {
    const wishes = [this.wish()];
    while (this.takes(',')) wishes.push(this.wish());
    return wishes;
  }

  wish() {
    const name = this.name();
    const modifiers = {};
    while (this.takes('.')) modifiers[this.name()] = this.argument();
    const { as = name, ...others } = modifiers;
    if (!this.takes('{')) return { name, as, modifiers: others, fields: null, text: '' };
    const start = this.at;
    const fields = this.list();
    this.expect('}');
    return { name, as, modifiers: others, fields, text: this.text.slice(start, this.at - 1) };
  }

  fail(expected) {
    const met = this.next === undefined ? 'end of string' : `"${this.next}"`;
    throw new GraphError(2500, { message: `Syntax error "Expected ${expected} instead of ${met}." at character ${this.at}: ${this.text}` });
  }
}

/** @param {string} text @returns {Wish[]} */
export function fields_of(text) {
  const reader = new Reader(text);
  const wishes = reader.list();
  reader.skip_blanks();
  if (reader.next !== undefined) reader.fail('end of string');
  return wishes;
}

/** A field by its bare name. @returns {Wish} */
export const plain_wish = (name) => ({ name, as: name, modifiers: {}, fields: null, text: '' });
