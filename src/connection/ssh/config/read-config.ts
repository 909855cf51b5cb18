import { glob, readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { isMissing } from '../../file-errors.ts';

const deepest = 16; // as OpenSSH's READCONF_MAX_DEPTH

/**
 * The text of an ssh_config file with its Include lines replaced by what they name; '' where there is no file.
 * After an included file the section goes on in which the Include stood.
 */
export async function readSshConfigText(file: string, homeDir: string, depth = 0): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const lines: string[] = [];
  let section = 'Host *';
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(host|match)[\s=]/i.test(line)) section = line;
    const included = /^\s*include[\s=]+(.*)$/i.exec(line)?.[1];
    if (included === undefined) lines.push(line);
    else if (depth < deepest) {
      for (const path of await includedFiles(included, homeDir)) {
        lines.push(await readSshConfigText(path, homeDir, depth + 1), section);
      }
    }
  }
  return lines.join('\n');
}

async function includedFiles(patterns: string, homeDir: string): Promise<string[]> {
  const files: string[] = [];
  for (const [, quoted, plain] of patterns.matchAll(/"([^"]*)"|(\S+)/g)) {
    const pattern = (quoted ?? plain ?? '').replace(/^~(?=\/|$)/, homeDir);
    const whole = isAbsolute(pattern) ? pattern : join(homeDir, '.ssh', pattern);
    files.push(...(await matching(whole)).sort());
  }
  return files;
}

async function matching(pattern: string): Promise<string[]> {
  const [, folder, before, after] =
    /^([^*?[\]{}!()\\]*)\/([^*?[\]{}!()\\/]*)\*([^*?[\]{}!()\\/]*)$/.exec(pattern) ?? [];
  if (folder !== undefined && before !== undefined && after !== undefined) {
    // As /etc/ssh/ssh_config itself has it nearly everywhere: to load what knows all patterns takes longer than all the rest.
    const names = await readdir(folder).catch(() => []);
    return names
      .filter(
        (name) => name.length >= before.length + after.length && (before !== '' || !name.startsWith('.')),
      )
      .filter((name) => name.startsWith(before) && name.endsWith(after))
      .map((name) => join(folder, name));
  }
  const found: string[] = [];
  for await (const file of glob(pattern)) found.push(file);
  return found;
}
