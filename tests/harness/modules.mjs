// Connectors as modules: those of tests/module, built outside the tree against what is installed of Otklik, and broken
// ones made of a line of C. What was built goes with the process.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, root, run } from './programs.mjs';

const folder = mkdtempSync(join(tmpdir(), 'otklik-modules-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function must(file, args) {
  const { status, signal, out, err } = await run(file, args, { within: 300_000 });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status ?? signal}\n${out}${err}`);
}

async function make() {
  const prefix = join(folder, 'installed'), made = join(folder, 'made');
  await must('cmake', ['--install', build(), '--prefix', prefix, '--component', 'devel']);
  await must('cmake', ['-S', join(root, 'tests/module'), '-B', made, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Debug', '-DCMAKE_CXX_FLAGS_DEBUG=-O0', `-DCMAKE_PREFIX_PATH=${prefix}`]);
  await must('cmake', ['--build', made]);
  return made;
}

let made;
/** The file of a module of tests/module; all are built at the first asking. @param {string} name */
export async function module_file(name) {
  made ??= make();
  return join(await made, `otklik-${name}.so`);
}

/** A shared object of this C text. */
export async function shared_object(name, text) {
  const source = join(folder, `${name}.c`), file = join(folder, `${name}.so`);
  writeFileSync(source, text);
  await must('cc', ['-shared', '-fPIC', '-o', file, source]);
  return file;
}
