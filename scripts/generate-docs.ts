/**
 * Writes the pages that are made from the code: docs/modules/*.md, docs/errors.md, docs/exit-codes.md and the others below.
 * With `--check` it writes nothing and fails where a page is not what it would write, or lies there without a source.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { catalogue } from '../src/errors/catalogue.ts';
import { exitCodes } from '../src/errors/exit-codes.ts';
import { loadModules } from '../src/module/load/load-modules.ts';
import { renderModuleIndex, renderModulePage } from '../src/module/reference/render-page.ts';
import { languagePage } from '../src/playbook/reference/language-page.ts';
import { jinjaPage } from './jinja-page.ts';
import { cliPage } from './pages/cli-page.ts';
import { eventsPage } from './pages/events-page.ts';
import { inventoryPage } from './pages/inventory-page.ts';
import { lintPage } from './pages/lint-page.ts';
import { startPage } from './pages/start-page.ts';

const root = resolve(import.meta.dirname, '..');
const generated = '<!-- Made by `node scripts/generate-docs.ts` from src/errors. Do not edit. -->';

function errorsPage(): string {
  const rows = Object.entries(catalogue).map(
    ([code, { meaning, fix, exit }]) => `| \`${code}\` | ${meaning} | ${fix} | ${exitCodes[exit].code} |`,
  );
  const head = '| code | what it means | what to try | exit |\n| --- | --- | --- | --- |';
  return `${generated}\n\n# Errors\n\nEvery error names its code; codes are never renamed.\n\n${head}\n${rows.join('\n')}\n`;
}

function exitCodesPage(): string {
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return `${generated}\n\n# Exit codes\n\n| code | meaning |\n| --- | --- |\n${rows.join('\n')}\n`;
}

async function modulePages(): Promise<readonly (readonly [string, string])[]> {
  const registry = await loadModules({ builtin: join(root, 'modules'), paths: [] });
  const definitions = registry.names().flatMap((name) => registry.get(name)?.definition ?? []);
  return [
    ['docs/modules/README.md', renderModuleIndex(definitions)],
    ...definitions.map((one) => [`docs/modules/${one.name}.md`, renderModulePage(one)] as const),
  ];
}

const pages = new Map<string, string>([
  ['docs/errors.md', errorsPage()],
  ['docs/exit-codes.md', exitCodesPage()],
  ['docs/language.md', languagePage()],
  ['docs/from-jinja.md', jinjaPage(root)],
  ['docs/events.md', eventsPage(root)],
  ['docs/inventory.md', inventoryPage(present('docs/inventory.md') ?? '')],
  ['docs/lint.md', lintPage()],
  ['docs/cli.md', cliPage()],
  ['docs/start.md', await startPage(present('docs/start.md') ?? '')],
  ...(await modulePages()),
]);
const folder = join(root, 'docs', 'modules');
mkdirSync(folder, { recursive: true });
const orphans = readdirSync(folder)
  .map((name) => relative(root, join(folder, name)))
  .filter((path) => !pages.has(path));
const stale = [...pages].filter(([path, text]) => present(path) !== text).map(([path]) => path);

function present(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv.includes('--check')) {
  for (const path of stale)
    console.error(`${path} is not what its source says; run: node scripts/generate-docs.ts`);
  for (const path of orphans)
    console.error(`${path} has no source any more; run: node scripts/generate-docs.ts`);
  process.exit(stale.length + orphans.length === 0 ? 0 : 1);
}
for (const path of stale) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), pages.get(path) ?? '');
  console.log(`wrote ${path}`);
}
for (const path of orphans) {
  rmSync(join(root, path), { recursive: true });
  console.log(`removed ${path}`);
}
