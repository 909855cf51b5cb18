import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: the nearest one upwards with a package.json, in a clone and in an installed package. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      readFileSync(join(folder, 'package.json'));
      return folder;
    } catch {
      const up = dirname(folder);
      if (up === folder) return folder;
      folder = up;
    }
  }
}

/** The version of gorun, as package.json has it. */
export function gorunVersion(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
