// VKScript, the language of execute, as far as clients write it: reads a text into a tree and runs the tree.
//
//   statement   var a = e, b = e;   a = e;   if (e) s else s   while (e) s   return e;   delete a.b;   { s… }   e;
//   expression  e ? e : e   || && == != < > <= >= + - * / %   ! -   a.b  a[e]  a@.b  a.method(e…)  API.section.method({…})
//
// There are neither functions nor exceptions, and every script ends: its steps are counted.

/** The text is no script: error 12. */
export class CompileError extends Error {}
/** The script failed while running: error 13. */
export class RunError extends Error {}

// ---- tokens

const token_form = new RegExp([
  String.raw`\s+|//[^\n]*|/\*[\s\S]*?\*/`, // nothing
  String.raw`(\d+(?:\.\d+)?)`, // a number
  String.raw`([A-Za-z_$][\w$]*)`, // a name
  String.raw`("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')`, // a text
  String.raw`(@\.|===|!==|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|/=|[-+*/%=<>!?:;,.(){}[\]])`, // a sign
].join('|'), 'y');

function tokens_of(code) {
  const tokens = [];
  token_form.lastIndex = 0;
  while (token_form.lastIndex < code.length) {
    const at = token_form.lastIndex;
    const found = token_form.exec(code);
    if (!found) throw new CompileError(`unexpected '${code[at]}' at ${at}`);
    const [, digits, name, quoted, sign] = found;
    if (digits) tokens.push({ kind: 'value', value: Number(digits), at });
    else if (name) tokens.push({ kind: 'name', text: name, at });
    else if (quoted) tokens.push({ kind: 'value', value: unquoted(quoted), at });
    else if (sign) tokens.push({ kind: 'sign', text: sign, at });
  }
  return [...tokens, { kind: 'end', text: 'end of script', at: code.length }];
}

const escapes = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const unquoted = (quoted) =>
  quoted.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (whole, code, letter) =>
    (code ? String.fromCharCode(parseInt(code, 16)) : escapes[letter] ?? letter));

// ---- tree

const binding_power = {
  '||': 1, '&&': 2, '==': 3, '!=': 3, '===': 3, '!==': 3, '<': 4, '>': 4, '<=': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6,
};
const constants = { true: true, false: false, null: null, undefined: null };
const assigning = ['=', '+=', '-=', '*=', '/='];

