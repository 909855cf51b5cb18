import type { Renderable } from '../../expression/types.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { ControllerModule, HostModule, LoadedModule } from '../../module/contract.ts';
import type { Loop, Task } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf, withVariables } from '../host/scopes.ts';
import { tell, type View } from '../host/unknowns.ts';
import { parsed } from '../host-module/parsed.ts';
import { planFor } from '../host-module/planned.ts';
import { type Subject, subjectFor } from '../host-module/subject.ts';
import { calledBy } from '../play/notify.ts';
import type { BatchContext } from '../run-context.ts';
import { isCheck } from '../task/attempt.ts';
import { controllerIO, controllerOutcome } from '../task/controller-task.ts';
import { loopVariables } from '../task/loop-variables.ts';
import { withoutOmitted } from '../task/omit.ts';
import { failed, type Outcome, skipped } from '../task/outcome.ts';
import { readVariables } from '../task/read-variables.ts';
import { registered, registeredLoop, type Turn } from '../task/register.ts';
import { summary } from '../task/summary.ts';
import { evaluateWhen } from '../task/when.ts';
import { expectedEnd, settled } from './expected.ts';
import type { Forecast } from './forecast.ts';
import { variablesAhead } from './read-ahead.ts';
import { mostProbes } from './worth-asking.ts';

/** How a task is expected to end, and what `register` holds then where that is not made of it alone. */
interface Expected {
  readonly outcome: Outcome;
  readonly register?: JsonObject;
}

function single(outcome: Outcome | undefined): Expected | undefined {
  return outcome && { outcome };
}

/** Looks at the tasks ahead of a host, one after the other. */
export class TaskAhead {
  readonly #batch: BatchContext;
  readonly #host: HostState;
  readonly #forecast: Forecast;
  readonly #platform: Subject['platform'];
  readonly #now: number;

  constructor(batch: BatchContext, host: HostState, forecast: Forecast, platform: Subject['platform']) {
    this.#batch = batch;
    this.#host = host;
    this.#forecast = forecast;
    this.#platform = platform;
    this.#now = batch.run.options.clock.now();
  }

