import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScriptSource } from '../../src/worker/session.ts';

/** A module's script with the libraries that it uses in front, as the loader joins them. */
export function script(text: string, ...libraries: readonly string[]): ScriptSource {
  const parts = libraries.map((name) =>
    readFileSync(fileURLToPath(new URL(`../../src/worker/windows/lib/${name}.ps1`, import.meta.url)), 'utf8'),
  );
  const whole = [...parts, text].join('\n');
  return { hash: createHash('sha256').update(whole).digest('hex'), text: whole };
}
