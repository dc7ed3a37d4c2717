// Whether an account is connected, under which name, and when it last read and wrote.

import { useState } from "preact/hooks";
import { request, type Account, type Accounts } from "../api";
import { expired } from "../store/session";
import { Foreign } from "./foreign_text";
import { OutsideLink } from "./outside_link";
import { tell } from "./toast";
import { Maybe, When } from "./when";

interface Props {
  account: Account;
  changed(all: Accounts): void;
}

export function AccountState({ account: a, changed }: Props) {
  return (
    <div class="account-state">
      <dl class="facts">
        <dt>Состояние</dt>
        <dd data-test="connected" data-state={String(a.connected)}>
          <Connected account={a} />
        </dd>
        <dt>Название</dt>
        <dd data-test="profile">
          {a.profile ? (
            <OutsideLink href={a.link}>
              <Foreign text={a.profile} />
            </OutsideLink>
          ) : (
            <span class="quiet">сеть его ещё не назвала</span>
          )}
        </dd>
        <dt>Чтение</dt>
        <dd>
          {a.last_read && "последний раз "}
          <Maybe at={a.last_read} never="ещё не было" />
        </dd>
        <dt>Размещение</dt>
        <dd>
          {a.last_placed && "последний раз "}
          <Maybe at={a.last_placed} never="ещё не было" />
        </dd>
        {a.abilities.length > 0 && (
          <>
            <dt>Умеет</dt>
            <dd>{a.abilities.join(", ")}</dd>
          </>
        )}
      </dl>
      <CheckButton account={a} changed={changed} />
    </div>
  );
}

function Connected({ account: a }: { account: Account }) {
  if (a.connected === null || a.checked === null) return <span class="quiet">ещё не проверен</span>;
  return (
    <>
      <span class={`label-state ${a.connected ? "tone-answered" : "tone-alarm"}`}>
        {a.connected ? "подключён" : "не подключён"}
      </span>{" "}
      <span class="quiet">
        проверен <When at={a.checked} />
      </span>
    </>
  );
}

function CheckButton({ account: a, changed }: Props) {
  const [asking, setAsking] = useState(false);

  async function check() {
    setAsking(true);
    try {
      changed(await request<Accounts>(`accounts/${encodeURIComponent(a.id)}/check`, {}));
    } catch (e) {
      if (!expired(e)) tell((e as Error).message);
    } finally {
      setAsking(false);
    }
  }

  return (
    <button type="button" data-test="check-now" disabled={asking || a.checking} onClick={check}>
      {a.checking ? "Проверяем…" : "Проверить сейчас"}
    </button>
  );
}
