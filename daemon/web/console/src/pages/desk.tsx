// The working page: head line, groups, queue at the left, and what is chosen at the right.

import { useEffect } from "preact/hooks";
import { GroupTabs } from "../parts/group_tabs";
import { HeadLine } from "../parts/head_line";
import { IncidentPane } from "../parts/incident_pane";
import { ExecutorQueue } from "../parts/executor_queue";
import { Queue } from "../parts/queue";
import { Toast } from "../parts/toast";
import { isSection, mayOpen, place, type Section } from "../route";
import { closeIncident, incident, openIncident } from "../store/incident";
import { chooseGroup, group } from "../store/queue";
import { me } from "../store/session";
import { groupOf } from "../words";
import { AccountsPage } from "./accounts";
import { KeptPage } from "./kept";
import { ManualPage } from "./manual";
import { ModerationPage } from "./moderation";
import { NewsPage } from "./news";

const pages = { kept: KeptPage, news: NewsPage, moderation: ModerationPage, accounts: AccountsPage };

function SectionPage({ of }: { of: Section }) {
  const Page = pages[of];
  return <Page />;
}

export function DeskPage() {
  const here = place.value;
  const executor = me.value?.role === "executor";

  const id = here.page === "incident" ? here.id : null;
  useEffect(() => {
    if (id === null) closeIncident();
    else void openIncident(id);
  }, [id]);

  const chosen = here.page === "queue" ? here.group : null;
  useEffect(() => {
    if (chosen) chooseGroup(chosen);
  }, [chosen]);

  // A link from a letter: the queue opens where that incident lies.
  const found = group.value === null && incident.value?.id === id ? incident.value : null;
  useEffect(() => {
    if (found) chooseGroup(groupOf(found.state));
  }, [found]);

  return (
    <div class={`desk ${executor ? "large" : ""} ${here.page === "home" || here.page === "queue" ? "at-queue" : "at-pane"}`}>
      <HeadLine />
      {isSection(here.page) && mayOpen(here.page, me.value?.role ?? "") ? (
        <SectionPage of={here.page} />
      ) : (
        <>
          {!executor && <GroupTabs />}
          <div class="panes">
            {executor ? <ExecutorQueue /> : <Queue />}
            {here.page === "new" && me.value?.role === "coordinator" ? <ManualPage /> : <IncidentPane id={id} />}
          </div>
        </>
      )}
      <Toast />
    </div>
  );
}