/** @param {string} code @returns {object[]} statements */
export function compile(code) {
  const tokens = tokens_of(code);
  let at = 0;
  const statements = [];
  while (tokens[at].kind !== 'end') statements.push(statement());
  return statements;

  function is(text) {
    return tokens[at].text === text && tokens[at].kind !== 'value';
  }
  function take(text) {
    if (!is(text)) return false;
    at++;
    return true;
  }
  function expect(text) {
    if (!take(text)) throw new CompileError(`'${text}' expected at ${tokens[at].at}, found '${tokens[at].text ?? tokens[at].value}'`);
  }
  function name() {
    if (tokens[at].kind !== 'name') throw new CompileError(`a name expected at ${tokens[at].at}`);
    return tokens[at++].text;
  }
  function end_of_statement() {
    if (!is('}') && tokens[at].kind !== 'end') expect(';');
  }

  function statement() {
    if (take(';')) return { do: 'block', body: [] };
    if (take('{')) return block();
    if (take('var')) return declarations();
    if (take('if')) return branch();
    if (take('while')) return { do: 'while', test: in_brackets(), body: statement() };
    if (take('return')) return ending({ do: 'return', value: is(';') || is('}') ? null : expression() });
    if (take('delete')) return ending({ do: 'delete', target: expression() });
    return ending({ do: 'evaluate', value: expression() });
  }
  function ending(node) {
    end_of_statement();
    return node;
  }
  function block() {
    const body = [];
    while (!take('}')) {
      if (tokens[at].kind === 'end') throw new CompileError("'}' expected at the end");
      body.push(statement());
    }
    return { do: 'block', body };
  }
  function declarations() {
    const body = [];
    do body.push({ do: 'declare', name: name(), value: take('=') ? expression() : null });
    while (take(','));
    return ending({ do: 'block', body });
  }
  function branch() {
    const test = in_brackets();
    const body = statement();
    return { do: 'if', test, body, otherwise: take('else') ? statement() : null };
  }
  function in_brackets() {
    expect('(');
    const inner = expression();
    expect(')');
    return inner;
  }

  function expression() {
    const left = choice();
    const sign = assigning.find((one) => is(one));
    if (!sign) return left;
    if (left.do !== 'name' && left.do !== 'member') throw new CompileError(`cannot assign at ${tokens[at].at}`);
    at++;
    const right = expression();
    return { do: 'assign', target: left, value: sign === '=' ? right : { do: 'binary', sign: sign[0], left, right } };
  }
  function choice() {
    const test = binary(0);
    if (!take('?')) return test;
    const body = expression();
    expect(':');
    return { do: 'choose', test, body, otherwise: expression() };
  }
  function binary(least) {
    let left = unary();
    for (;;) {
      const sign = tokens[at].kind === 'sign' ? tokens[at].text : '';
      const power = binding_power[sign] ?? 0;
      if (power <= least) return left;
      at++;
      left = { do: 'binary', sign, left, right: binary(power) };
    }
  }
  function unary() {
    if (take('!')) return { do: 'not', value: unary() };
    if (take('-')) return { do: 'minus', value: unary() };
    return postfix(primary());
  }
  function postfix(subject) {
    if (take('.')) {
      const member = { do: 'member', subject, key: { do: 'value', value: name() } };
      return postfix(take('(') ? { do: 'call', member, values: list(')') } : member);
    }
    if (take('@.')) return postfix({ do: 'each', subject, name: name() });
    if (take('[')) {
      const key = expression();
      expect(']');
      return postfix({ do: 'member', subject, key });
    }
    return subject;
  }
  function primary() {
    const token = tokens[at];
    if (token.kind === 'value') return at++, { do: 'value', value: token.value };
    if (take('(')) return at--, in_brackets();
    if (take('[')) return { do: 'list', values: list(']') };
    if (take('{')) return object();
    const word = name();
    if (word in constants) return { do: 'value', value: constants[word] };
    if (word === 'API') return api_call();
    return take('(') ? { do: 'function', name: word, values: list(')') } : { do: 'name', name: word };
  }
  function api_call() {
    const path = [];
    while (take('.')) path.push(name());
    expect('(');
    return { do: 'api', method: path.join('.'), values: list(')') };
  }
  function list(end) {
    const values = [];
    while (!take(end)) {
      values.push(expression());
      if (!is(end)) expect(',');
    }
    return values;
  }
  function object() {
    const entries = [];
    while (!take('}')) {
      const key = tokens[at].kind === 'value' ? String(tokens[at++].value) : name();
      expect(':');
      entries.push([key, expression()]);
      if (!is('}')) expect(',');
    }
    return { do: 'object', entries };
  }
}

// ---- running

const operators = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b,
  '==': (a, b) => a == b, '!=': (a, b) => a != b, '===': (a, b) => a === b, '!==': (a, b) => a !== b,
  '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};
const functions = { parseInt: (text) => parseInt(text, 10) || 0, parseDouble: (text) => parseFloat(text) || 0 };
const methods_of_lists = ['push', 'pop', 'shift', 'unshift', 'slice', 'splice', 'indexOf'];
const methods_of_texts = ['substr', 'slice', 'split', 'indexOf'];

/**
 * @param {object[]} statements
 * @param {{args: object, api: (method: string, parameters: object) => any, most_steps: number}} surroundings
 * @returns {any} what the script returned
 */
