import type { Layer } from '../../expression/types.ts';
import type { InventoryHost } from '../../inventory/types.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { SessionStats } from '../../worker/session.ts';
import type { Failure, TaskRef, TaskResult } from '../events.ts';
import type { Foresight } from '../foresight/foresight.ts';
import { Answers } from './answers.ts';
import { Figures } from './figures.ts';
import type { HostLink } from './host-link.ts';
import type { AppliedStep } from './journal.ts';
import { Predictions } from './predictions.ts';
import { Tally } from './tally.ts';
import type { Unknown } from './unknowns.ts';

/** A failure that no rescue has dealt with. */
export interface Failing {
  readonly task: TaskRef;
  readonly result: TaskResult;
  /** False while a `resolved` rescue may still make good for it. */
  readonly counts: boolean;
  /** any_errors_fatal stands on its task. */
  readonly fatal: boolean;
}

/** A block whose rescue or always section runs on a host. */
export interface Rescue {
  /** failed_task and failed_result. */
  readonly variables: JsonObject;
  /** What the block applied: the part of the journal between these lengths. */
  readonly from: number;
  readonly to: number;
  /** Predicted changes before the block. */
  readonly predictions: number;
  readonly resolved: boolean;
}

/** Variables that a task sets. */
export interface Lesson {
  readonly facts: Record<string, Json>;
  readonly included: Record<string, Json>;
}

/** One host in a run: its variables, what was done there, how it stands. */
export class HostState {
  readonly name: string;
  /** As the present play knows it. */
  inventory: InventoryHost;
  /** Set by set_fact, register and modules, newest value; data, never templates. */
  readonly facts: Record<string, Json> = {};
  /** Read from files by a task, newest value: weaker than facts. */
  readonly included: Record<string, Json> = {};
  /** While a task runs for all hosts of the batch: what it teaches this one. */
  lesson: Lesson | undefined;
  /** Variables that only a real run would know. */
  readonly unknown = new Map<string, Unknown>();
  /** Check mode: a task that would have set variables whose names are not known either. */
  unknownFactsAfter: string | undefined;
  /** Which variables each module has set so far. */
  readonly factsOf = new Map<string, Set<string>>();
  readonly tally = new Tally();
  failing: Failing | undefined;
  /** Stays for the rest of the run. */
  unreachable: Failure | undefined;
  /** Why, when a rescue took back what a block did. */
  rolledBack: string | undefined;
  readonly rescues: Rescue[] = [];
  readonly journal: AppliedStep[] = [];
  readonly predictions = new Predictions();
  readonly answers = new Answers();
  /** What was last foreseen of the rest of the play. */
  foresight: Foresight | undefined;
  /** Keys of probes that failed when they were asked ahead of their task: it asks for itself. */
  readonly unanswered = new Set<string>();
  /** Variables of the includes whose tasks run, the innermost last. */
  readonly including: Layer[] = [];
  /** The roles of the present play that it has been through. */
  readonly rolesDone = new Set<string>();
  /** `meta: end_host` or the like: it is done with the present play. */
  ended = false;
  /** Ids of notified handlers; a value: perhaps notified, known only after that task. */
  readonly notified = new Map<string, string | undefined>();
  /** The connection of the play that runs. */
  link: HostLink | undefined;
  /** The ways as other accounts, by who they are. */
  readonly others = new Map<string, HostLink>();
  /** How often an intent's name was used; intents are unique for ever. */
  readonly intents = new Map<string, number>();
  readonly figures = new Figures();
  stats: SessionStats = { roundTrips: 0, reconnects: 0, bytesSent: 0, bytesReceived: 0 };
  ms = 0;
  /** Names of plays that it has not been through. */
  readonly ahead: string[] = [];
  toldOfBecome = false;
  started = false;
  /** The last task that ended here, and the one that was cut short. */
  lastTask: string | undefined;
  cutShort: string | undefined;
  /** How far it came with the rescue and always of its failure when the second Ctrl-C came. */
  unmended: string | undefined;
  /** It was told that its rescue or always runs on after the first Ctrl-C. */
  isFinishing = false;
  /** Why its play ended early. */
  stoppedBy: string | undefined;

  constructor(inventory: InventoryHost) {
    this.name = inventory.name;
    this.inventory = inventory;
  }

  /** It failed, was unreachable or was rolled back, as budgets of failure count it. */
  get bad(): boolean {
    return (
      this.unreachable !== undefined ||
      this.rolledBack !== undefined ||
      this.failing?.counts === true ||
      this.rescues.some(({ resolved }) => !resolved)
    );
  }

  /** Another play, or the host anew. */
  foreseeAnew(): void {
    this.foresight = undefined;
    this.unanswered.clear();
  }

  /** Sets variables that win over those of plays and tasks. */
  learn(variables: JsonObject, module?: string): void {
    this.#set('facts', variables, module);
  }

  /** Sets variables that win over those of plays and tasks, but not over facts. */
  include(variables: JsonObject, module?: string): void {
    this.#set('included', variables, module);
  }

  #set(kind: keyof Lesson, variables: JsonObject, module: string | undefined): void {
    const targets = [this[kind], ...(this.lesson === undefined ? [] : [this.lesson[kind]])];
    for (const [name, value] of Object.entries(variables)) {
      for (const target of targets)
        Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
      this.unknown.delete(name);
      if (module !== undefined) this.#remember(module, name);
    }
  }

  #remember(module: string, name: string): void {
    const names = this.factsOf.get(module) ?? new Set();
    this.factsOf.set(module, names.add(name));
  }
}
