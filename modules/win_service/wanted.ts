import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from 'gorun/module';
import { accountName } from './account.ts';
import type { ServiceParams } from './params.ts';
import type { ServiceFacts } from './state.ts';

const plain = [
  'path',
  'display_name',
  'description',
  'start_mode',
  'error_control',
  'load_order_group',
  'desktop_interact',
] as const;

/** The configuration that is asked for, what is not given left out. */
export function wantedConfig(params: ServiceParams, present: ServiceFacts | undefined): JsonObject {
  const wanted: Record<string, Json> = {};
  for (const name of plain) {
    const value = params[name];
    if (value !== undefined) wanted[name] = value;
  }
  if (params.username !== undefined) wanted.username = accountName(params.username);
  if (params.dependencies !== undefined)
    wanted.dependencies = dependenciesAfter(present?.dependencies ?? [], params);
  return wanted;
}

/** What of it differs from what is there. */
export function differences(wanted: JsonObject, present: ServiceFacts): JsonObject {
  const facts: JsonObject = { ...present };
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !isSame(name, value, facts[name] ?? null)),
  );
}

function isSame(name: string, wanted: Json, present: Json): boolean {
  if (name === 'username' && typeof present === 'string' && typeof wanted === 'string')
    return accountName(present).toLowerCase() === wanted.toLowerCase();
  if (name === 'dependencies') return isDeepStrictEqual(lower(wanted), lower(present));
  return isDeepStrictEqual(wanted, present);
}

/** Their order means nothing to Windows. */
const lower = (names: Json): readonly string[] =>
  Array.isArray(names) ? names.map((one) => String(one).toLowerCase()).toSorted() : [];

function dependenciesAfter(
  present: readonly string[],
  { dependencies = [], dependency_action }: ServiceParams,
): readonly string[] {
  if (dependency_action === 'set') return dependencies;
  const isIn = (list: readonly string[]) => (name: string) =>
    list.some((one) => one.toLowerCase() === name.toLowerCase());
  if (dependency_action === 'remove') return present.filter((name) => !isIn(dependencies)(name));
  return [...present, ...dependencies.filter((name) => !isIn(present)(name))];
}
