// «Сети и источники»: what is read and where answers are placed, and what troubles there are.

import { useEffect, useState } from "preact/hooks";
import { request, type Account, type Accounts, type ApiError, type Source } from "../api";
import { Foreign } from "../parts/foreign_text";
import { Notice } from "../parts/notice";
import { Maybe, When } from "../parts/when";
import { expired } from "../store/session";
import { networks, sourceKinds, troubles } from "../words";

const AGAIN = 30_000;

export function AccountsPage() {
  const [accounts, setAccounts] = useState<Accounts | null>(null);
  const [trouble, setTrouble] = useState<ApiError | null>(null);

  async function look() {
    try {
      setAccounts(await request<Accounts>("accounts"));
      setTrouble(null);
    } catch (e) {
      if (!expired(e)) setTrouble(e as ApiError);
    }
  }
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), AGAIN);
    return () => clearInterval(timer);
  }, []);

  return (
    <main class="pane wide-page" data-test="accounts">
      <h1>Сети и источники</h1>
      {trouble && (
        <Notice kind="trouble">
          <p>{trouble.message}</p>
          <button type="button" onClick={() => void look()}>
            Повторить
          </button>
        </Notice>
      )}
      {!accounts && !trouble && <p class="quiet">Загружаем…</p>}
      {accounts?.accounts.map((a) => (
        <AccountCard key={a.id} account={a} sources={accounts.sources.filter((s) => s.account === a.id)} />
      ))}
      {accounts?.accounts.length === 0 && <p class="quiet">Ни одного аккаунта не подключено.</p>}
    </main>
  );
}

function AccountCard({ account: a, sources }: { account: Account; sources: Source[] }) {
  return (
    <section class="card" data-test="account" data-id={a.id}>
      <h2>
        <Foreign text={a.name} /> <span class="quiet">{networks[a.network] ?? a.network}</span>
      </h2>
      <Trouble of={a} />
      {a.braked && (
        <p class="warning" data-test="braked">
          Сеть остановила размещение, продолжим <When at={a.braked.until} />: <Foreign text={a.braked.why} />
        </p>
      )}
      <dl class="facts">
        <Fact title="Чтение" works={a.reading} last={a.last_read} />
        <Fact title="Размещение" works={a.placing} last={a.last_placed} />
      </dl>
      {sources.length > 0 && <SourceTable sources={sources} />}
    </section>
  );
}

/** In our words what it means, in the network's what it was. */
function Trouble({ of: { trouble, trouble_kind: kind } }: { of: Account | Source }) {
  if (!trouble) return null;
  return (
    <p class="warning">
      {troubles[kind]} <span class="quiet small"><Foreign text={trouble} /></span>
    </p>
  );
}

function Fact({ title, works, last }: { title: string; works?: string | boolean | undefined; last?: number | null | undefined }) {
  if (works === undefined && last === undefined) return null;
  const ability = typeof works === "boolean" ? (works ? "работает" : "не работает") : works;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {ability && `${ability}, `}
        {last ? "последний раз " : ""}
        <Maybe at={last} never="ещё не было" />
      </dd>
    </>
  );
}

function SourceTable({ sources }: { sources: Source[] }) {
  return (
    <div class="table-box">
      <table>
        <thead>
          <tr>
            <th>Источник</th>
            <th>Вид</th>
            <th>Прочитан</th>
            <th>Следующее чтение</th>
            <th class="number">Найдено</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((s) => (
            <tr key={s.id} data-test="source" data-id={s.id}>
              <td>
                <Foreign text={s.title} />
                <Trouble of={s} />
              </td>
              <td>{sourceKinds[s.kind] ?? s.kind}</td>
              <td>
                <Maybe at={s.last_read} never="ещё нет" />
              </td>
              <td>
                <Maybe at={s.next_read} never="не назначено" />
              </td>
              <td class="number">{s.found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
