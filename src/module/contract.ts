import type { Static, TObject, TSchema } from 'typebox';
import type { GorunErrors } from '../errors/gorun-error.ts';
import type { Json, JsonObject } from '../json.ts';
import type { CallOutcome, HostCall, HostSession, ScriptSource } from '../worker/session.ts';

/** What kind of host it is. */
export type Platform = HostSession['platform'];

/**
 * The name of something on a host that can be read and changed, e.g. `msi:{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}`,
 * `env:machine:PATH`, `file:C:\ProgramData\gorun\cache\go1.21.13.windows-amd64.msi`. Compared without
 * case, but for paths of POSIX (`file:/etc/hosts`).
 */
export type ResourceId = string;

/** One property that a step changes. */
export interface Change {
  readonly property: string;
  readonly before: Json;
  readonly after: Json;
}

/**
 * A call of the module's own `Apply` on the host, which gets `{action, args}` and returns a {@link StepOutcome}, or of a
 * controller action of that name, which gets the args.
 */
export interface Action {
  readonly action: string;
  readonly args: JsonObject;
  readonly title: string;
}

/** One change to a host. Steps run in order, one at a time. */
export interface Step extends Action {
  readonly changes: readonly Change[];
  /**
   * What takes it back. What Apply returns under `undo` (args captured before it ran) is merged over these args. A step
   * that failed, or whose outcome nobody knows, may have changed something, so its undo runs as well: with what the
   * failed call gave as `detail.undo`, or the args planned here. So an undo must do no harm where there is nothing to undo.
   */
  readonly undo?: Action;
  /** It changes nothing on the host (a wait, a question): a task of such steps alone is ok, not changed. */
  readonly effect?: 'none';
  /** `controller`: the module's TypeScript action of this name, with the session at hand (pushing a file, rebooting). */
  readonly where?: 'host' | 'controller';
  /** Seconds; the task's `timeout` wins. */
  readonly timeout?: number;
}

/** What a module decides. No steps: the host is as wanted. */
export interface Plan<S extends Json = Json> {
  readonly steps: readonly Step[];
  /** The state that a probe would return after the steps; missing: known only after the steps ran. */
  readonly expected?: S;
  /** Check mode: what `result` says of a foreseen state lacks what only a run can tell (a time of last write). */
  readonly partly?: boolean;
  /** The touched resources as they will be after the steps, for later tasks in check mode. */
  readonly leaves?: Readonly<Record<ResourceId, Json>>;
  /** Of what the module's `touches` names: what these steps leave as it is. Check mode then knows it as before. */
  readonly spares?: readonly ResourceId[];
  /** Check mode: the foreseen state does not tell whether steps are needed. What the plan leaves holds in either case. */
  readonly perhaps?: boolean;
  /** What the steps may change beside what the module's `touches` says: what only the state tells. */
  readonly touches?: readonly ResourceId[];
  readonly warnings?: readonly string[];
}

/** A plan that must not be: the task fails, in check mode too, and nothing is touched. Made by `refuse()`. */
export interface Refusal {
  readonly refused: string;
  readonly fix?: string;
  /** More for machines and reports, e.g. all failed points of verify. */
  readonly detail?: JsonObject;
}

/** What the planning functions see. All of it is data; they do no I/O and read no clock. */
export interface PlanInput<P, S, L> {
  readonly platform: Platform;
  readonly params: P;
  readonly state: S;
  /** What `lookup` found on the controller. */
  readonly lookup: L;
}

/** Help for reading on the controller before any probe. */
export interface LookupIO {
  readonly signal: AbortSignal;
  /** Of the host that it is looked up for. */
  readonly platform: Platform;
  /** Folder of the playbook: relative paths start there. */
  readonly folder: string;
  /** Where files that a task names are looked for, in order: its role's folder, then the playbook's. */
  readonly folders: readonly string[];
}

/** Help for a lookup whose answer depends on the host. */
export interface HostLookupIO extends LookupIO {
  /** Whose task it is. */
  readonly host: string;
  /**
   * Renders a text with the variables of the task. Throws GorunError with the place in `file`; in check mode also what
   * says that a variable is known only after an earlier task, which is for the engine.
   */
  render(text: string, file: string): string;
}

/** Help for an action that runs on the controller with the host at hand. */
export interface ActionIO {
  readonly session: HostSession;
  readonly script: ScriptSource;
  readonly signal: AbortSignal;
  readonly folder: string;
  progress(news: JsonObject): void;
  /** One call to the module's script, one round trip. */
  call(fn: string, args: JsonObject, timeout?: number): Promise<CallOutcome>;
}

