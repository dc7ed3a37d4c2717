// What the network lets an account do: its keys with their rights, and what is left of its quotas.

import type { Account, Quota, Token } from "../api";
import { serverNow } from "../time";
import { Foreign } from "./foreign_text";
import { When } from "./when";

export function AccountAccess({ account: a }: { account: Account }) {
  return (
    <>
      {a.tokens.length > 0 && (
        <section class="account-part">
          <h3>Ключи и права</h3>
          <ul>
            {a.tokens.map((t) => (
              <TokenLine key={t.kind} token={t} />
            ))}
          </ul>
        </section>
      )}
      {a.quotas.length > 0 && (
        <section class="account-part">
          <h3>Квоты</h3>
          <ul>
            {a.quotas.map((q) => (
              <QuotaLine key={q.purpose} quota={q} />
            ))}
          </ul>
        </section>
      )}
      {a.failures.length > 0 && (
        <section class="account-part" data-test="check-failures">
          <h3>Что не получилось при проверке</h3>
          <ul>
            {a.failures.map((f) => (
              <li key={f.said}>
                {f.words} {f.what_to_do}{" "}
                <span class="quiet small">
                  Сеть сообщает: <Foreign text={f.said} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TokenLine({ token: t }: { token: Token }) {
  return (
    <li data-test="token" data-id={t.kind}>
      <strong>{t.kind}</strong>{" "}
      <span class="quiet">
        {t.valid_until === null ? (
          "срок не ограничен или сеть его не называет"
        ) : (
          <>
            {t.valid_until <= serverNow.value ? "срок вышел" : "действует до"} <When at={t.valid_until} />
          </>
        )}
      </span>
      {t.rights.length > 0 && (
        <ul class="rights">
          {t.rights.map((r) => (
            <li key={r.name} data-test="right" data-id={r.name} data-state={r.granted ? "granted" : "missing"}>
              <span class={`label-state ${r.granted ? "tone-answered" : "tone-alarm"}`}>
                {r.granted ? "есть" : "нет"}
              </span>{" "}
              {r.purpose} <span class="quiet small">{r.name}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function QuotaLine({ quota: q }: { quota: Quota }) {
  const left = Math.max(q.most - q.used, 0);
  return (
    <li data-test="quota">
      {q.purpose}: осталось {left} из {q.most} <meter min={0} max={q.most} value={left} aria-hidden="true" />
    </li>
  );
}
