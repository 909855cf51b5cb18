import type { Json } from '../../../src/json.ts';
import type { Block, Include, Loop, Node, Play, Playbook, Task } from '../../../src/playbook/types.ts';
import { filled, plain, position } from './language.ts';

/** A task of a fake module; ids are given by {@link playbook}. */
export function task(name: string, module: string, params: Json = {}, more: Partial<Task> = {}): Task {
  return {
    kind: 'task',
    position,
    id: '',
    name: plain(name),
    module,
    params: filled(params),
    when: [],
    vars: {},
    tags: [],
    register: undefined,
    loop: undefined,
    until: undefined,
    retries: 3,
    delay: 5,
    failedWhen: undefined,
    changedWhen: undefined,
    anyErrorsFatal: false,
    ignoreErrors: false,
    ignoreUnreachable: false,
    throttle: undefined,
    delegateTo: undefined,
    delegateFacts: false,
    checkMode: undefined,
    diff: undefined,
    environment: [],
    become: { on: undefined, user: undefined, method: undefined, flags: undefined },
    role: undefined,
    runOnce: false,
    notify: [],
    listen: [],
    timeout: undefined,
    noLog: false,
    ...more,
  };
}

/** A loop over items, each as `item`. */
export function over(items: Loop['items'], more: Partial<Loop> = {}): Loop {
  return {
    items,
    variable: 'item',
    indexVariable: undefined,
    label: undefined,
    pause: 0,
    until: undefined,
    extended: false,
    ...more,
  };
}

export function block(tasks: readonly Node[], more: Partial<Block> = {}): Block {
  return {
    kind: 'block',
    position,
    id: '',
    name: undefined,
    tasks,
    rescue: [],
    always: [],
    resolved: false,
    ...more,
  };
}

/** Tasks of a file that is known before the run. */
export function include(tasks: readonly Node[], more: Partial<Include> = {}): Include {
  const known = { nodes: tasks, handlers: [] };
  return {
    kind: 'include',
    what: 'tasks',
    position,
    id: '',
    name: plain('more.yml'),
    when: [],
    vars: {},
    tags: [],
    role: undefined,
    target: plain('more.yml'),
    loop: undefined,
    ignoreErrors: false,
    runOnce: false,
    listen: [],
    known,
    load: async () => known,
    ...more,
  };
}

export function play(tasks: readonly Node[], more: Partial<Play> = {}): Play {
  return {
    position,
    name: 'play',
    hosts: 'all',
    vars: {},
    serial: [],
    maxFailPercentage: undefined,
    anyErrorsFatal: false,
    strategy: 'linear',
    order: 'inventory',
    forceHandlers: false,
    varsFiles: [],
    prompts: [],
    roles: [],
    tags: [],
    preTasks: [],
    tasks,
    postTasks: [],
    handlers: [],
    ...more,
  };
}

/** A playbook; gives tasks and blocks their ids. */
export function playbook(...plays: readonly Play[]): Playbook {
  return {
    file: 'play.yml',
    plays: plays.map((one, index) => ({
      ...one,
      preTasks: numbered(one.preTasks, `${index}.pre`),
      tasks: numbered(one.tasks, `${index}.tasks`),
      postTasks: numbered(one.postTasks, `${index}.post`),
      handlers: one.handlers.map((handler, n) => ({ ...handler, id: `${index}.handlers.${n}` })),
    })),
  };
}

function numbered(nodes: readonly Node[], prefix: string): Node[] {
  return nodes.map((node, index): Node => {
    const id = `${prefix}.${index}`;
    if (node.kind === 'include' && node.known === undefined) {
      const load = async (name: string) => {
        const brought = await node.load(name);
        return { ...brought, nodes: numbered(brought.nodes, `${id}.file`) };
      };
      return { ...node, id, load };
    }
    if (node.kind === 'include') {
      const known = { nodes: numbered(node.known?.nodes ?? [], `${id}.file`), handlers: [] };
      return { ...node, id, known, load: async () => known };
    }
    if (node.kind !== 'block') return { ...node, id };
    return {
      ...node,
      id,
      tasks: numbered(node.tasks, `${id}.tasks`),
      rescue: numbered(node.rescue, `${id}.rescue`),
      always: numbered(node.always, `${id}.always`),
    };
  });
}
