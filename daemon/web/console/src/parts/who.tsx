// Who did it, in which role; what the daemon does by itself is done by «Отклик».

import type { HistoryEntry } from "../api";
import { roles } from "../words";
import { Foreign } from "./foreign_text";

export function Who({ entry: { who, role } }: { entry: HistoryEntry }) {
  if (!roles[role]) return <>Отклик</>;
  return (
    <>
      <Foreign text={who} />, {roles[role]}
    </>
  );
}