  /** @param from Of a loop, the first turn that is still to come. */
  async lookAt(task: Task, from = 0): Promise<void> {
    const loaded = this.#batch.run.options.modules.get(task.module);
    if (loaded === undefined) return;
    const elsewhere = task.delegateTo !== undefined || (task.runOnce && this.#batch.hosts[0] !== this.#host);
    const magic = this.#batch.magic(this.#host);
    const view = viewOf(this.#forecast, this.#batch.shared, { task, magic });
    const { loop } = task;
    const end = elsewhere
      ? undefined
      : loop === undefined
        ? single(await this.#turn(task, loaded, view))
        : await this.#looped(task, loaded, view, loop, from);
    if (end === undefined || this.#forecast.uncertain > 0) this.#forecast.forget(task, loaded.definition);
    else this.ends(task, end);
  }

  /** A task will have ended so. */
  ends(task: Task, { outcome, register }: Expected): void {
    const { status } = outcome;
    if (task.register !== undefined)
      this.#forecast.learn({ [task.register]: register ?? registered(outcome) });
    if (status === 'failed' && !task.ignoreErrors) this.#forecast.ended = true;
    if (status === 'changed') this.notifies(task);
  }

  /** A task will have changed something. */
  notifies(task: Task): void {
    if (task.notify.length === 0) return;
    const { hit } = calledBy(this.#batch, this.#forecast, this.#batch.magic(this.#host), task);
    for (const { id } of hit) this.#forecast.notify(id);
  }

  async #looped(
    task: Task,
    loaded: LoadedModule,
    view: View,
    loop: Loop,
    from: number,
  ): Promise<Expected | undefined> {
    const items = this.#render(loop.items, view);
    if (items === undefined || !Array.isArray(items)) return undefined;
    const turns: Turn[] = [];
    for (let index = from; index < items.length && !this.#forecast.ended; index++) {
      const own = withVariables(view, loopVariables(loop, items, index));
      const outcome = await this.#turn(task, loaded, own);
      const item = items[index] ?? null;
      if (outcome !== undefined) turns.push({ item, label: '', outcome, at: this.#host });
    }
    if (turns.length < items.length || loop.until !== undefined) return undefined;
    const outcome = summary(turns);
    return { outcome, register: registeredLoop(outcome, turns, loop.variable) };
  }

  #turn(task: Task, loaded: LoadedModule, view: View): Promise<Outcome | undefined> | Outcome | undefined {
    const isKnown = task.when.every(({ roots }) => this.#forecast.waitsFor(roots) === undefined);
    const needed = isKnown ? evaluateWhen(task.when, view) : undefined;
    if (needed?.kind === 'known' && needed.value !== undefined) return skipped(needed.value);
    const { definition } = loaded;
    if (definition.kind === 'engine') return undefined;
    const runs = needed?.kind === 'known' && this.#forecast.uncertain === 0;
    if (definition.kind === 'host') return this.#onHost(task, loaded, definition, view, runs);
    if (!runs) return undefined;
    if (definition.ahead === 'waits' && !isCheck(this.#job(task))) this.#forecast.ended = true;
    // What nobody can ask for later need not be computed now.
    const tells = task.register !== undefined || definition.defines !== undefined;
    return tells && definition.ahead === 'computes'
      ? this.#computed(task, loaded, definition, view)
      : undefined;
  }

  async #onHost(
    task: Task,
    loaded: LoadedModule,
    module: HostModule,
    view: View,
    certain: boolean,
  ): Promise<Outcome | undefined> {
    const params = this.#params(task, loaded, view);
    if (params === undefined) return undefined;
    const job = this.#job(task);
    const subject = await subjectFor({ ...job, view }, loaded, module, params, this.#platform);
    if ('after' in subject) this.#forecast.waitedFor.add(subject.after);
    if (!('script' in subject)) return undefined;
    const check = isCheck(job);
    const { answers } = this.#host;
    this.#forecast.probes.push({ subject, certain, check });
    if (this.#forecast.probes.length >= mostProbes) this.#forecast.ended = true;
    const answer = answers.get(subject.key, this.#now);
    if (!certain || answer === undefined || this.#forecast.touched.concerns(subject.reads)) return undefined;
    const seen = parsed(subject, answer);
    if ('failure' in seen) return settled(failed(seen.failure), task, view);
    const planned = planFor(subject, seen.state, answer.underLock);
    if ('failure' in planned) return settled(failed(planned.failure), task, view);
    const { outcome, changes } = expectedEnd(this.#forecast, task, view, subject, planned, check);
    if (changes && outcome === undefined) this.notifies(task);
    return outcome;
  }

  /** What only computes is done ahead of its turn; what comes of it counts here only. */
  async #computed(
    task: Task,
    loaded: LoadedModule,
    module: ControllerModule,
    view: View,
  ): Promise<Outcome | undefined> {
    const params = this.#params(task, loaded, view);
    if (params === undefined) return undefined;
    const { stopNow } = this.#batch.run.options;
    try {
      const job = { ...this.#job(task), view };
      const told = await module.run(params, {
        ...controllerIO(job, stopNow),
        readVariables: (path) => readVariables(job, path, variablesAhead(this.#batch)),
      });
      this.#forecast.learn(told.facts ?? {});
      this.#forecast.include(told.variables ?? {});
      return settled(controllerOutcome(told, false), task, view);
    } catch {
      return undefined;
    }
  }

  #params(task: Task, loaded: LoadedModule, view: View): JsonObject | undefined {
    const params = this.#render(task.params, view);
    if (params === undefined || !isJsonObject(params)) return undefined;
    const checked = loaded.check(withoutOmitted(params));
    return 'params' in checked ? checked.params : undefined;
  }

  /** Undefined: it cannot be rendered before its turn, or not at all. */
  #render(given: Renderable, view: View): Json | undefined {
    const after = this.#forecast.waitsFor(given.roots);
    const told =
      after === undefined ? tell(view, (scope) => given.render(scope)) : { kind: 'unknown' as const, after };
    if (told.kind === 'unknown') this.#forecast.waitedFor.add(told.after);
    return told.kind === 'known' ? told.value : undefined;
  }

  #job(task: Task) {
    return { batch: this.#batch, host: this.#host, at: this.#host, task };
  }
}
