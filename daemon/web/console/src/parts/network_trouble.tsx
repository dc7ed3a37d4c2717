// A trouble with a network: in our words what it means, in the network's what it was.

import type { Trouble } from "../api";
import { Foreign } from "./foreign_text";

export function NetworkTrouble({ of: { trouble, trouble_words } }: { of: Trouble }) {
  if (!trouble) return null;
  return (
    <p class="warning">
      {trouble_words} <span class="quiet small"><Foreign text={trouble} /></span>
    </p>
  );
}
