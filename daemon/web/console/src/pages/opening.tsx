// The moment before it is known who is here.

import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../api";
import { recognise } from "../store/session";

export function OpeningPage() {
  const [trouble, setTrouble] = useState<ApiError | null>(null);

  async function look() {
    setTrouble(null);
    try {
      await recognise();
    } catch (e) {
      setTrouble(e as ApiError);
    }
  }
  useEffect(() => void look(), []);

  return (
    <main class="door">
      {trouble ? (
        <div class="card" role="alert">
          <p>{trouble.message}</p>
          <button type="button" class="primary" onClick={look}>
            Повторить
          </button>
        </div>
      ) : (
        <p class="quiet">Открываем…</p>
      )}
    </main>
  );
}
