import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { palette } from '../../src/report/colours.ts';

/** What stands on the page for the id of a run, which differs each time. */
const runOnPage = '20261125-093000-7f3a';
const runId = /\d{8}-\d{6}-[0-9a-f]{4}/g;
const columns = 100;

/**
 * docs/start.md, walked as a new user would: files of blocks "yaml PATH" are written, commands of blocks "sh" are typed,
 * and what they say takes the place of the block "text" that follows.
 */
export async function startPage(page: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gorun-start-'));
  let cwd = root;
  let lastRun = '';
  let told = '';
  let result = '';
  try {
    for (const part of page.split(/^(?=```)/m)) {
      const [, kind = '', body = ''] = /^```(.+)\n([\s\S]*)$/.exec(part) ?? [];
      const [language, path] = kind.split(' ');
      if (language === 'yaml' && path !== undefined) {
        await mkdir(dirname(join(cwd, path)), { recursive: true });
        await writeFile(join(cwd, path), body);
      } else if (language === 'sh') {
        told = '';
        for (const line of body.trim().split('\n')) {
          const words = line.replaceAll(runOnPage, lastRun).split(' ');
          if (words[0] === 'cd') cwd = resolve(cwd, words[1] ?? '');
          else told += await typed(words.slice(1), cwd);
        }
        lastRun = told.match(runId)?.at(-1) ?? lastRun;
      }
      result += language === 'text' ? `\`\`\`text\n${normal(told, root)}` : part;
    }
    return result;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** What a command says; its exit code where it is not 0. */
async function typed(argv: readonly string[], cwd: string): Promise<string> {
  let told = '';
  const output = {
    write: (text: string) => {
      told += text;
    },
    columns: () => columns,
    colours: palette(0),
  };
  const exit = await runCommandLine({ out: output, err: output, isTTY: false, cwd, env: {}, argv });
  const { code } = exitCodes[exit];
  return code === 0 ? told : `${told.trimEnd()}\n(exit code ${code})\n`;
}

/** Without what differs from run to run: ids, times, the folder. */
function normal(text: string, root: string): string {
  return text
    .replaceAll(runId, runOnPage)
    .replaceAll(/\b\d+\.\d s\b/g, '0.1 s')
    .replaceAll(`${root}/`, '/home/me/');
}
