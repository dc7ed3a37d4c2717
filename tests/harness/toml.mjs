// Writing a configuration: a JavaScript object as TOML. Lists of objects become [[tables]].

const is_table = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @param {Record<string, any>} settings tables and lists of tables */
export const as_toml = (settings) => Object.entries(settings).flatMap(([name, value]) =>
  (Array.isArray(value) ? value.map((item) => table(`[[${name}]]`, item)) : [table(`[${name}]`, value)])).join('\n');

function table(head, values) {
  const lines = Object.entries(values).filter(([, value]) => value !== undefined).map(([key, value]) => `${key} = ${written(value)}`);
  return `${[head, ...lines].join('\n')}\n`;
}

function written(value) {
  if (is_table(value)) return `{ ${Object.entries(value).map(([key, inner]) => `${key} = ${written(inner)}`).join(', ')} }`;
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  return JSON.stringify(value);
}
