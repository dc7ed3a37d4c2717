// Files that go with a text, to be looked at: pictures small, everything as a link.

import type { KeptFile } from "../api";
import { Foreign } from "./foreign_text";

const pictures = ["photo", "infographic", "animation"];

export function FileView({ file: f }: { file: KeptFile }) {
  return (
    <a class="file" href={`/api/files/${f.id}`} target="_blank" rel="noopener" data-test="file-link">
      {pictures.includes(f.material) && <img class="thumbnail" src={`/api/files/${f.id}`} alt="" loading="lazy" />}
      <Foreign text={f.name} />
    </a>
  );
}

export function Files({ of }: { of: KeptFile[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="files" data-test="files">
      {of.map((f) => (
        <li key={f.id}>
          <FileView file={f} />
        </li>
      ))}
    </ul>
  );
}
