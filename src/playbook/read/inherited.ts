import type { Condition, Layer, Renderable } from '../../expression/types.ts';
import type { MapEntry } from '../../source/node.ts';
import type { KeywordName } from '../keywords.ts';
import type { Become, Play, Role, Task } from '../types.ts';
import { readBecome } from './become.ts';
import type { Entries } from './entries.ts';
import { isTemplate } from './is-template.ts';
import { type ModuleDefaults, readModuleDefaults } from './module-defaults.ts';
import { readNotify } from './notify.ts';
import type { Parser } from './parser.ts';

/** Where in the files of a playbook reading stands. */
export interface Where {
  /** The folder of the file that is being read: relative names of files start here. */
  readonly folder: string;
  /** The files that led here, the playbook first. */
  readonly chain: readonly string[];
  readonly role: Role | undefined;
}

/** What a task has from the play, roles and blocks around it. */
export interface Inherited
  extends Pick<
    Task,
    | 'tags'
    | 'anyErrorsFatal'
    | 'ignoreErrors'
    | 'ignoreUnreachable'
    | 'runOnce'
    | 'noLog'
    | 'throttle'
    | 'delegateTo'
    | 'delegateFacts'
    | 'checkMode'
    | 'diff'
    | 'environment'
    | 'notify'
    | 'timeout'
  > {
  readonly when: readonly Condition[];
  readonly vars: Layer;
  readonly become: Become;
  readonly moduleDefaults: ModuleDefaults;
  /** In a rescue `rollback` and `failed_task` have a meaning, in an always `failed_task`. */
  readonly section: 'tasks' | 'rescue' | 'always';
  readonly strategy: Play['strategy'];
  readonly where: Where;
}

/** Nothing from above. */
export function nothingInherited(where: Where): Inherited {
  return {
    when: [],
    vars: {},
    tags: [],
    anyErrorsFatal: false,
    ignoreErrors: false,
    ignoreUnreachable: false,
    runOnce: false,
    noLog: false,
    throttle: undefined,
    delegateTo: undefined,
    delegateFacts: false,
    checkMode: undefined,
    diff: undefined,
    environment: [],
    become: { on: undefined, user: undefined, method: undefined, flags: undefined },
    moduleDefaults: new Map(),
    notify: [],
    timeout: undefined,
    section: 'tasks',
    strategy: 'linear',
    where,
  };
}

/**
 * What is handed down from here: what came from above, with what stands here. Conditions, tags, environments and
 * notifications add up; the rest is overridden.
 */
export function inherit(from: Inherited, entries: Entries, parser: Parser): Inherited {
  const { reader } = parser;
  const { keywords } = entries;
  const given = <T>(name: KeywordName, read: (entry: MapEntry) => T, above: T): T => {
    const entry = keywords.get(name);
    return entry === undefined ? above : read(entry);
  };
  const flag = <T extends boolean | undefined>(name: KeywordName, above: T): T | boolean =>
    given<T | boolean>(name, ({ value }) => reader.boolean(value, name), above);
  return {
    when: given('when', ({ value }) => [...from.when, ...parser.conditions(value)], from.when),
    vars: given('vars', ({ value }) => ({ ...from.vars, ...parser.layer(value, 'vars') }), from.vars),
    tags: given(
      'tags',
      ({ value }) => [...new Set([...from.tags, ...reader.names(value, 'tags')])],
      from.tags,
    ),
    anyErrorsFatal: flag('any_errors_fatal', from.anyErrorsFatal),
    ignoreErrors: flag('ignore_errors', from.ignoreErrors),
    ignoreUnreachable: flag('ignore_unreachable', from.ignoreUnreachable),
    runOnce: flag('run_once', from.runOnce),
    noLog: flag('no_log', from.noLog),
    throttle: given('throttle', ({ value }) => atLeastOne(value, parser), from.throttle),
    delegateTo: given<Renderable | undefined>(
      'delegate_to',
      ({ value }) => parser.template(value),
      from.delegateTo,
    ),
    delegateFacts: flag('delegate_facts', from.delegateFacts),
    checkMode: flag('check_mode', from.checkMode),
    diff: flag('diff', from.diff),
    environment: given(
      'environment',
      ({ value }) => [...from.environment, ...environmentOf(value, parser)],
      from.environment,
    ),
    become: readBecome(from.become, entries, parser),
    moduleDefaults: given(
      'module_defaults',
      ({ value }) => readModuleDefaults(from.moduleDefaults, value, parser),
      from.moduleDefaults,
    ),
    notify: given('notify', ({ value }) => [...from.notify, ...readNotify(value, parser)], from.notify),
    timeout: given('timeout', ({ value }) => reader.number(value, 'timeout', 1, false), from.timeout),
    section: from.section,
    strategy: from.strategy,
    where: from.where,
  };
}

/** A throttle of 0 is none, as in Ansible. */
function atLeastOne(value: MapEntry['value'], parser: Parser): number | undefined {
  const hosts = parser.reader.number(value, 'throttle', 0, true);
  return hosts === 0 ? undefined : hosts;
}

/** A mapping, a list of them, or templates that yield them. */
function environmentOf(value: MapEntry['value'], parser: Parser): Renderable[] {
  const nodes = value.kind === 'list' ? value.items : [value];
  return nodes.flatMap((node) => {
    if (node.kind === 'map' || isTemplate(node)) return [parser.template(node)];
    if (node.kind === 'scalar' && node.value === null) return [];
    parser.reader.shape(node, 'environment', 'a mapping of names and values');
    return [];
  });
}
