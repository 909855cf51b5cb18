import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Position } from '../../position.ts';
import type { ModuleDefinition } from '../contract.ts';
import { definitionProblem, isModuleDefinition } from './definition-problem.ts';
import type { ModuleFolder } from './find-folders.ts';
import { isSource, resolveSdkImports } from './resolve-sdk.ts';

const require = createRequire(import.meta.url);

/** Imports the default export of a module.ts or module.js and checks that it is a definition. Throws `module/definition`. */
export async function importDefinition(module: ModuleFolder): Promise<ModuleDefinition> {
  resolveSdkImports();
  try {
    const imported: { readonly default?: unknown } = await import(pathToFileURL(module.declaration).href);
    return definitionOf(module, imported.default, false);
  } catch (cause) {
    throw cannotBeLoaded(module, cause);
  }
}

/** The same for a module that ships, now and not before it is needed: that one waits for nothing while it is loaded. */
export function requireDefinition(module: ModuleFolder): ModuleDefinition {
  if (isSource) resolveSdkImports();
  try {
    const { default: definition }: { readonly default?: unknown } = require(module.declaration);
    return definitionOf(module, definition, true);
  } catch (cause) {
    throw cannotBeLoaded(module, cause);
  }
}

function definitionOf(module: ModuleFolder, definition: unknown, ships: boolean): ModuleDefinition {
  const problem = definitionProblem(definition, module.name, ships);
  if (problem === undefined && isModuleDefinition(definition, ships)) return definition;
  throw new GorunError('module/definition', {
    message: `Module ${module.name} is not declared well: ${problem ?? 'it is not a definition'}.`,
    position: { file: module.declaration, line: 1, column: 1 },
    fix: 'See docs/writing-a-module.md.',
  });
}

function cannotBeLoaded(module: ModuleFolder, cause: unknown): GorunError {
  if (cause instanceof GorunError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GorunError('module/definition', {
    message: `Module ${module.name} cannot be loaded: ${reason}`,
    position: placeIn(cause, module.declaration),
    cause,
  });
}

/** The line of the module's own file that an error names; its first line where it names none. */
function placeIn(error: unknown, file: string): Position {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(file);
  const [, line, column] =
    (at === -1 ? null : /^:(\d+)(?::(\d+))?/.exec(stack.slice(at + file.length))) ?? [];
  return { file, line: Number(line ?? 1), column: Number(column ?? 1) };
}
