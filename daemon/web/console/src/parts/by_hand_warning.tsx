// What a person will have to do in a network, told before it is ordered.

import type { Incident, KeptFile, Materials } from "../api";
import { useLoaded } from "../store/loaded";

interface Props {
  account: Materials["accounts"][number];
  use: "news" | "answer";
  files: KeptFile[];
  materials?: string[];
}

export function ByHandWarning({ account, use, files, materials = [] }: Props) {
  const used = [...(files.length > 0 ? files.map((f) => f.material) : ["text"]), ...materials];
  const rows = account.rows.filter((r) => used.includes(r.material) && r[use] !== "automatic");
  if (rows.length === 0) return null;
  const impossible = rows.some((r) => r[use] === "impossible");
  return (
    <p class="warning small" data-test={`by-hand-${account.id}`}>
      {impossible ? "Так нельзя" : "Придётся размещать вручную"}: {rows.map((r) => r.why).join("; ")}
    </p>
  );
}

/** The same for the files of an answer, which goes where the messages stand. */
export function AnswerWarning({ incident, files }: { incident: Incident; files: KeptFile[] }) {
  const { data } = useLoaded<Materials>("materials");
  const accounts = data?.accounts.filter((a) => incident.messages.some((m) => m.account === a.id)) ?? [];
  return (
    <>
      {accounts.map((a) => (
        <ByHandWarning key={a.id} account={a} use="answer" files={files} />
      ))}
    </>
  );
}
