// Writing a piece of news: once for all, adapted for each network where it needs to be.

import { useRef, useState } from "preact/hooks";
import type { Materials, PieceOfNews } from "../api";
import type { Attached } from "../store/attached";
import { useAttempt } from "../store/attempt";
import { zonedInput, zonedMoment } from "../time";
import { count } from "../words";
import { AttemptTrouble } from "./attempt_trouble";
import { ByHandWarning } from "./by_hand_warning";
import { FilesField } from "./files_field";
import { Foreign } from "./foreign_text";
import { TextArea } from "./text_area";
import { tell } from "./toast";

interface Props {
  of: PieceOfNews | null;
  table: Materials;
  onDone(): void;
}

/** Those a person adds to the text; pictures and papers come as files. */
const extras = ["poll", "test", "live_stream", "contest", "geolocation"];

export function NewsForm({ of, table, onDone }: Props) {
  const attempt = useAttempt<PieceOfNews>();
  const [title, setTitle] = useState(of?.title ?? "");
  const [text, setText] = useState(of?.text ?? "");
  const [own, setOwn] = useState<Record<string, string>>(ownTexts(of));
  const [chosen, setChosen] = useState<string[]>(of?.parts.map((p) => p.account) ?? table.accounts.map((a) => a.id));
  const [attached, setAttached] = useState<Attached>({ files: of?.files ?? [], coming: [], trouble: "" });
  const latest = useRef(attached);
  const [materials, setMaterials] = useState<string[]>(of?.materials ?? []);
  const [at, setAt] = useState(of?.at ? zonedInput(of.at) : "");
  const { files } = attached;

  function write(next: Attached) {
    latest.current = next;
    setAttached(next);
  }

  function send(plan: boolean) {
    const parts = chosen.map((account) => ({ account, text: own[account] ?? text }));
    attempt.make({
      path: "news",
      body: { id: of?.id ?? "", version: of?.version ?? 0, title, text, parts, files, materials, at: at ? zonedMoment(at) : 0, plan },
      done() {
        tell(plan ? "Публикация в плане." : "Черновик сохранён.");
        onDone();
      },
    });
  }

  const toggle = (all: string[], one: string) => (all.includes(one) ? all.filter((x) => x !== one) : [...all, one]);
  return (
    <form class="card" noValidate data-test="news-form" onSubmit={(e) => e.preventDefault()}>
      <h2>{of ? "Изменить публикацию" : "Новая публикация"}</h2>
      <label class="field">
        <span class="label">Название для плана</span>
        <input value={title} data-test="news-title" onInput={(e) => setTitle(e.currentTarget.value)} />
      </label>
      <div class="field">
        <label class="label" for="news-text">
          Текст
        </label>
        <TextArea common={{ id: "news-text", disabled: attempt.busy, "data-test": "news-text" }} kept={false} value={text} onChange={setText} />
      </div>
      <fieldset class="field">
        <legend class="label">Куда</legend>
        {table.accounts.map((a) => (
          <div key={a.id} class="news-part">
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(a.id)}
                data-test={`news-to-${a.id}`}
                onChange={() => setChosen(toggle(chosen, a.id))}
              />{" "}
              <Foreign text={a.name} />
            </label>
            {chosen.includes(a.id) && (
              <>
                <Length text={own[a.id] ?? text} most={a.longest_news} />
                <ByHandWarning account={a} use="news" files={files} materials={materials} />
                {own[a.id] === undefined ? (
                  <button type="button" class="plain" data-test={`news-adapt-${a.id}`} onClick={() => setOwn({ ...own, [a.id]: text })}>
                    Изменить текст для этой сети
                  </button>
                ) : (
                  <TextArea
                    kept={false}
                    common={{ id: `news-text-${a.id}`, disabled: attempt.busy, "data-test": `news-text-${a.id}` }}
                    value={own[a.id]!}
                    onChange={(v) => setOwn({ ...own, [a.id]: v })}
                  />
                )}
              </>
            )}
          </div>
        ))}
      </fieldset>
      <FilesField
        id="news-files"
        title="Фотографии, картинки, документы"
        disabled={attempt.busy}
        read={() => latest.current}
        write={write}
        beside={(f) =>
          (f.material === "photo" || f.material === "infographic") && (
            <label>
              <input
                type="checkbox"
                checked={f.material === "infographic"}
                onChange={(e) => {
                  const material = e.currentTarget.checked ? "infographic" : "photo";
                  write({ ...attached, files: files.map((x) => (x.id === f.id ? { ...x, material } : x)) });
                }}
              />{" "}
              инфографика
            </label>
          )
        }
      />
      <fieldset class="field">
        <legend class="label">Что ещё будет в публикации</legend>
        <p class="chips">
          {table.materials
            .filter((m) => extras.includes(m.id))
            .map((m) => (
              <label key={m.id}>
                <input
                  type="checkbox"
                  checked={materials.includes(m.id)}
                  data-test={`news-material-${m.id}`}
                  onChange={() => setMaterials(toggle(materials, m.id))}
                />{" "}
                {m.title}
              </label>
            ))}
        </p>
      </fieldset>
      <label class="field">
        <span class="label">Когда разместить</span>
        <input type="datetime-local" value={at} data-test="news-at" onInput={(e) => setAt(e.currentTarget.value)} />
        <span class="quiet small">Пусто: сразу.</span>
      </label>
      <AttemptTrouble of={attempt} />
      <p class="chips">
        <button type="button" class="primary" disabled={attempt.busy || attached.coming.length > 0} data-test="news-plan" onClick={() => send(true)}>
          {at ? "Поставить в план" : "Разместить"}
        </button>
        <button type="button" disabled={attempt.busy || attached.coming.length > 0} data-test="news-save" onClick={() => send(false)}>
          Сохранить черновик
        </button>
        <button type="button" class="plain" disabled={attempt.busy} onClick={onDone}>
          Закрыть
        </button>
      </p>
    </form>
  );
}

function ownTexts(of: PieceOfNews | null): Record<string, string> {
  return Object.fromEntries((of?.parts ?? []).filter((p) => p.text !== of!.text).map((p) => [p.account, p.text]));
}

function Length({ text, most }: { text: string; most: number }) {
  const length = [...text].length;
  if (!most) return null;
  return (
    <p class={length > most ? "warning" : "quiet small"}>
      {count(length, "знак", "знака", "знаков")} из {most}
    </p>
  );
}
