import { closest, distance } from 'fastest-levenshtein';
import { schemaAjv } from '../check/ajv.ts';
import type { ModuleDefinition } from '../contract.ts';

const functionNames = {
  host: [
    'lookup',
    'lookupForHost',
    'probeArgs',
    'parseState',
    'reads',
    'touches',
    'foresee',
    'plan',
    'result',
    'facts',
    'verifyAs',
  ],
  controller: ['run'],
  engine: [],
} as const;

/**
 * What is wrong with the default export of a module.ts, in words that follow "it is not declared well:"; undefined when
 * it is a definition of the folder's name.
 *
 * @param knownGood Its params are a good schema: a module that ships, which the tests check. That alone would take
 * most of the time of a start.
 */
export function definitionProblem(value: unknown, folderName: string, knownGood = false): string | undefined {
  if (!isRecord(value))
    return 'its default export is missing; write `export default defineHostModule({ … })`';
  const { kind, name, summary, params } = value;
  if (kind !== 'host' && kind !== 'controller' && kind !== 'engine')
    return `"kind" must be host, controller or engine`;
  if (name !== folderName) return `its name is ${JSON.stringify(name)} but its folder is ${folderName}`;
  if (typeof summary !== 'string' || summary === '' || summary.includes('\n'))
    return '"summary" must be one line of text';
  if (!isRecord(params) || params.type !== 'object') return '"params" must be a Type.Object(…)';
  const unknown = Object.keys(value).find((key) => !knownKeys(kind).includes(key));
  if (unknown !== undefined) return unknownKey(unknown, knownKeys(kind));
  const notFunction = functionNames[kind].find(
    (key) => value[key] !== undefined && typeof value[key] !== 'function',
  );
  if (notFunction !== undefined) return `"${notFunction}" must be a function`;
  const { defines } = value;
  if (
    defines !== undefined &&
    defines !== 'params' &&
    defines !== 'unknown' &&
    !isListOf(defines, (one) => typeof one === 'string') &&
    !(isRecord(defines) && Object.values(defines).every((one) => isNameOf(one, params)) && 'file' in defines)
  ) {
    return '"defines" must be a list of names, params, unknown, or {file: PARAM, under: PARAM}';
  }
  const { conditions } = value;
  if (conditions !== undefined && !isListOf(conditions, (one) => isNameOf(one, params)))
    return '"conditions" must be a list of names of its params';
  return (
    (knownGood ? undefined : schemaProblem(params)) ??
    freeformProblem(value.freeform, params) ??
    kindProblem(value)
  );
}

const common = [
  'kind',
  'name',
  'summary',
  'description',
  'params',
  'returns',
  'examples',
  'freeform',
  'conditions',
  'once',
  'grows',
  'defines',
];

function knownKeys(kind: keyof typeof functionNames): readonly string[] {
  return [
    ...common,
    ...functionNames[kind],
    ...(kind === 'host' ? ['platforms', 'elsewhere', 'uses', 'verify', 'actions'] : []),
    ...(kind === 'controller' ? ['ahead'] : []),
  ];
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, [...known]);
  return `it has an unknown key "${key}"${distance(key, near) < 4 ? `; did you mean "${near}"?` : ''}`;
}

/** Says whether a value is a definition; {@link definitionProblem} says why not. */
export function isModuleDefinition(value: unknown, knownGood = false): value is ModuleDefinition {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    definitionProblem(value, value.name, knownGood) === undefined
  );
}

function kindProblem(value: Readonly<Record<string, unknown>>): string | undefined {
  if (value.kind === 'engine') return undefined;
  if (value.kind === 'controller') {
    const { run, ahead } = value;
    if (ahead !== undefined && ahead !== 'computes' && ahead !== 'waits')
      return '"ahead" must be computes or waits';
    return run === undefined ? '"run" is missing' : undefined;
  }
  if (value.plan === undefined) return '"plan" is missing';
  const { platforms, elsewhere, uses, verify, actions } = value;
  if (!isListOf(platforms, (one) => one === 'windows' || one === 'posix') || platforms.length === 0) {
    return '"platforms" must be a list of windows, posix';
  }
  if (elsewhere !== undefined && typeof elsewhere !== 'string') return '"elsewhere" must name a module';
  if (uses !== undefined && !isLibraries(uses) && !isLibrariesByPlatform(uses)) {
    return '"uses" must be a list of library names, or such a list for windows, for posix';
  }
  if (verify !== undefined && verify !== 'replan' && verify !== 'none')
    return '"verify" must be replan or none';
  if (
    actions !== undefined &&
    !(isRecord(actions) && Object.values(actions).every((one) => typeof one === 'function'))
  ) {
    return '"actions" must hold functions';
  }
  return undefined;
}

function isLibraries(value: unknown): boolean {
  return isListOf(value, (one) => typeof one === 'string' && /^[a-z0-9-]+$/.test(one));
}

function isLibrariesByPlatform(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([platform, libraries]) => (platform === 'windows' || platform === 'posix') && isLibraries(libraries),
    )
  );
}

function freeformProblem(freeform: unknown, params: Readonly<Record<string, unknown>>): string | undefined {
  if (freeform === undefined) return undefined;
  return isNameOf(freeform, params) ? undefined : '"freeform" must name one of its params';
}

function isNameOf(name: unknown, params: Readonly<Record<string, unknown>>): boolean {
  return typeof name === 'string' && isRecord(params.properties) && Object.hasOwn(params.properties, name);
}

/** Schemas that were found good: compiling one is most of the time that loading a module takes. */
const good = new WeakSet<object>();

function schemaProblem(params: Readonly<Record<string, unknown>>): string | undefined {
  if (good.has(params)) return undefined;
  try {
    schemaAjv().compile(JSON.parse(JSON.stringify(params)));
    good.add(params);
    return undefined;
  } catch (error) {
    return `its params are not a good schema: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, test: (one: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(test);
}
