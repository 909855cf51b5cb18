import { connectionVariables } from '../../src/connection/variables/connection-variables.ts';
import { type Origin, precedence } from '../../src/engine/host/scopes.ts';
import { inventoryPrecedence } from '../../src/inventory/layer-stack.ts';
import { code, table } from '../../src/playbook/reference/markdown.ts';

type Row = readonly [what: string, where: string];

/** Each origin in words; that of the inventory has rows of its own. */
const origins: Readonly<Record<Exclude<Origin, 'inventory'>, Row>> = {
  defaults: ['defaults of roles', '`defaults/main.yml`'],
  play: ['the play', '`vars`, answers to `vars_prompt`, `vars_files`'],
  role: ['vars of roles', '`vars/main.yml`'],
  task: ['block and task', '`vars`, the nearest wins'],
  included: ['included', '`include_vars`'],
  facts: ['found out', '`set_fact`, `register`'],
  params: ['params of roles and includes', 'beside `role:`, `vars` of an include'],
  failure: ['in `rescue`', '`failed_task`, `failed_result`'],
  extra: ['the command line', '`-e`; a later one wins'],
  magic: ['magic', '`inventory_hostname`, `groups`, `hostvars` … cannot be set'],
  loop: ['the loop', '`item`, or what `loop_control` names'],
};

function precedenceTable(): string {
  const rows = precedence.flatMap((origin): readonly Row[] =>
    origin === 'inventory' ? inventoryPrecedence.map(({ name, where }) => [name, where]) : [origins[origin]],
  );
  return table(
    ['', 'variables of', 'which stand'],
    rows.map(([what, where], index) => [String(index + 1), what, where]),
  );
}

function connectionTable(): string {
  const rows = Object.values(connectionVariables).map(({ names, type, doc }) => [
    names.map(code).join(', '),
    type,
    doc,
  ]);
  return table(['name', 'takes', 'means'], rows);
}

/** The page docs/inventory.md with its tables made anew; everything else on it is written by hand. */
export function inventoryPage(present: string): string {
  let page = present;
  for (const [name, made] of [
    ['precedence', precedenceTable()],
    ['connection', connectionTable()],
  ] as const) {
    const section = new RegExp(`(<!-- begin: ${name}\\..*?-->\n)[^]*?(<!-- end: ${name} -->)`);
    if (!section.test(page)) throw new Error(`docs/inventory.md has no place for its table "${name}"`);
    page = page.replace(section, (_, begin: string, end: string) => `${begin}\n${made}\n\n${end}`);
  }
  return page;
}
