// By when an answer is owed; loud once the time is over.

import type { Summary } from "../api";
import { serverNow } from "../time";
import { groupOf, type Group } from "../words";
import { When } from "./when";

const owed: Group[] = ["new", "executors", "approval", "placing"];

export function Due({ of: { due: at, state } }: { of: Summary }) {
  if (at === null || !owed.includes(groupOf(state))) return null;
  const over = at < serverNow.value;
  return (
    <span class={over ? "due over" : "due"}>
      {over ? "Просрочено: " : "Срок: "}
      <When at={at} />
    </span>
  );
}