/** What an applied step tells: data for the result, undo arguments captured before it ran, warnings. */
export interface StepOutcome {
  readonly undo?: JsonObject;
  readonly data?: JsonObject;
  readonly warnings?: readonly string[];
}

/** The module sets the variables of a file: which of its parameters names that file. */
export interface DefinedByFile {
  readonly file: string;
  /** The parameter with a name under which all of them come, if it is given. */
  readonly under?: string;
}

/** What every module says about itself; the reference, the checks and the editor read it. */
export interface ModuleDescription<P extends TObject> {
  /** As playbooks name it: `[a-z][a-z0-9_]*`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Markdown; the reference page and `gorun modules NAME` show it. */
  readonly description?: string;
  /** TypeBox schema: types, ajv checks, defaults, reference and completion come from it. `secret: true` masks a parameter, `secretIf: 'name'` where the parameter of that name is true. */
  readonly params: P;
  /** What `register` sees, described. */
  readonly returns?: TSchema;
  /** YAML of tasks, with a title each. */
  readonly examples?: readonly { readonly title: string; readonly yaml: string }[];
  /** A parameter that a bare value stands for: `debug: hello` is `debug: {msg: hello}`; `key=value` words are not parsed. */
  readonly freeform?: string;
  /** Variables that it sets, so that a playbook's use of them can be checked before the run; `params`: those named like its parameters; `unknown`: nobody knows before it runs; or those in a file of variables. */
  readonly defines?: readonly string[] | 'params' | 'unknown' | DefinedByFile;
  /** Parameters that hold conditions: compiled and checked with the playbook, and never rendered; see `io.evaluate`. */
  readonly conditions?: readonly string[];
  /** It runs on the first host of the batch only, for all of them, as `run_once` (add_host). */
  readonly once?: true;
  /** It may add hosts or groups: a pattern that matches nothing yet may match later. */
  readonly grows?: true;
}

/** The params of a schema, as a module gets them: defaults filled in. Of any schema: a JSON object. */
export type ParamsOf<P extends TObject> = TObject extends P ? JsonObject : Static<P>;

/** What a host module is declared with; `defineHostModule` adds its kind. */
export interface HostModuleDeclaration<P extends TObject, S extends Json, L> extends ModuleDescription<P> {
  readonly platforms: readonly Platform[];
  /** The module that does this on hosts of the other kind. */
  readonly elsewhere?: string;
  /** Libraries of src/worker/<platform>/lib that the scripts use, by name without ending, e.g. `msi`; or those of each platform. */
  readonly uses?: readonly string[] | Readonly<Partial<Record<Platform, readonly string[]>>>;
  /** Reads on the controller (an index, a local file), once per run for the same params and platform. Throws GorunError. */
  lookup?(params: ParamsOf<P>, io: LookupIO): Promise<L>;
  /** The same for every host anew, with its name and variables at hand; instead of `lookup`. */
  lookupForHost?(params: ParamsOf<P>, io: HostLookupIO): Promise<L>;
  /** Arguments of the script's `Probe`; the params themselves where missing. */
  probeArgs?(params: ParamsOf<P>, lookup: L, platform: Platform): JsonObject;
  /** Parses what Probe returned; throws on what it does not know. Missing: taken as it is. */
  parseState?(value: Json): S;
  /**
   * What Probe looks at; `…\\**` for all below something. Missing: anything, so every change outdates its answer, and check
   * mode foresees nothing.
   */
  reads?(params: ParamsOf<P>, lookup: L, platform: Platform): readonly ResourceId[];
  /** What the steps may change (what a plan `touches` and `leaves` counts, too). Missing: anything. */
  touches?(params: ParamsOf<P>, lookup: L, platform: Platform): readonly ResourceId[];
  /**
   * Check mode: the state as a probe would see it once the predicted resources are as given.
   * `undefined`: cannot be told, the task is reported as "known only after …". Missing: same.
   */
  foresee?(input: PlanInput<ParamsOf<P>, S, L>, predicted: ReadonlyMap<ResourceId, Json>): S | undefined;
  plan(input: PlanInput<ParamsOf<P>, S, L>): Plan<S> | Refusal;
  /** What `register` holds beside the common fields; `data` are the outcomes of the applied steps, in order. */
  result?(input: PlanInput<ParamsOf<P>, S, L>, data: readonly JsonObject[]): JsonObject;
  /** Variables to set on the host, e.g. `{go: …}`. */
  facts?(input: PlanInput<ParamsOf<P>, S, L>): JsonObject;
  /** `replan` (default): after the steps a new probe must lead to an empty plan. `none`: it always acts (a command). */
  readonly verify?: 'replan' | 'none';
  /** The params that the new state is held against, where the same ones would act again: `restarted` leaves `started`. */
  verifyAs?(params: ParamsOf<P>): ParamsOf<P>;
  /** Steps with `where: 'controller'`, and undo actions of the same names. */
  readonly actions?: Readonly<Record<string, (args: JsonObject, io: ActionIO) => Promise<StepOutcome>>>;
}

