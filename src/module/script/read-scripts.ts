import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GorunError } from '../../errors/gorun-error.ts';
import type { ScriptSource } from '../../worker/session.ts';
import type { HostModule, LoadedModule, Platform } from '../contract.ts';
import type { ModuleFolder } from '../load/find-folders.ts';

/** Where the libraries for scripts are, and how scripts are named there. */
const platforms = {
  windows: { script: 'windows.ps1', ending: '.ps1' },
  posix: { script: 'posix.sh', ending: '.sh' },
} as const;

/** What a host module says about its scripts. */
export interface ScriptNeeds {
  readonly platforms: readonly Platform[];
  readonly uses?: HostModule['uses'];
}

/**
 * Reads a host module's scripts: the libraries that it uses, in their order, then its own text.
 *
 * @param libraries Folder that holds `<platform>/lib/<name>.ps1|sh`: src/worker.
 * Throws `module/definition` for a script or library that is not there.
 */
export function readScripts(
  module: ModuleFolder,
  needs: ScriptNeeds,
  libraries: string,
): LoadedModule['scripts'] {
  const read = (platform: Platform) =>
    needs.platforms.includes(platform)
      ? readScript(module, usedOn(platform, needs.uses), platform, libraries)
      : undefined;
  const [windows, posix] = [read('windows'), read('posix')];
  return { ...(windows === undefined ? {} : { windows }), ...(posix === undefined ? {} : { posix }) };
}

/** The libraries that a module's script for a platform uses. */
export function usedOn(platform: Platform, uses: HostModule['uses'] = []): readonly string[] {
  return isList(uses) ? uses : (uses[platform] ?? []);
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function readScript(module: ModuleFolder, uses: readonly string[], platform: Platform, libraries: string) {
  const { script, ending } = platforms[platform];
  const files = [
    ...uses.map((name) => ({
      file: join(libraries, platform, 'lib', `${name}${ending}`),
      what: `library "${name}"`,
    })),
    { file: join(module.folder, script), what: script },
  ];
  const texts = files.map(({ file, what }) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new GorunError('module/definition', {
        message: `Module ${module.name} has no ${what} for ${platform}: ${file} cannot be read.`,
        position: { file: module.declaration, line: 1, column: 1 },
        fix: 'Add the file, or take it out of `platforms` or `uses`.',
        cause,
      });
    }
  });
  const own = texts.pop() ?? '';
  return scriptSource(
    own,
    texts.map((text) => scriptSource(text)),
  );
}

/** A script and its libraries as they travel; line ends become LF, so that a checkout on Windows gives the same hash. */
export function scriptSource(written: string, uses: readonly ScriptSource[] = []): ScriptSource {
  const text = `${written
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd()}\n`;
  const hash = createHash('sha256');
  for (const library of uses) hash.update(`${library.hash}\n`);
  const source = { hash: hash.update(text, 'utf8').digest('hex'), text };
  return uses.length === 0 ? source : { ...source, uses };
}
