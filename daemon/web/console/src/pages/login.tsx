// The door. After it the address stays as it was, so a link from a letter leads to its incident.

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, request, type Me } from "../api";
import { Mark } from "../parts/mark";
import { Notice } from "../parts/notice";
import { welcome } from "../store/session";

export function LoginPage() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  async function enter(e: SubmitEvent) {
    e.preventDefault();
    const form = new FormData(e.currentTarget as HTMLFormElement);
    setBusy(true);
    setTrouble("");
    try {
      await welcome(await request<Me>("login", { login: form.get("login"), password: form.get("password") }));
    } catch (error) {
      setTrouble(reasonOf(error as ApiError));
      setBusy(false);
    }
  }

  return (
    <main class="door">
      <form class="card door-form" onSubmit={enter}>
        <h1 class="brand">
          <Mark /> Отклик
        </h1>
        <p class="quiet">Работа с сообщениями жителей из открытых источников</p>
        <label class="field">
          <span class="label">Логин</span>
          <input
            ref={first}
            name="login"
            data-test="login-login"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
          />
        </label>
        <label class="field">
          <span class="label">Пароль</span>
          <input name="password" type="password" data-test="login-password" autocomplete="current-password" required />
        </label>
        {trouble && <Notice kind="trouble">{trouble}</Notice>}
        <button class="primary wide" data-test="login-submit" disabled={busy}>
          {busy ? "Входим…" : "Войти"}
        </button>
      </form>
    </main>
  );
}

function reasonOf(error: ApiError): string {
  if (error.status === 401) return "Логин или пароль не подошли. Проверьте раскладку клавиатуры и Caps Lock.";
  if (error.status === 429) return "Слишком много попыток входа. Подождите несколько минут и попробуйте снова.";
  return error.message;
}
