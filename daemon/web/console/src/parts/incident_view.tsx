// An incident: at the left what residents wrote and why it concerns us, at the right what was and is to be done.

import type { Incident } from "../api";
import { executorTitle } from "../store/session";
import { count, groupOf } from "../words";
import { Actions } from "./actions";
import { AnswerView } from "./answer_view";
import { Assignments } from "./assignments";
import { ChangedNotice } from "./changed_notice";
import { Deliveries } from "./deliveries";
import { Drafts } from "./drafts";
import { Due } from "./due";
import { History } from "./history";
import { MessageView } from "./message_view";
import { StateLabel } from "./state_label";
import { When } from "./when";

export function IncidentView({ incident }: { incident: Incident }) {
  return (
    <article class="incident" data-test="incident" data-id={incident.id} data-state={incident.state}>
      <header class="incident-head">
        <h1>Инцидент № {incident.id}</h1>
        <StateLabel state={incident.state} />
        {incident.executor !== null && <span class="chip">{executorTitle(incident.executor)}</span>}
        {incident.returns > 0 && <span class="chip">доработок: {incident.returns}</span>}
        <Due of={incident} />
        <span class="quiet push">
          {incident.messages.length > 1 && `${count(incident.messages.length, "сообщение", "сообщения", "сообщений")}, `}
          поступило <When at={incident.created} />
        </span>
      </header>
      <ChangedNotice incident={incident} />
      <div class="columns">
        <div class="column">
          {incident.messages.map((m) => (
            <MessageView key={m.post} message={m} source={incident.source_title} />
          ))}
        </div>
        <div class="column">
          {groupOf(incident.state) === "placing" && <Deliveries incident={incident} />}
          <Actions incident={incident} />
          <AnswerView incident={incident} />
          {groupOf(incident.state) !== "placing" && <Deliveries incident={incident} />}
          <Drafts incident={incident} />
          <Assignments incident={incident} />
          <History incident={incident} />
        </div>
      </div>
    </article>
  );
}
