import type { Condition, Layer, Renderable } from '../expression/types.ts';
import type { Position } from '../position.ts';

/** A checked playbook: every name is known, every node has its position. */
export interface Playbook {
  readonly file: string;
  readonly plays: readonly Play[];
}

/** One step of `serial`: a number of hosts or a part of the play's hosts. */
export type SerialStep = { readonly hosts: number } | { readonly percent: number };

/** A play: which hosts, in which batches, and what to do there. */
export interface Play {
  readonly position: Position;
  readonly name: string;
  /** The host pattern, e.g. `windows:!broken`. */
  readonly hosts: string;
  readonly vars: Layer;
  /** Empty: all hosts in one batch. The last step repeats. */
  readonly serial: readonly SerialStep[];
  /** Undefined: no limit (a batch in which every host failed still ends the play). */
  readonly maxFailPercentage: number | undefined;
  readonly anyErrorsFatal: boolean;
  readonly tags: readonly string[];
  readonly preTasks: readonly Node[];
  readonly tasks: readonly Node[];
  readonly postTasks: readonly Node[];
  readonly handlers: readonly Task[];
}

/** What can stand in a list of tasks. */
export type Node = Task | Block;

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
  /** A rescued host counts as good again; otherwise it counts as rolled back. */
  readonly resolved: boolean;
}

/** Keywords of a block (when, tags, vars, ignore_errors …) were already merged into its tasks by the parser. */
export interface Task {
  readonly kind: 'task';
  readonly position: Position;
  readonly id: string;
  /** As written, or the module's name; may hold templates. */
  readonly name: Renderable;
  readonly module: string;
  /** A mapping of parameters. */
  readonly params: Renderable;
  /** All must hold. The conditions of enclosing blocks come first. */
  readonly when: readonly Condition[];
  readonly vars: Layer;
  readonly tags: readonly string[];
  readonly register: string | undefined;
  readonly loop: Loop | undefined;
  readonly until: Condition | undefined;
  /** Attempts after the first; Ansible's default of 3 where only `until` stands. */
  readonly retries: number;
  /** Seconds between attempts. */
  readonly delay: number;
  readonly failedWhen: readonly Condition[] | undefined;
  readonly changedWhen: readonly Condition[] | undefined;
  readonly ignoreErrors: boolean;
  readonly runOnce: boolean;
  readonly notify: readonly string[];
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
}
