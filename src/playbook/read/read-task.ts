import { nodeInWords, type SourceNode } from '../../source/node.ts';
import type { KeywordName } from '../keywords.ts';
import type { Task } from '../types.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readLoop } from './read-loop.ts';
import { readModule } from './read-module.ts';

/** Attempts after the first where only `until` stands, and the seconds between: Ansible's. */
const defaultRetries = 3;
const defaultDelay = 5;

/** Reads a task or handler; undefined where it is too wrong to go on with. */
export function readTask(
  node: SourceNode,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Task | undefined {
  const { reader } = parser;
  if (node.kind !== 'map') {
    reader.problem(
      node.place,
      'playbook/shape',
      `a ${home} is a mapping, not ${nodeInWords(node)}`,
      node.kind === 'scalar' && typeof node.value === 'string' ? `Write "- ${node.value}:".` : undefined,
    );
    return undefined;
  }
  const usesBefore = parser.uses.length;
  const entries = entriesOf(node, home, reader);
  const own = inherit(above, entries, parser);
  const value = (name: KeywordName): SourceNode | undefined => entries.keywords.get(name)?.value;
  const conditions = (name: KeywordName) => {
    const given = value(name);
    return given === undefined ? undefined : parser.conditions(given);
  };
  const count = (name: 'retries' | 'delay', fallback: number): number => {
    const given = value(name);
    return (given && reader.number(given, name, 0, name === 'retries')) ?? fallback;
  };
  const listen = value('listen');
  if (own.runOnce && own.strategy === 'free') {
    const { place } = value('run_once') ?? node;
    const fix = 'Give the task to a play of its own, with the strategy linear.';
    reader.problem(
      place,
      'playbook/unsupported',
      'run_once needs hosts that go together, and the strategy is free',
      fix,
    );
  }
  const module = readModule(node.place, entries, own, parser);
  if (module === undefined) {
    if (entries.others.length > 1) refuseOthers({ ...entries, others: [] }, home, reader);
    return undefined;
  }
  const until = conditions('until');
  const named = value('name');
  const registered = value('register');
  const register = registered && reader.variableName(registered, 'register');
  if (register !== undefined) parser.register(register);
  refuseFailure(parser, usesBefore, own);
  const task: Task = {
    kind: 'task',
    position: node.place.position,
    id,
    name: named === undefined ? parser.constant(module.name, node.place) : parser.template(named),
    module: module.name,
    params: module.params,
    conditions: module.conditions,
    when: own.when,
    vars: own.vars,
    tags: own.tags,
    role: own.where.role,
    register,
    loop: readLoop(value('loop'), value('loop_control'), parser),
    until: until === undefined ? undefined : parser.all(until),
    retries: count('retries', until === undefined ? 0 : defaultRetries),
    delay: count('delay', defaultDelay),
    failedWhen: conditions('failed_when'),
    changedWhen: conditions('changed_when'),
    anyErrorsFatal: own.anyErrorsFatal,
    ignoreErrors: own.ignoreErrors,
    ignoreUnreachable: own.ignoreUnreachable,
    // With hosts that go their own ways each adds for itself, as in Ansible.
    runOnce: own.runOnce || (module.once && own.strategy === 'linear'),
    throttle: own.throttle,
    delegateTo: own.delegateTo,
    delegateFacts: own.delegateFacts,
    checkMode: own.checkMode,
    diff: own.diff,
    environment: own.environment,
    become: own.become,
    notify: own.notify,
    listen: listen === undefined ? [] : reader.names(listen, 'listen'),
    timeout: own.timeout,
    noLog: own.noLog,
  };
  if (home === 'task' && !parser.openEnded)
    for (const use of parser.uses.slice(usesBefore)) parser.sureUses.add(use);
  return task;
}

/** `failed_task` has a meaning where a block failed: in its rescue, and perhaps in its always. */
function refuseFailure(parser: Parser, from: number, { section }: Inherited): void {
  if (section !== 'tasks') return;
  for (const { name, place, optional } of parser.uses.slice(from)) {
    if (optional || !/^(?:ansible_)?failed_(?:task|result)$/.test(name)) continue;
    parser.reader.problem(
      place,
      'expression/undefined-name',
      `"${name}" has a value only in a rescue or always section`,
      'Move the task there.',
    );
  }
}
