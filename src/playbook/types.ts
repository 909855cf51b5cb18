import type { Condition, Layer, Renderable } from '../expression/types.ts';
import type { Json } from '../json.ts';
import type { Position } from '../position.ts';
import type { Place } from '../source/file.ts';

/** A checked playbook: every name is known, every node has its position. */
export interface Playbook {
  readonly file: string;
  readonly plays: readonly Play[];
}

/** In which order a play takes its hosts. `inventory`: as the inventory has them. */
export type Order = 'inventory' | 'reverse_inventory' | 'sorted' | 'reverse_sorted' | 'shuffle';

/** A question of `vars_prompt`. */
export interface Prompt {
  readonly position: Position;
  readonly name: string;
  readonly text: string;
  /** Not shown while it is typed, and a secret afterwards. */
  readonly private: boolean;
  readonly fallback: Json | undefined;
  /** Asked for twice. */
  readonly confirm: boolean;
}

/** What a role brings for its own tasks. */
export interface Role {
  readonly name: string;
  /** Its folder. */
  readonly path: string;
  /** The weakest of all variables. */
  readonly defaults: Layer;
  readonly vars: Layer;
  /** What whoever uses it gave: stronger than facts. */
  readonly params: Layer;
}

/** Who a task becomes on a POSIX host. */
export interface Become {
  /** Undefined: the playbook does not say. */
  readonly on: boolean | undefined;
  readonly user: Renderable | undefined;
  readonly method: Renderable | undefined;
  readonly flags: Renderable | undefined;
}

/** One step of `serial`: a number of hosts or a part of the play's hosts. */
export type SerialStep = { readonly hosts: number } | { readonly percent: number };

/** A play: which hosts, in which batches, and what to do there. */
export interface Play {
  readonly position: Position;
  readonly name: string;
  /** The host pattern, e.g. `windows:!broken`. */
  readonly hosts: string;
  /** Where that stands. */
  readonly hostsPlace?: Place;
  readonly vars: Layer;
  /** Empty: all hosts in one batch. The last step repeats. */
  readonly serial: readonly SerialStep[];
  /** Undefined: no limit (a batch in which every host failed still ends the play). */
  readonly maxFailPercentage: number | undefined;
  readonly anyErrorsFatal: boolean;
  readonly strategy: 'linear' | 'free';
  readonly order: Order;
  /** Handlers also run on hosts that failed. */
  readonly forceHandlers: boolean;
  /** Win over `vars`; the files were read when the playbook was. */
  readonly varsFiles: readonly Layer[];
  readonly prompts: readonly Prompt[];
  /** Of its `roles:` and imported roles, for all tasks of the play. */
  readonly roles: readonly Role[];
  readonly tags: readonly string[];
  readonly preTasks: readonly Node[];
  readonly tasks: readonly Node[];
  readonly postTasks: readonly Node[];
  readonly handlers: readonly Handler[];
}

/** What can be notified. */
export type Handler = Task | Include;

/** What can stand in a list of tasks. */
export type Node = Task | Block | Include | Meta;

/** Tasks of another file or role, taken in while the play runs: once for each turn of its loop. */
export interface Include extends Conditional {
  readonly kind: 'include';
  /** `include_tasks` or `include_role`. */
  readonly what: 'tasks' | 'role';
  /** The file or role as written; may hold templates. */
  readonly target: Renderable;
  readonly loop: Loop | undefined;
  readonly ignoreErrors: boolean;
  readonly runOnce: boolean;
  /** Further names under which it is notified as a handler. */
  readonly listen: readonly string[];
  /** What it brings where no template is in its name: read and checked with the playbook. */
  readonly known: Included | undefined;
  /** Reads and checks. Throws GorunErrors, GorunError. */
  load(target: string): Promise<Included>;
}

/** What an include brings in. */
export interface Included {
  readonly nodes: readonly Node[];
  readonly handlers: readonly Handler[];
}

/** `meta:`: something that the engine does with the run itself. */
export interface Meta extends Conditional {
  readonly kind: 'meta';
  readonly action: MetaAction;
}

/** What `meta` can do. */
export type MetaAction =
  | 'flush_handlers'
  | 'end_host'
  | 'end_batch'
  | 'end_play'
  | 'clear_unreachable'
  | 'refresh_inventory'
  | 'noop';

/** What every node but a block has of its own. */
interface Conditional {
  readonly position: Position;
  readonly id: string;
  readonly name: Renderable;
  readonly when: readonly Condition[];
  readonly vars: Layer;
  readonly tags: readonly string[];
  readonly role: Role | undefined;
}

/** A block: tasks that are rescued and cleaned up after together. */
export interface Block {
  readonly kind: 'block';
  readonly position: Position;
  /** Unique in the playbook and stable as long as the file does not change, e.g. `0.tasks.2`. */
  readonly id: string;
  readonly name: string | undefined;
  readonly tasks: readonly Node[];
  readonly rescue: readonly Node[];
  readonly always: readonly Node[];
  /** A role's tasks: a host that was through a block of the same name here in this play does not come in again. */
  readonly once?: string;
  /** A rescued host counts as good again; otherwise it counts as rolled back. */
  readonly resolved: boolean;
}

/** Keywords of a block (when, tags, vars, ignore_errors …) were already merged into its tasks by the parser. */
export interface Task extends Conditional {
  readonly kind: 'task';
  readonly module: string;
  /** A mapping of parameters. */
  readonly params: Renderable;
  /** Conditions among the parameters, by their texts. */
  readonly conditions?: ReadonlyMap<string, Condition>;
  readonly register: string | undefined;
  readonly loop: Loop | undefined;
  readonly until: Condition | undefined;
  /** Attempts after the first; Ansible's default of 3 where only `until` stands. */
  readonly retries: number;
  /** Seconds between attempts. */
  readonly delay: number;
  readonly failedWhen: readonly Condition[] | undefined;
  readonly changedWhen: readonly Condition[] | undefined;
  readonly anyErrorsFatal: boolean;
  readonly ignoreErrors: boolean;
  readonly ignoreUnreachable: boolean;
  readonly runOnce: boolean;
  /** Hosts at the same time; undefined: as many as --forks says. */
  readonly throttle: number | undefined;
  /** The host that does the work in place of the one whose variables it sees. */
  readonly delegateTo: Renderable | undefined;
  /** Facts and results go to the host that did the work. */
  readonly delegateFacts: boolean;
  /** Overrides --check. */
  readonly checkMode: boolean | undefined;
  /** Overrides --diff. */
  readonly diff: boolean | undefined;
  /** Variables of the processes that it starts; the last wins. */
  readonly environment: readonly Renderable[];
  readonly become: Become;
  /** Names of handlers, or of lists of them. */
  readonly notify: readonly Renderable[];
  /** Further names under which a handler is notified. */
  readonly listen: readonly string[];
  /** Seconds; undefined: the module's own limit. */
  readonly timeout: number | undefined;
  readonly noLog: boolean;
}

/** A loop over a list. */
export interface Loop {
  readonly items: Renderable;
  /** The variable's name, `item` by default. */
  readonly variable: string;
  readonly indexVariable: string | undefined;
  readonly label: Renderable | undefined;
  /** Seconds between turns. */
  readonly pause: number;
  /** Ends the loop after the turn in which it holds. */
  readonly until: Condition | undefined;
  /** Also sets `ansible_loop`: index, index0, first, last, length, revindex, revindex0, previtem, nextitem, allitems. */
  readonly extended: boolean;
}
