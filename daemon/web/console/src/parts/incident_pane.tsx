// The open incident, or why there is none.

import { queueHref } from "../route";
import { incident, incidentTrouble, openIncident } from "../store/incident";
import { group } from "../store/queue";
import { me } from "../store/session";
import { IncidentView } from "./incident_view";
import { Notice } from "./notice";

export function IncidentPane({ id }: { id: number | null }) {
  const open = incident.value?.id === id ? incident.value : null;
  const trouble = incidentTrouble.value;
  return (
    <main class="pane">
      {id !== null && (
        <a class="back" href={me.value?.role === "executor" ? "#/" : queueHref(group.value ?? "new")}>
          ← К списку
        </a>
      )}
      {id === null && <p class="quiet empty">Выберите сообщение в списке слева.</p>}
      {trouble && id !== null && (
        <Notice kind="trouble">
          <p>{trouble.status === 404 ? `Инцидента № ${id} нет.` : trouble.message}</p>
          {trouble.uncertain && (
            <button type="button" onClick={() => void openIncident(id)}>
              Повторить
            </button>
          )}
        </Notice>
      )}
      {id !== null && !open && !trouble && <p class="quiet empty">Открываем…</p>}
      {open && <IncidentView key={open.id} incident={open} />}
    </main>
  );
}
