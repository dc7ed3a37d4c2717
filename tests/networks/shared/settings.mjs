// Switches of a simulator, from a table of them: their standard values, and changing them.

import { ControlError } from './control_error.mjs';

/** @param {Record<string, [any, any[]|string]>} table name: [default, allowed values or a type] */
export const switches = (table) => ({
  standard_settings: () => Object.fromEntries(Object.entries(table).map(([name, [standard]]) => [name, standard])),

  /** Changes some settings; an unknown name or value is refused and nothing is changed. */
  change_settings(settings, changes) {
    for (const [name, value] of Object.entries(changes)) {
      const [, allowed] = table[name] ?? [];
      if (!allowed) throw new ControlError(400, `unknown setting ${name}`);
      const fits = Array.isArray(allowed) ? allowed.includes(value) : typeof value === allowed;
      if (!fits) throw new ControlError(400, `setting ${name} takes ${Array.isArray(allowed) ? allowed.join(', ') : allowed}`);
    }
    Object.assign(settings, changes);
  },
});
