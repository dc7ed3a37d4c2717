// Why a message concerns us: the sentence, the subjects, the rules with the words that hit them.

import type { Match } from "../api";
import { grounds, ruleMeanings } from "../words";
import { Foreign } from "./foreign_text";

export function Why({ match }: { match: Match }) {
  return (
    <section class="card why" data-test="why">
      <h2>Почему это к нам</h2>
      {match.prohibited && (
        <p class="warning">
          Похоже на пункт 3.7: {grounds[match.prohibited.ground] ?? match.prohibited.ground}. Слова:{" "}
          <Words words={match.prohibited.words} />
        </p>
      )}
      {match.because && <p>{match.because}</p>}
      {match.subjects.length > 0 && (
        <p class="chips">
          <span class="quiet">Темы:</span>
          {match.subjects.map((s) => (
            <span key={s.id} class="chip">
              {s.title}
            </span>
          ))}
        </p>
      )}
      {match.rules.length > 0 && (
        <ul class="rules">
          {match.rules.map((r) => (
            <li key={r.id}>
              <span class={`dot ${r.means}`} title={ruleMeanings[r.means] ?? r.means} />
              {r.title}
              {r.words.length > 0 && (
                <>
                  {": "}
                  <Words words={r.words} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function Words({ words }: { words: string[] }) {
  return (
    <>
      {words.map((word, i) => (
        <>
          {i > 0 && ", "}
          <span class="word">
            «<Foreign text={word} />»
          </span>
        </>
      ))}
    </>
  );
}
