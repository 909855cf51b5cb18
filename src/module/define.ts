import type { TObject } from 'typebox';
import type { Json, JsonObject } from '../json.ts';
import type {
  ControllerModule,
  ControllerModuleDeclaration,
  EngineModule,
  HostModule,
  HostModuleDeclaration,
  ModuleDescription,
  Refusal,
} from './contract.ts';

/**
 * Declares a module whose work is on the host. The params schema types `plan` and its siblings; the state's type comes
 * from `parseState`, the lookup's from `lookup`. Export it as the default of `module.ts`.
 *
 * @example
 * ```ts
 * export default defineHostModule({
 *   name: 'hostname_file',
 *   summary: 'Keeps a file with one line.',
 *   platforms: ['windows'],
 *   params: Type.Object({ path: Type.String(), line: Type.String() }),
 *   parseState: parseAs(Type.Object({ line: Type.Union([Type.String(), Type.Null()]) })),
 *   plan: ({ params, state }) => ({ steps: [] }),
 * });
 * ```
 */
export function defineHostModule<P extends TObject, S extends Json = Json, L = undefined>(
  definition: HostModuleDeclaration<P, S, L> & { readonly kind?: 'host' },
): HostModule<P, S, L> {
  return { ...definition, kind: 'host' };
}

/** Declares a module that needs no host (like debug). */
export function defineControllerModule<P extends TObject>(
  definition: ControllerModuleDeclaration<P>,
): ControllerModule<P> {
  return { ...definition, kind: 'controller' };
}

/** Declares a task that the engine itself carries out: name, params and words only. */
export function defineEngineModule<P extends TObject>(definition: ModuleDescription<P>): EngineModule<P> {
  return { ...definition, kind: 'engine' };
}

/**
 * A plan that must not be: the task fails, in check mode too, and nothing is touched.
 *
 * @param message One sentence: what is wrong, with the values that matter.
 * @param fix What to try.
 * @param detail More for machines and reports.
 */
export function refuse(message: string, fix?: string, detail?: JsonObject): Refusal {
  return {
    refused: message,
    ...(fix === undefined ? {} : { fix }),
    ...(detail === undefined ? {} : { detail }),
  };
}
