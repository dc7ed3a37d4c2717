// «Аккаунты»: what is read and where answers are placed, what each account may do, and what troubles there are.

import { useEffect, useState } from "preact/hooks";
import { request, type Account, type Accounts, type ApiError, type Source } from "../api";
import { AccountAccess } from "../parts/account_access";
import { AccountPicture } from "../parts/account_picture";
import { AccountState } from "../parts/account_state";
import { Foreign } from "../parts/foreign_text";
import { LoadTrouble } from "../parts/load_trouble";
import { NetworkTrouble } from "../parts/network_trouble";
import { RequestTable } from "../parts/request_table";
import { SourceTable } from "../parts/source_table";
import { When } from "../parts/when";
import { expired } from "../store/session";
import { networks } from "../words";

const AGAIN = 30_000;
const AGAIN_WHILE_CHECKING = 1_000;

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
  const checking = accounts?.accounts.some((a) => a.checking) ?? false;
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), checking ? AGAIN_WHILE_CHECKING : AGAIN);
    return () => clearInterval(timer);
  }, [checking]);

  return (
    <main class="pane wide-page" data-test="accounts">
      <h1>Аккаунты</h1>
      <LoadTrouble trouble={trouble} again={() => void look()} />
      {!accounts && !trouble && <p class="quiet">Загружаем…</p>}
      {accounts?.accounts.map((a) => (
        <AccountCard
          key={a.id}
          account={a}
          sources={accounts.sources.filter((s) => s.account === a.id)}
          changed={setAccounts}
          again={() => void look()}
        />
      ))}
      {accounts?.accounts.length === 0 && <p class="quiet">Ни одного аккаунта не подключено.</p>}
    </main>
  );
}

interface CardProps {
  account: Account;
  sources: Source[];
  changed(all: Accounts): void;
  again(): void;
}

function AccountCard({ account: a, sources, changed, again }: CardProps) {
  return (
    <section class="card account" data-test="account" data-id={a.id}>
      <h2>
        <Foreign text={a.name} /> <span class="quiet">{networks[a.network] ?? a.network}</span>
      </h2>
      {a.warnings.map((w) => (
        <p key={w.id} class="warning" data-test="account-warning" data-id={w.id}>
          <Foreign text={w.what} /> <span class="small">{w.what_to_do}</span>
        </p>
      ))}
      {a.braked && (
        <p class="warning" data-test="braked">
          Сеть остановила размещение, продолжим <When at={a.braked.until} />: <Foreign text={a.braked.why} />
        </p>
      )}
      <NetworkTrouble of={a} />
      <div class="account-top">
        <AccountPicture key={a.picture.digest} account={a} changed={changed} again={again} />
        <AccountState account={a} changed={changed} />
      </div>
      <AccountAccess account={a} />
      <RequestTable requests={a.requests} />
      {sources.length > 0 && <SourceTable sources={sources} />}
    </section>
  );
}
