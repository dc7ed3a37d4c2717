// Writing a piece of news: once for all, adapted for each network where it needs to be.

import { useState } from "preact/hooks";
import { ApiError, upload, type KeptFile, type Materials, type PieceOfNews } from "../api";
import { useAttempt } from "../store/attempt";
import { zonedInput, zonedMoment } from "../time";
import { count } from "../words";
import { AttemptTrouble } from "./attempt_trouble";
import { Foreign } from "./foreign_text";
import { Notice } from "./notice";
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
  const [files, setFiles] = useState<KeptFile[]>(of?.files ?? []);
  const [materials, setMaterials] = useState<string[]>(of?.materials ?? []);
  const [at, setAt] = useState(of?.at ? zonedInput(of.at) : "");
  const [fault, setFault] = useState("");

  async function add(list: FileList | null) {
    setFault("");
    for (const file of list ?? []) {
      try {
        const kept = await upload(file);
        setFiles((before) => [...before, kept]);
      } catch (e) {
        setFault(`${file.name}: ${(e as ApiError).message}`);
      }
    }
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
        <TextArea common={{ id: "news-text", disabled: attempt.busy, "data-test": "news-text" }} value={text} onChange={setText} />
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
                <ByHand account={a} files={files} materials={materials} />
                {own[a.id] === undefined ? (
                  <button type="button" class="plain" data-test={`news-adapt-${a.id}`} onClick={() => setOwn({ ...own, [a.id]: text })}>
                    Изменить текст для этой сети
                  </button>
                ) : (
                  <TextArea
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
      <div class="field">
        <label class="label" for="news-files">
          Фотографии, картинки, документы
        </label>
        <input id="news-files" type="file" multiple data-test="news-files" onChange={(e) => void add(e.currentTarget.files)} />
        {files.map((f) => (
          <p key={f.id} class="chips">
            <Foreign text={f.name} />
            {f.material === "photo" && (
              <label>
                <input
                  type="checkbox"
                  onChange={(e) =>
                    setFiles(files.map((x) => (x.id === f.id ? { ...x, material: e.currentTarget.checked ? "infographic" : "photo" } : x)))
                  }
                />{" "}
                инфографика
              </label>
            )}
            <button type="button" class="plain" onClick={() => setFiles(files.filter((x) => x.id !== f.id))}>
              Убрать
            </button>
          </p>
        ))}
      </div>
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
      {fault && <Notice kind="trouble">{fault}</Notice>}
      <AttemptTrouble of={attempt} />
      <p class="choices">
        <button type="button" class="primary" disabled={attempt.busy} data-test="news-plan" onClick={() => send(true)}>
          {at ? "Поставить в план" : "Разместить"}
        </button>
        <button type="button" disabled={attempt.busy} data-test="news-save" onClick={() => send(false)}>
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

/** What a person will have to do in this network, told before it is planned. */
function ByHand({ account, files, materials }: { account: Materials["accounts"][number]; files: KeptFile[]; materials: string[] }) {
  const used = ["text", ...files.map((f) => f.material), ...materials];
  const rows = account.rows.filter((r) => used.includes(r.material) && r.news !== "automatic");
  if (rows.length === 0) return null;
  const impossible = rows.some((r) => r.news === "impossible");
  return (
    <p class="warning small" data-test={`news-by-hand-${account.id}`}>
      {impossible ? "Так нельзя" : "Придётся размещать вручную"}: {rows.map((r) => r.why).join("; ")}
    </p>
  );
}
