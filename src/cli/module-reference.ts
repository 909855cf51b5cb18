import { closest } from 'fastest-levenshtein';
import { GorunError } from '../errors/gorun-error.ts';
import type { LoadedModule, ModuleDefinition, ModuleRegistry } from '../module/contract.ts';
import { type Row, schemaRows } from '../module/reference/rows.ts';
import type { Output } from '../report/output.ts';
import { shown, shownJson, shownLines } from '../report/shown.ts';
import { tableLines } from '../report/table.ts';

function platforms(definition: ModuleDefinition): string {
  return definition.kind === 'host' ? definition.platforms.join(', ') : 'controller';
}

/** The list of all modules, one a line. */
export function moduleListLines(registry: ModuleRegistry, { colours }: Output): string[] {
  const modules = registry.names().flatMap((name) => registry.get(name) ?? []);
  const rows = modules.map(({ definition }) => [
    { text: shown(definition.name), colour: colours.strong },
    { text: platforms(definition), colour: colours.faint },
    { text: shown(definition.summary) },
  ]);
  const columns = ['module', 'runs on', 'what it does'].map((title) => ({ title, align: 'left' as const }));
  return [...tableLines(columns, rows, colours.faint), '', 'gorun modules NAME shows the reference of one'];
}

function rowLines(row: Row, isParams: boolean, { colours }: Output): string[] {
  const notes = [
    row.type,
    ...(isParams && row.required ? ['required'] : []),
    ...(row.default === undefined ? [] : [`default ${shownJson(row.default)}`]),
    ...(row.secret ? ['secret'] : []),
  ];
  const description = row.description === '' ? [] : shownLines(row.description);
  return [
    `  ${colours.strong(shown(row.name))} ${colours.faint(`(${shown(notes.join(', '))})`)}`,
    ...description.map((line) => `      ${line}`),
  ];
}

function schemaLines(schema: object, isParams: boolean, output: Output): string[] {
  return schemaRows(schema).flatMap((row) => rowLines(row, isParams, output));
}

function section(title: string, lines: readonly string[], output: Output): string[] {
  return lines.length === 0 ? [] : ['', output.colours.strong(title), ...lines];
}

function referenceLines({ definition, folder }: LoadedModule, output: Output): string[] {
  const { colours } = output;
  const examples = (definition.examples ?? []).flatMap(({ title, yaml }) => [
    colours.faint(`  # ${shown(title)}`),
    ...shownLines(yaml.trimEnd()).map((line) => `  ${line}`),
    '',
  ]);
  const freeform = definition.freeform;
  return [
    `${colours.strong(shown(definition.name))} ${colours.faint(`(${platforms(definition)})`)}`,
    shown(definition.summary),
    ...(definition.description === undefined ? [] : ['', ...shownLines(definition.description.trim())]),
    ...section('Parameters', schemaLines(definition.params, true, output), output),
    ...(freeform === undefined ? [] : ['', `A bare value stands for ${shown(freeform)}.`]),
    ...section(
      'Returns',
      definition.returns === undefined ? [] : schemaLines(definition.returns, false, output),
      output,
    ),
    ...section('Examples', examples.slice(0, -1), output),
    ...(folder === undefined ? [] : ['', colours.faint(shown(folder))]),
  ];
}

/** The reference of one module. Throws GorunError `module/unknown` with what is near. */
export function moduleReferenceLines(registry: ModuleRegistry, name: string, output: Output): string[] {
  const module = registry.get(name);
  if (module) return referenceLines(module, output);
  const near = closest(name, [...registry.names()]);
  throw new GorunError('module/unknown', {
    message: `There is no module ${name}. Did you mean ${near}?`,
    fix: 'See `gorun modules`.',
  });
}