export function run(statements, { args, api, most_steps }) {
  const variables = new Map([['Args', args]]);
  let steps = 0;
  const returned = run_all(statements);
  return returned ? returned.value : null;

  function step() {
    if (++steps > most_steps) throw new RunError('too many operations');
  }
  /** Something only if a return was met. */
  function run_all(body) {
    for (const node of body) {
      const left = run_one(node);
      if (left) return left;
    }
    return undefined;
  }
  function run_one(node) {
    if (node.do !== 'block') step();
    switch (node.do) {
      case 'block': return run_all(node.body);
      case 'declare': return void variables.set(node.name, node.value ? value_of(node.value) : null);
      case 'evaluate': return void value_of(node.value);
      case 'return': return { value: node.value ? value_of(node.value) : null };
      case 'delete': return void remove(node.target);
      case 'if': return value_of(node.test) ? run_one(node.body) : node.otherwise ? run_one(node.otherwise) : undefined;
      case 'while': return repeat(node);
      default: throw new RunError(`cannot do ${node.do}`);
    }
  }
  function repeat({ test, body }) {
    while (value_of(test)) {
      step();
      const left = run_one(body);
      if (left) return left;
    }
    return undefined;
  }
  function remove({ do: kind, subject, key }) {
    if (kind !== 'member') throw new RunError('only a member can be deleted');
    delete value_of(subject)?.[value_of(key)];
  }

  function value_of(node) {
    switch (node.do) {
      case 'value': return node.value;
      case 'name': return variables.get(node.name) ?? null;
      case 'list': return node.values.map(value_of);
      case 'object': return Object.fromEntries(node.entries.map(([key, value]) => [key, value_of(value)]));
      case 'member': return member(value_of(node.subject), value_of(node.key));
      case 'each': return each(value_of(node.subject), node.name);
      case 'not': return !value_of(node.value);
      case 'minus': return -value_of(node.value);
      case 'choose': return value_of(node.test) ? value_of(node.body) : value_of(node.otherwise);
      case 'binary': return binary(node);
      case 'assign': return assign(node.target, value_of(node.value));
      case 'call': return call(node);
      case 'function': return call_function(node);
      case 'api': return step(), api(node.method, node.values.length ? value_of(node.values[0]) : {});
      default: throw new RunError(`no value in ${node.do}`);
    }
  }
  function member(subject, key) {
    if (subject === null || subject === undefined) return null;
    if (key === 'length' && (typeof subject === 'string' || Array.isArray(subject))) return subject.length;
    return Object.prototype.hasOwnProperty.call(Object(subject), key) ? subject[key] : null;
  }
  function each(subject, name) {
    return Array.isArray(subject) ? subject.map((one) => member(one, name)) : null;
  }
  function binary({ sign, left, right }) {
    step();
    const value = value_of(left);
    if (sign === '&&') return value && value_of(right);
    if (sign === '||') return value || value_of(right);
    return operators[sign](value, value_of(right));
  }
  function assign(target, value) {
    step();
    if (target.do === 'name') variables.set(target.name, value);
    else set_member(value_of(target.subject), value_of(target.key), value);
    return value;
  }
  function set_member(subject, key, value) {
    if (subject === null || typeof subject !== 'object' || key === '__proto__') throw new RunError('cannot assign to this member');
    subject[key] = value;
  }
  function call({ member: { subject, key }, values }) {
    step();
    const owner = value_of(subject);
    const known = Array.isArray(owner) ? methods_of_lists : typeof owner === 'string' ? methods_of_texts : [];
    if (!known.includes(key.value)) throw new RunError(`there is no method ${key.value}`);
    return owner[key.value](...values.map(value_of)) ?? null;
  }
  function call_function({ name, values }) {
    step();
    if (!Object.prototype.hasOwnProperty.call(functions, name)) throw new RunError(`there is no function ${name}`);
    return functions[name](...values.map(value_of));
  }
}
