// Posts or media of a world file with their comments and replies, put into the world in the order of their ages: numbers are given so, as in life.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';

function age_of({ age = '0s' }) {
  const seconds = seconds_of(age);
  if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
  return seconds;
}

/**
 * @param {object[]} roots descriptions
 * @param {{add_root: (fields: object) => any, add_comment: (fields: object) => any, root_id: string}} how `root_id` is the field in which a comment
 * names what it stands under: what was made and has it is a comment
 */
export function place_threads(roots, how) {
  const nodes = roots.flatMap((root) => nodes_of(root, how));
  for (const node of nodes.sort((a, b) => b.age - a.age || a.depth - b.depth)) node.place();
}

/** One with all below it, each with its age and how it is put in its place once what it stands under is there. */
function nodes_of(root, { add_root, add_comment, root_id }) {
  const nodes = [];
  const visit = (fields, depth, above, add) => {
    const node = { age: age_of(fields), depth };
    if (above && node.age > above.age) throw new ControlError(400, `"${fields.text}" is older than what it answers`);
    node.place = () => (node.made = add(above?.made));
    nodes.push(node);
    for (const comment of fields.comments ?? fields.replies ?? []) visit(comment, depth + 1, node, (made) => add_comment({
      ...comment, ...(made[root_id] === undefined ? { [root_id]: made.id } : { [root_id]: made[root_id], reply_to: made.id }),
    }));
  };
  visit(root, 0, null, () => add_root(root));
  return nodes;
}
