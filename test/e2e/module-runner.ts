import { join } from 'node:path';
import { statusOf } from '../../src/engine/host-module/converge.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts';
import type { Action, HostModule, LoadedModule, Plan, Platform, Refusal } from '../../src/module/contract.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { covers } from '../../src/module/resources.ts';
import type { HostSession } from '../../src/worker/session.ts';

/** What became of a task. */
export interface TaskEnd {
  readonly status: 'ok' | 'changed' | 'refused' | 'failed' | 'not-converged';
  readonly titles: readonly string[];
  readonly plan: Plan | Refusal;
  readonly message?: string;
  readonly detail?: JsonObject;
  readonly fix?: string;
  readonly result?: JsonObject;
  readonly undo: () => Promise<void>;
}

interface Seen {
  readonly params: JsonObject;
  readonly lookup: unknown;
  readonly state: Json;
  readonly platform: Platform;
}

const folders = await findModuleFolders(join(import.meta.dirname, '../../modules'));

/** Runs tasks of shipped modules on one host as the engine does: probe, plan, apply, probe again. */
export class ModuleRunner {
  readonly #session: HostSession;
  readonly #folder: string;
  /** A text is its own template here: rendering is the engine's. */
  readonly #host = { host: 'win1', render: (text: string) => text };

  /** @param folder Where relative paths of the controller start. */
  constructor(session: HostSession, folder: string = import.meta.dirname) {
    this.#session = session;
    this.#folder = folder;
  }