/** A module whose work is on the host: probe -> plan -> apply -> verify. */
export interface HostModule<P extends TObject = TObject, S extends Json = Json, L = unknown>
  extends HostModuleDeclaration<P, S, L> {
  readonly kind: 'host';
}

/** Help for a module that runs on the controller. */
export interface ControllerIO {
  readonly host: string;
  readonly check: boolean;
  readonly signal: AbortSignal;
  /** Evaluates a CEL condition with the host's variables. Throws GorunError. */
  evaluate(condition: string): boolean;
  /** The value of a variable by its name or a dotted path (`go.installations.0`); undefined: not defined. */
  variable(path: string): Json | undefined;
  /** The variables of a file or folder of the playbook or role, rendered. Throws GorunError, GorunErrors. */
  readVariables(path: string): Promise<JsonObject>;
  /** Connects to the host anew, within seconds, until its worker answers. Undefined, or why it does not: then the host is not lost by that. */
  reach(seconds: number): Promise<string | undefined>;
  /** Milliseconds on the engine's clock. */
  now(): number;
  /** Waits on the engine's clock; false: it ended early, because the run is stopped. */
  sleep(ms: number): Promise<boolean>;
}

/** What a controller module did. */
export interface ControllerResult {
  readonly changed?: boolean;
  /** The task fails with this text. */
  readonly failed?: string;
  /** Shown to people under the task. */
  readonly message?: string;
  readonly result?: JsonObject;
  readonly facts?: JsonObject;
  /** Variables that win over those of plays and tasks, and lose against facts. */
  readonly variables?: JsonObject;
  /** Hosts for the plays that follow; known ones get the groups and variables as well. */
  readonly addHosts?: readonly {
    readonly name: string;
    readonly groups?: readonly string[];
    readonly vars?: JsonObject;
  }[];
  /** Groups that the host joins for the plays that follow. */
  readonly joins?: readonly { readonly group: string; readonly parents?: readonly string[] }[];
}

/** What a controller module is declared with; `defineControllerModule` adds its kind. */
export interface ControllerModuleDeclaration<P extends TObject> extends ModuleDescription<P> {
  /**
   * How the engine looks past it when it asks ahead for what later tasks need. `computes`: it only computes and reads, so it
   * may be run ahead of its turn with the variables expected by then, and what comes of it thrown away. `waits`: hosts are
   * not what they were after it, so nothing is asked ahead. Missing: what comes of it is not known before its turn.
   */
  readonly ahead?: 'computes' | 'waits';
  run(params: ParamsOf<P>, io: ControllerIO): Promise<ControllerResult>;
}

/** A module that needs no host: debug, assert, fail, set_fact, pause. */
export interface ControllerModule<P extends TObject = TObject> extends ControllerModuleDeclaration<P> {
  readonly kind: 'controller';
}

/** A task that the engine carries out itself: rollback. */
export interface EngineModule<P extends TObject = TObject> extends ModuleDescription<P> {
  readonly kind: 'engine';
}

/** Every kind of module definition. */
export type ModuleDefinition = HostModule | ControllerModule | EngineModule;

/** A definition, loaded: its scripts read, hashed and joined with the libraries they use. */
export interface LoadedModule {
  readonly definition: ModuleDefinition;
  readonly scripts: { readonly windows?: ScriptSource; readonly posix?: ScriptSource };
  /** Its folder, for messages; undefined for those compiled in. */
  readonly folder: string | undefined;
  /**
   * Checks params and fills in defaults; returns the messages of what is wrong with a JSON pointer each.
   * `open`: names of params whose values are not known yet; what is wrong with those may be left out.
   */
  check(
    params: Json,
    open?: readonly string[],
  ): { readonly params: JsonObject } | { readonly problems: readonly ParamProblem[] };
}

/** One thing wrong with a task's parameters. */
export interface ParamProblem {
  /** JSON pointer into the params, e.g. `/version`; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** The modules that a run can use. */
export interface ModuleRegistry {
  /** Throws GorunErrors `module/definition` for a module that is there and could not be loaded. */
  get(name: string): LoadedModule | undefined;
  /** Those that can be used. */
  names(): readonly string[];
  /** Those that are there and could not be loaded, and why. */
  readonly broken?: ReadonlyMap<string, GorunErrors>;
}

/** Re-exported for the SDK's users. */
export type { HostCall };
