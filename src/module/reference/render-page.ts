import type { ModuleDefinition, Platform } from '../contract.ts';
import { type Row, schemaRows } from './rows.ts';

/** The reference page of a module in Markdown, for docs/modules/NAME.md. */
export function renderModulePage(definition: ModuleDefinition): string {
  const { name, summary, description, params, returns, freeform, examples = [] } = definition;
  const parts = [
    generated,
    `# ${name}`,
    summary,
    `Runs on: ${placeOf(definition)}.`,
    description?.trim(),
    '## Parameters',
    table(schemaRows(params), true) ?? 'None.',
    freeform === undefined ? undefined : `A bare value stands for \`${freeform}\`: \`- ${name}: …\`.`,
    ...(returns === undefined ? [] : ['## Returns', table(schemaRows(returns), false)]),
    examples.length === 0 ? undefined : '## Examples',
    ...examples.map(({ title, yaml }) => `${title}:\n\n\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``),
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

/** The list of all modules, for docs/modules/README.md. */
export function renderModuleIndex(definitions: readonly ModuleDefinition[]): string {
  const rows = definitions.map(
    (one) =>
      `| [${one.name}](${one.name}.md) | ${platformCell(one, 'windows')} | ${platformCell(one, 'posix')} | ${cell(one.summary)} |`,
  );
  return `${generated}

# Modules

Modules that run on the controller serve hosts of every kind. Where a module is for one kind of host, the other column names the one that does this there.

| module | Windows | Linux and other POSIX hosts | what it does |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function platformCell(definition: ModuleDefinition, platform: Platform): string {
  if (definition.kind !== 'host' || definition.platforms.includes(platform)) return 'yes';
  return definition.elsewhere === undefined ? '' : `[${definition.elsewhere}](${definition.elsewhere}.md)`;
}

const generated = '<!-- Made by `node scripts/generate-docs.ts` from the module itself. Do not edit. -->';

function placeOf(definition: ModuleDefinition): string {
  if (definition.kind !== 'host') return 'the controller';
  return definition.platforms
    .map((platform) => (platform === 'windows' ? 'Windows' : 'Linux and other POSIX hosts'))
    .join(', ');
}

function table(rows: readonly Row[], isParams: boolean): string | undefined {
  if (rows.length === 0) return undefined;
  const head = isParams
    ? '| parameter | type | default | |\n| --- | --- | --- | --- |'
    : '| key | type | |\n| --- | --- | --- |';
  const lines = rows.map((row) => {
    const cells = isParams ? [nameCell(row), row.type, defaultCell(row)] : [nameCell(row), row.type];
    return `| ${[...cells, row.description].map(cell).join(' | ')} |`;
  });
  return [head, ...lines].join('\n');
}

function nameCell({ name, secret }: Row): string {
  return `\`${name}\`${secret ? ' (secret)' : ''}`;
}

function defaultCell(row: Row): string {
  if (row.default !== undefined) return `\`${JSON.stringify(row.default)}\``;
  return row.required ? '**required**' : '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
