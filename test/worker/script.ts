import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scriptSource } from '../../src/module/script/read-scripts.ts';
import type { ScriptSource } from '../../src/worker/session.ts';

/** A module's script with the libraries that it uses, as the loader gives it. */
export function script(text: string, ...libraries: readonly string[]): ScriptSource {
  const read = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../src/worker/windows/lib/${name}.ps1`, import.meta.url)), 'utf8');
  return scriptSource(
    text,
    libraries.map((name) => scriptSource(read(name))),
  );
}
