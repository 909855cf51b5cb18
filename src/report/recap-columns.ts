import type { HostRecap } from '../engine/events.ts';
import type { Palette } from './colours.ts';

/** A column of figures in the recap. */
export interface Figure {
  readonly title: string;
  /** The title where the terminal is narrow. */
  readonly narrow: string;
  /** Stands although it is zero for every host, as long as there is room. */
  readonly always: boolean;
  readonly colour?: keyof Palette;
  value(host: HostRecap): number;
}

/** The figures that a recap may show, in order. */
export function figures(check: boolean): readonly Figure[] {
  return [
    { title: 'ok', narrow: 'ok', always: true, colour: 'ok', value: (host) => host.ok },
    {
      title: check ? 'would change' : 'changed',
      narrow: 'chg',
      always: true,
      colour: 'changed',
      value: (host) => host.changed,
    },
    {
      title: 'not known yet',
      narrow: 'n.k.',
      always: false,
      colour: 'unknown',
      value: (host) => host.unknown,
    },
    {
      title: check ? 'would fail' : 'failed',
      narrow: 'fail',
      always: true,
      colour: 'failed',
      value: (host) => host.failed,
    },
    {
      title: 'unreachable',
      narrow: 'unr.',
      always: true,
      colour: 'unreachable',
      value: (host) => host.unreachable,
    },
    {
      title: 'rolled back',
      narrow: 'back',
      always: true,
      colour: 'rolledBack',
      value: (host) => host.rolledBack,
    },
    { title: 'ignored', narrow: 'ign', always: false, colour: 'changed', value: (host) => host.ignored },
    { title: 'skipped', narrow: 'skip', always: true, colour: 'skipped', value: (host) => host.skipped },
  ];
}
