import { stateTitle } from "../store/session";
import { tone } from "../words";

export function StateLabel({ state }: { state: string }) {
  return <span class={`label-state tone-${tone(state)}`}>{stateTitle(state)}</span>;
}
