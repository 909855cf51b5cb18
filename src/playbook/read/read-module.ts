import { didYouMean } from '../../errors/suggest.ts';
import type { Scope } from '../../expression/types.ts';
import { isJsonObject } from '../../json.ts';
import type { LoadedModule } from '../../module/contract.ts';
import type { Place } from '../../source/file.ts';
import type { MapEntry, MapNode, SourceNode, toJson } from '../../source/node.ts';
import { counterpart, moduleName } from '../ansible/ansible-modules.ts';
import { checkParams } from '../check/check-params.ts';
import { type ConditionParams, conditionParams } from '../check/condition-params.ts';
import { keywordsOf } from '../keywords.ts';
import { defineNames } from './define-names.ts';
import type { Entries } from './entries.ts';
import type { Inherited } from './inherited.ts';
import { isTemplate } from './is-template.ts';
import { withDefaults } from './module-defaults.ts';
import type { Parser } from './parser.ts';

/** The module of a task: its name, and its parameters as something that renders to a mapping. */
export interface ModuleUse extends ConditionParams {
  readonly name: string;
  /** It runs once for all hosts of the batch. */
  readonly once: boolean;
}

/** Finds the module among the keys that are no keywords, and checks its parameters as far as they are known. */
export function readModule(
  place: Place,
  { others, hasForeign }: Entries,
  own: Inherited,
  parser: Parser,
): ModuleUse | undefined {
  const { reader, modules } = parser;
  const named = others.filter(({ key }) => modules.get(moduleName(key)) !== undefined);
  const [entry] = named;
  for (const { key, keyPlace } of others.filter((other) => other !== entry)) {
    if (named.some((other) => other.key === key)) {
      reader.problem(
        keyPlace,
        'playbook/no-module',
        `a task has one module, and this one has "${entry?.key}" already`,
        'Make two tasks of it.',
      );
    } else {
      const near = didYouMean(moduleName(key), [...keywordsOf('task'), ...modules.names()]);
      const code = entry === undefined ? 'module/unknown' : 'playbook/unknown-keyword';
      const message = `"${key}" is neither a keyword nor a module.${near}`;
      reader.problem(keyPlace, code, message, counterpart(moduleName(key)));
    }
  }
  if (entry === undefined) {
    if (others.length === 0 && !hasForeign)
      reader.problem(place, 'playbook/no-module', 'the task names no module');
    return undefined;
  }
  const name = moduleName(entry.key);
  const module = modules.get(name);
  if (module === undefined) return undefined;
  if (name === 'rollback' && module.definition.kind === 'engine' && own.section !== 'rescue') {
    reader.problem(
      entry.keyPlace,
      'playbook/rollback-outside-rescue',
      'rollback stands outside of a rescue: there is nothing to take back',
    );
  }
  return { name, once: module.definition.once === true, ...readParams(entry, module, own, parser) };
}

function readParams(entry: MapEntry, module: LoadedModule, own: Inherited, parser: Parser): ConditionParams {
  const conditions: ConditionParams['conditions'] = new Map();
  const { definition } = module;
  refuseWords(entry, module, parser);
  const given = asMapping(entry.value, definition.freeform, entry.keyPlace);
  const node = given && withDefaults(given, own.moduleDefaults.get(definition.name));
  if (node === undefined && isTemplate(entry.value)) {
    // The whole mapping comes from a variable: the engine checks it once it is rendered.
    const params = parser.template(entry.value);
    return { params: { ...params, render: (scope) => mappingOf(params.render(scope)) }, conditions };
  }
  if (node === undefined) {
    parser.reader.shape(
      entry.value,
      entry.key,
      'its parameters as a mapping',
      `See "gorun modules ${entry.key}".`,
    );
    return { params: parser.constant({}, entry.value.place), conditions };
  }
  defineNames(node, definition.defines, own.where, parser);
  const params = parser.template(node);
  checkParams(node, params.templated, module, parser.reader);
  const mapping = { ...params, render: (scope: Scope) => mappingOf(params.render(scope)) };
  return conditionParams(node, definition.conditions ?? [], mapping, parser);
}

/** `debug: msg=hello` would print "msg=hello". */
function refuseWords({ key, value }: MapEntry, { definition }: LoadedModule, parser: Parser): void {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return;
  const name = /^(\w+)=/.exec(value.value)?.[1];
  if (name === undefined || !Object.hasOwn(definition.params.properties, name)) return;
  const message = `${key}: parameters are not written as ${name}=value`;
  parser.reader.problem(value.place, 'module/params', message, `Write a mapping: ${key}: { ${name}: … }.`);
}

/** `ping:` is `ping: {}`; a bare value stands for the module's freeform parameter. */
function asMapping(node: SourceNode, freeform: string | undefined, keyPlace: Place): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (node.kind === 'scalar' && node.value === null) return { kind: 'map', place: node.place, entries: [] };
  if (freeform === undefined) return undefined;
  return { kind: 'map', place: node.place, entries: [{ key: freeform, keyPlace, value: node }] };
}

const mappingOf = (value: ReturnType<typeof toJson>) => (isJsonObject(value) ? value : {});
