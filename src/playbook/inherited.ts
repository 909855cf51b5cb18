import type { Condition, Layer } from '../expression/types.ts';
import type { Entries } from './entries.ts';
import type { Parser } from './parser.ts';

/** What a task has from the blocks around it. */
export interface Inherited {
  readonly when: readonly Condition[];
  readonly vars: Layer;
  readonly tags: readonly string[];
  readonly ignoreErrors: boolean;
  readonly runOnce: boolean;
  readonly noLog: boolean;
  readonly timeout: number | undefined;
  /** In a rescue or an always of a rescued block: `rollback` and `failed_task` have a meaning. */
  readonly inRescue: boolean;
}

/** Nothing from above: the tasks of a play. */
export const nothingInherited: Inherited = {
  when: [],
  vars: {},
  tags: [],
  ignoreErrors: false,
  runOnce: false,
  noLog: false,
  timeout: undefined,
  inRescue: false,
};

/** What is handed down from here: what came from above, with what stands here. Conditions and tags add up; the rest is overridden. */
export function inherit(from: Inherited, { keywords }: Entries, parser: Parser): Inherited {
  const { reader } = parser;
  const flag = (name: 'ignore_errors' | 'run_once' | 'no_log', above: boolean): boolean => {
    const entry = keywords.get(name);
    return entry === undefined ? above : reader.boolean(entry.value, name);
  };
  const [when, vars, tags, timeout] = (['when', 'vars', 'tags', 'timeout'] as const).map((name) =>
    keywords.get(name),
  );
  return {
    when: when === undefined ? from.when : [...from.when, ...parser.conditions(when.value)],
    vars: vars === undefined ? from.vars : { ...from.vars, ...parser.layer(vars.value, 'vars') },
    tags: tags === undefined ? from.tags : [...new Set([...from.tags, ...reader.names(tags.value, 'tags')])],
    ignoreErrors: flag('ignore_errors', from.ignoreErrors),
    runOnce: flag('run_once', from.runOnce),
    noLog: flag('no_log', from.noLog),
    timeout: timeout === undefined ? from.timeout : reader.number(timeout.value, 'timeout', 1, false),
    inRescue: from.inRescue,
  };
}
