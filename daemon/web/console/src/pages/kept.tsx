// «Найденное раньше»: posts that are kept and are no messages – written before a source was connected, or wanted by no rule –
// to be looked through and taken into work.

import { useState } from "preact/hooks";
import type { Incident, KeptPage as Found, KeptPost } from "../api";
import { AttemptTrouble } from "../parts/attempt_trouble";
import { Foreign, ForeignText } from "../parts/foreign_text";
import { LoadTrouble } from "../parts/load_trouble";
import { OutsideLink } from "../parts/outside_link";
import { tell } from "../parts/toast";
import { Maybe } from "../parts/when";
import { useAttempt } from "../store/attempt";
import { useLoaded } from "../store/loaded";
import { loadList } from "../store/queue";
import { count, messageKinds, networks } from "../words";

export function KeptPage() {
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState({ query: "", after: "" });
  const [taken, setTaken] = useState<Record<string, number>>({});
  const found = useLoaded<Found>(`kept?query=${encodeURIComponent(asked.query)}&after=${encodeURIComponent(asked.after)}`);

  return (
    <main class="pane wide-page" data-test="kept">
      <h1>Найденное раньше</h1>
      <p class="quiet">
        Здесь то, что было написано до подключения источника, и то, чего правила не приняли. Уведомлений об этом нет: посмотрите и
        возьмите в работу, что нужно. Без запроса показано то, что подходит по нынешним правилам.
      </p>
      <form
        class="search-line"
        onSubmit={(e) => {
          e.preventDefault();
          setAsked({ query: words.trim(), after: "" });
        }}
      >
        <input
          type="search"
          value={words}
          placeholder="Слова на языке правил: яма /3 дорога"
          aria-label="Что искать"
          data-test="kept-query"
          onInput={(e) => setWords(e.currentTarget.value)}
        />
        <button class="primary" data-test="kept-search">
          Искать
        </button>
      </form>
      <LoadTrouble trouble={found.trouble} again={found.load} />
      {!found.data && !found.trouble && <p class="quiet">Загружаем…</p>}
      {found.data?.items.length === 0 && (
        <p class="quiet">
          Ничего не нашлось: просмотрено {count(found.data.looked, "публикация", "публикации", "публикаций")}.
        </p>
      )}
      {found.data?.items.map((k) => (
        <KeptCard key={k.post} kept={k} incident={taken[k.post]} onTaken={(id) => setTaken({ ...taken, [k.post]: id })} />
      ))}
      <p class="pages">
        {asked.after && (
          <button type="button" onClick={() => setAsked({ ...asked, after: "" })}>
            К началу
          </button>
        )}
        {found.data?.next && (
          <button type="button" data-test="kept-next" onClick={() => setAsked({ ...asked, after: found.data!.next })}>
            Дальше
          </button>
        )}
      </p>
    </main>
  );
}

function KeptCard({ kept: k, incident, onTaken }: { kept: KeptPost; incident: number | undefined; onTaken(id: number): void }) {
  const attempt = useAttempt<Incident>();
  return (
    <section class="card" data-test="kept-post" data-id={k.post}>
      <header class="message-head">
        <strong>
          <Foreign text={k.author || "Без имени"} />
        </strong>
        <span class="quiet">
          <Maybe at={k.written} never="время неизвестно" />
        </span>
      </header>
      <ForeignText pieces={k.text} shown={600} />
      <footer class="message-foot quiet">
        <span>
          {networks[k.network] ?? k.network}, {messageKinds[k.kind] ?? k.kind} · <Foreign text={k.source_title} /> ·{" "}
          <Foreign text={k.because} />
        </span>
        <OutsideLink href={k.link}>Открыть, где написано ↗</OutsideLink>
      </footer>
      <AttemptTrouble of={attempt} />
      {incident === undefined ? (
        <button
          type="button"
          class="primary"
          disabled={attempt.busy}
          data-test="kept-take"
          onClick={() =>
            attempt.make({
              path: "kept",
              body: { post: k.post },
              done(made) {
                void loadList();
                onTaken(made.id);
                tell(`Взято в работу: инцидент № ${made.id}.`);
              },
            })
          }
        >
          Взять в работу
        </button>
      ) : (
        <a href={`#/incidents/${incident}`}>Инцидент № {incident}</a>
      )}
    </section>
  );
}
