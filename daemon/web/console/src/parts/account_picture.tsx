// The picture of an account: a person says that it carries the official name (clause 2.5).

import { useState } from "preact/hooks";
import { request, type Account, type Accounts, type ApiError } from "../api";
import { expired } from "../store/session";
import { Foreign } from "./foreign_text";
import { OutsideLink } from "./outside_link";
import { tell } from "./toast";
import { When } from "./when";

interface Props {
  account: Account;
  changed(all: Accounts): void;
  again(): void;
}

export function AccountPicture({ account: a, changed, again }: Props) {
  const { digest, shown, trouble, confirmed } = a.picture;
  const place = `accounts/${encodeURIComponent(a.id)}/picture`;
  return (
    <figure class="account-picture" data-test="picture" data-digest={digest}>
      {digest && shown && <img src={`/api/${place}?digest=${digest}`} alt={`Картинка профиля: ${a.name}`} />}
      <figcaption>
        {!digest && <p class="quiet">{trouble || "Картинку профиля сеть не показала."}</p>}
        {digest && !shown && (
          <p>
            Здесь эту картинку не показать. Посмотрите её <OutsideLink href={a.link}>на странице аккаунта</OutsideLink>.
          </p>
        )}
        {digest && trouble && <p class="quiet small">Обновить не вышло: {trouble}</p>}
        {digest && confirmed?.this && (
          <p data-test="picture-confirmed">
            Официальное название на картинке есть: подтверждает <Foreign text={confirmed.by} />,{" "}
            <When at={confirmed.at} />.{confirmed.note && <Foreign text={` ${confirmed.note}`} />}
          </p>
        )}
        {digest && !confirmed?.this && <Confirmation account={a} changed={changed} again={again} />}
      </figcaption>
    </figure>
  );
}

function Confirmation({ account: a, changed, again }: Props) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const before = a.picture.confirmed;

  async function confirm() {
    setBusy(true);
    setFailure("");
    try {
      const body = { digest: a.picture.digest, note: note.trim() };
      changed(await request<Accounts>(`accounts/${encodeURIComponent(a.id)}/picture/confirm`, body));
      tell("Картинка подтверждена.");
    } catch (e) {
      setBusy(false);
      if (expired(e)) return;
      setFailure((e as ApiError).message);
      if ((e as ApiError).code === "changed") again();
    }
  }

  return (
    <div class="confirmation">
      <p>
        Есть ли на картинке официальное название: <strong><Foreign text={a.official_name} /></strong>?
        {before && (
          <span class="quiet">
            {" "}
            Прежнюю картинку подтверждает <Foreign text={before.by} />, <When at={before.at} />.
          </span>
        )}
      </p>
      <label class="field">
        <span class="label">Примечание, если нужно</span>
        <input type="text" maxLength={500} value={note} data-test="picture-note" onInput={(e) => setNote(e.currentTarget.value)} />
      </label>
      <button type="button" class="primary" disabled={busy} data-test="picture-confirm" onClick={confirm}>
        Подтверждаю: на картинке официальное название
      </button>
      {failure && (
        <p class="fault" role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}
