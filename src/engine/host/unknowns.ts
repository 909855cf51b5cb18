import type { Layer, Renderable, Scope } from '../../expression/types.ts';
import type { Json } from '../../json.ts';
import type { Position } from '../../position.ts';
import type { Failure } from '../events.ts';
import { thrownFailure } from '../task/failures.ts';

/** Check mode: a variable that only a real run would know. `partly`: what is known of it. */
export interface Unknown {
  /** The name of the task after which it is known. */
  readonly after: string;
  readonly partly?: Json;
}

/** Notes that an expression asked for a variable that is not (wholly) known. */
export interface Watch {
  after: string | undefined;
}

/** The variables as a task sees them on one host. */
export interface View {
  readonly scope: Scope;
  readonly watch: Watch;
  /** Check mode: a task that would have set variables of unknown names. */
  readonly unknownFactsAfter: string | undefined;
}

/** What came of rendering or evaluating: a value, "known only after a task", or a failure. */
export type Told<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly after: string }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly cause: unknown };

/** Thrown through a module when it asks for what is known only after an earlier task really ran. */
export class NotKnownYet extends Error {
  readonly after: string;
  constructor(after: string) {
    super(`known only after "${after}"`);
    this.after = after;
  }
}

const nowhere: Position = { file: '', line: 1, column: 1 };

/** A layer of variables that note it when they are used. */
export function unknownLayer(unknown: ReadonlyMap<string, Unknown>, watch: Watch): Layer {
  const entries = [...unknown].map(([name, { after, partly }]): [string, Renderable] => [
    name,
    {
      kind: 'renderable',
      position: nowhere,
      roots: [],
      render: () => {
        watch.after = after;
        if (partly === undefined) throw new Error(`${name} is known only after "${after}"`);
        return partly;
      },
    },
  ]);
  return Object.fromEntries(entries);
}

/** Renders or evaluates; a failure for the want of what only a real run knows is no failure. */
export function tell<T>(view: View, work: (scope: Scope) => T): Told<T> {
  try {
    return { kind: 'known', value: work(view.scope) };
  } catch (error) {
    if (view.watch.after !== undefined) return { kind: 'unknown', after: view.watch.after };
    const failure = thrownFailure(error, 'cannot evaluate');
    if (view.unknownFactsAfter !== undefined && failure.code === 'expression/undefined-name')
      return { kind: 'unknown', after: view.unknownFactsAfter };
    return { kind: 'failed', failure, cause: error };
  }
}
