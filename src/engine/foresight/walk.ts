import type { Block, Handler, Include, Included, Meta, Node } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf } from '../host/scopes.ts';
import type { View } from '../host/unknowns.ts';
import type { Ahead } from '../play/ahead.ts';
import { isSelected } from '../play/tags.ts';
import { type Turn, turnsOf } from '../play/turns.ts';
import type { BatchContext } from '../run-context.ts';
import { evaluateWhen } from '../task/when.ts';
import type { Forecast } from './forecast.ts';
import { readAhead } from './read-ahead.ts';
import type { TaskAhead } from './task-ahead.ts';

/** A file may include itself for as long as a condition holds that only the run will change. */
const deepest = 20;

/** The way that a host takes through the rest of a play when nothing fails. */
export class Walk {
  readonly #batch: BatchContext;
  readonly #host: HostState;
  readonly #forecast: Forecast;
  readonly #tasks: TaskAhead;

  constructor(batch: BatchContext, host: HostState, forecast: Forecast, tasks: TaskAhead) {
    this.#batch = batch;
    this.#host = host;
    this.#forecast = forecast;
    this.#tasks = tasks;
  }

  /** From a place to the end of the play. */
  async onwards(from: Ahead | undefined): Promise<void> {
    for (let ahead = from; ahead !== undefined && !this.#forecast.ended; ahead = ahead.next) {
      if (ahead.kind === 'nodes') await this.#nodes(ahead.nodes, ahead.from);
      else if (ahead.kind === 'handlers') await this.#handlers();
      else {
        this.#forecast.including.pop();
        const turns = ahead.turns.get(this.#host)?.slice(ahead.from) ?? [];
        for (const turn of turns) await this.#turn(turn, ahead.loaded.get(turn.target));
      }
    }
  }

  async #nodes(nodes: readonly Node[], from = 0): Promise<void> {
    for (let index = from; index < nodes.length && !this.#forecast.ended; index++) {
      const node = nodes[index];
      // Most have nothing to wait for.
      const looking = node && this.#node(node);
      if (looking !== undefined) await looking;
    }
  }

  #node(node: Node): Promise<void> | undefined {
    if (node.kind === 'block') return this.#block(node);
    if (!isSelected([...this.#batch.play.tags, ...node.tags], this.#batch.run.options)) return undefined;
    if (node.kind === 'meta') return this.#meta(node);
    return node.kind === 'include' ? this.#include(node) : this.#tasks.lookAt(node);
  }

  async #block({ once, tasks, always }: Block): Promise<void> {
    if (once !== undefined && this.#host.rolesDone.has(once)) return;
    await this.#nodes(tasks);
    await this.#nodes(always);
  }

  async #meta(meta: Meta): Promise<void> {
    const view = this.#view(meta);
    const needed = evaluateWhen(meta.when, view);
    if (needed.kind !== 'known' || needed.value !== undefined || this.#forecast.uncertain > 0) return;
    if (meta.action === 'flush_handlers') await this.#handlers();
    else if (meta.action.startsWith('end_')) this.#forecast.ended = true;
  }

  async #include(include: Include): Promise<void> {
    if (include.runOnce && this.#batch.hosts[0] !== this.#host) return;
    const view = this.#view(include);
    const told = turnsOf(include, view);
    if ('turns' in told) {
      for (const turn of told.turns)
        await this.#turn(turn, await readAhead(this.#batch, include, turn.target));
    } else if (told.outcome.status !== 'skipped') await this.#perhaps(include, view);
  }

  /** It cannot be told yet whether it includes: what does not depend on that, or on the items of its loop, can be asked for. */
  async #perhaps({ known, vars }: Include, view: View): Promise<void> {
    if (known === undefined) return this.#forecast.note(view);
    this.#forecast.uncertain += 1;
    await this.#turn({ variables: vars }, known);
    this.#forecast.uncertain -= 1;
  }

  async #turn({ variables }: Pick<Turn, 'variables'>, brought: Included | undefined): Promise<void> {
    const { including } = this.#forecast;
    if (brought === undefined || including.length >= deepest) return;
    including.push(variables);
    await this.#nodes(brought.nodes);
    including.pop();
  }

  async #handlers(): Promise<void> {
    const { notified } = this.#forecast;
    for (const handler of this.#batch.handlers) {
      if (this.#forecast.ended) return;
      if (!notified.delete(handler.id)) continue;
      if (handler.kind === 'include') await this.#include(handler);
      else await this.#tasks.lookAt(handler);
    }
  }

  #view(task: Meta | Include | Handler): View {
    return viewOf(this.#forecast, this.#batch.shared, { task, magic: this.#batch.magic(this.#host) });
  }
}
