import type { JsonObject } from '../../json.ts';
import type { LoadedModule } from '../contract.ts';
import type { Case } from './case-schema.ts';
import { runControllerCase } from './controller-case.ts';
import { runHostCase } from './host-case.ts';
import { mismatch, missingPart } from './mismatch.ts';

/**
 * Runs one case of a module.
 *
 * @returns What differs from what the case expects, in words; empty when it passes. Throws what the module throws.
 */
export async function runCase(module: LoadedModule, one: Case): Promise<readonly string[]> {
  const checked = module.check(one.params ?? {});
  if ('problems' in checked) {
    const said = checked.problems
      .map(({ message, suggestion }) =>
        suggestion === undefined ? message : `${message}; did you mean ${suggestion}?`,
      )
      .join('\n');
    return one.invalid === undefined
      ? [`the params are wrong: ${said}`]
      : missingPart('invalid', one.invalid, said);
  }
  if (one.invalid !== undefined)
    return [`invalid:\n  expected ${one.invalid}\n  but the params are accepted`];
  const accepted = one.accepts === undefined ? [] : mismatch('accepts', one.accepts, checked.params);
  return [...accepted, ...(await runKind(module, one, checked.params))];
}

async function runKind(module: LoadedModule, one: Case, params: JsonObject): Promise<readonly string[]> {
  const { definition } = module;
  if (definition.kind === 'host') return runHostCase(definition, one, params);
  if (definition.kind === 'controller' && one.gives !== undefined)
    return runControllerCase(definition, one, params);
  const strange = [
    'steps',
    'refused',
    'gives',
    'foreseen',
    'probes',
    'reads',
    'touches',
    'result',
    'facts',
  ].filter((key) => key in one);
  return strange.map((key) => `${key} cannot be expected of a module of kind ${definition.kind}`);
}
