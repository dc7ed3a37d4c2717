// A text that was typed for an action which is no longer possible. It is the person's work: shown until put away.

import { forgetText, typedText } from "../store/typed";
import { CopyButton } from "./copy_button";
import { LongText } from "./foreign_text";

export function UnsentText({ incident, name }: { incident: number; name: string }) {
  const text = typedText(incident, name) ?? "";
  return (
    <div class="unsent" data-test="unsent">
      <h2>Вы набирали, но не отправили</h2>
      <LongText text={text} />
      <p class="chips">
        <CopyButton text={text} />
        <button type="button" class="plain" onClick={() => forgetText(incident, name)}>
          Убрать
        </button>
      </p>
    </div>
  );
}