  /** In check mode, `predicted` collects what earlier tasks leave. */
  async task(name: string, given: JsonObject, predicted?: Map<string, Json>): Promise<TaskEnd> {
    const loaded = await load(name);
    const module = hostModule(loaded);
    const checked = loaded.check(given);
    if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
    const { params } = checked;
    const { platform } = this.#session;
    const io = {
      platform,
      signal: new AbortController().signal,
      folder: this.#folder,
      folders: [this.#folder],
    };
    const lookup = await (module.lookupForHost?.(params, { ...io, ...this.#host }) ??
      module.lookup?.(params, io));
    const probed = await this.#probe(loaded, params, lookup);
    const state =
      predicted === undefined
        ? probed
        : module.foresee?.(
            { params, state: probed, lookup, platform },
            asRead(module.reads?.(params, lookup, platform), predicted),
          );
    if (state === undefined) throw new Error('known only after');
    const seen = { params, lookup, state, platform };
    const plan = module.plan(seen);
    const none = async () => {};
    if ('refused' in plan)
      return {
        status: 'refused',
        titles: [],
        plan,
        message: plan.refused,
        undo: none,
        ...(plan.fix ? { fix: plan.fix } : {}),
        ...(plan.detail ? { detail: plan.detail } : {}),
      };
    const titles = plan.steps.map(({ title }) => title);
    if (predicted !== undefined) {
      for (const [id, value] of Object.entries(plan.steps.length > 0 ? (plan.leaves ?? {}) : {})) {
        // The newest stands last.
        predicted.delete(id);
        predicted.set(id, value);
      }
      return { status: titles.length > 0 ? 'changed' : 'ok', titles, plan, undo: none };
    }
    if (plan.steps.length === 0)
      return { status: 'ok', titles, plan, undo: none, result: module.result?.(seen, []) ?? {} };
    return this.#apply(loaded, plan, seen, titles);
  }

  async #apply(loaded: LoadedModule, plan: Plan, seen: Seen, titles: readonly string[]): Promise<TaskEnd> {
    const undos: Action[] = [];
    const data: JsonObject[] = [];
    const undo = async () => {
      for (const action of undos.toReversed()) {
        const outcome = await this.#act(loaded, action);
        if (!outcome.ok) throw new Error(outcome.failure.message);
      }
    };
    for (const step of plan.steps) {
      const outcome =
        step.where === 'controller'
          ? await this.#act(loaded, step)
          : await this.#attempt(loaded, 'Apply', step);
      const told = outcome.ok ? outcome.value : outcome.failure.detail;
      const captured = isJsonObject(told) && isJsonObject(told.undo) ? told.undo : {};
      if (step.undo) undos.push({ ...step.undo, args: { ...step.undo.args, ...captured } });
      if (!outcome.ok) return { status: 'failed', titles, plan, undo, ...outcome.failure };
      if (isJsonObject(outcome.value) && isJsonObject(outcome.value.data)) data.push(outcome.value.data);
    }
    const module = hostModule(loaded);
    const state = await this.#probe(loaded, seen.params, seen.lookup);
    const params = module.verifyAs?.(seen.params) ?? seen.params;
    const again = module.plan({ ...seen, params, state });
    const isThere = module.verify === 'none' || (!('refused' in again) && again.steps.length === 0);
    return {
      status: isThere ? statusOf(plan) : 'not-converged',
      titles,
      plan,
      undo,
      message: isThere ? '' : JSON.stringify(again),
      result: module.result?.({ ...seen, state }, data) ?? {},
    };
  }

  /** On the controller where the module has an action of that name there, else on the host. */
  async #act(loaded: LoadedModule, step: Action) {
    const action = hostModule(loaded).actions?.[step.action];
    if (action === undefined) return this.#attempt(loaded, 'Apply', step);
    const script = loaded.scripts[this.#session.platform];
    if (script === undefined) throw new Error('no script');
    const value = await action(step.args, {
      session: this.#session,
      script,
      signal: new AbortController().signal,
      folder: this.#folder,
      progress: () => {},
      call: async (fn, args) => {
        const [outcome] = await this.#session.exchange([{ script, fn, args }]);
        if (outcome === undefined) throw new Error('no outcome');
        return outcome;
      },
    });
    return { ok: true as const, value: { ...value } as JsonObject };
  }

  async #attempt(loaded: LoadedModule, fn: string, args: Action | JsonObject) {
    const sent = fn === 'Probe' ? { ...args } : { action: args.action, args: args.args };
    const [outcome] = await this.#session.exchange([
      { script: loaded.scripts[this.#session.platform], fn, args: sent as JsonObject, timeout: 200 },
    ]);
    if (outcome === undefined) throw new Error('no outcome');
    if (outcome.ok) return { ok: true as const, value: outcome.value };
    const { message, detail, fix } = outcome.error;
    return {
      ok: false as const,
      failure: { message, ...(detail ? { detail } : {}), ...(fix ? { fix } : {}) },
    };
  }

  async #call(loaded: LoadedModule, fn: string, args: Action | JsonObject): Promise<Json> {
    const outcome = await this.#attempt(loaded, fn, args);
    if (outcome.ok) return outcome.value;
    throw new Error(`${fn}: ${outcome.failure.message} ${JSON.stringify(outcome.failure.detail ?? null)}`);
  }

  async #probe(loaded: LoadedModule, params: JsonObject, lookup: unknown): Promise<Json> {
    const module = hostModule(loaded);
    const value = await this.#call(
      loaded,
      'Probe',
      module.probeArgs?.(params, lookup, this.#session.platform) ?? params,
    );
    return module.parseState?.(value) ?? value;
  }
}

/** As the engine does: the newest prediction of each resource that is read. */
function asRead(
  reads: readonly string[] | undefined,
  predicted: ReadonlyMap<string, Json>,
): Map<string, Json> {
  const newest = [...predicted].toReversed();
  return new Map(
    (reads ?? [...predicted.keys()]).flatMap((id): [string, Json][] => {
      const found = newest.find(([touched]) => covers(touched, id));
      return found === undefined ? [] : [[id, found[1]]];
    }),
  );
}

async function load(name: string): Promise<LoadedModule> {
  const folder = folders.find((one) => one.name === name);
  if (folder === undefined) throw new Error(`no module ${name}`);
  return loadModule(folder);
}

function hostModule({ definition }: LoadedModule): HostModule {
  if (definition.kind !== 'host') throw new Error(`${definition.name} is no host module`);
  return definition;
}
