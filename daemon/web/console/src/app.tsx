// Which page stands on the screen.

import { useEffect } from "preact/hooks";
import { startLive, stopLive } from "./live";
import { DeskPage } from "./pages/desk";
import { LoginPage } from "./pages/login";
import { OpeningPage } from "./pages/opening";
import { Safe } from "./parts/safe";
import { closeIncident } from "./store/incident";
import { forgetList, groupCounts, list, loadList } from "./store/queue";
import { me } from "./store/session";

export function App() {
  const login = me.value?.login;

  useEffect(() => {
    if (!login) return;
    void loadList();
    startLive();
    return () => {
      stopLive();
      forgetList();
      closeIncident();
    };
  }, [login]);

  const waiting = waitingForMe();
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Отклик` : "Отклик";
  }, [waiting]);

  if (me.value === undefined) return <OpeningPage />;
  return me.value === null ? (
    <LoginPage />
  ) : (
    <Safe>
      <DeskPage />
    </Safe>
  );
}

/** New ones for the coordinator, those to be answered for an executor. */
function waitingForMe(): number {
  if (!me.value || !list.value) return 0;
  return groupCounts.value.get(me.value.role === "executor" ? "executors" : "new") ?? 0;
}
