import type { HostRecap } from '../engine/events.ts';
import type { Palette } from './colours.ts';
import { duration } from './duration.ts';

/** A column of figures in the recap. */
export interface Figure {
  readonly title: string;
  /** The title where the terminal is narrow. */
  readonly narrow: string;
  /** Stands although it is zero for every host, as long as there is room. */
  readonly always: boolean;
  readonly colour?: keyof Palette;
  value(host: HostRecap): number;
  text?(host: HostRecap): string;
}

/** The figures that a recap may show, in order. */
export function figures(check: boolean, stats: boolean): readonly Figure[] {
  const all: Figure[] = [
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
  if (!stats) return all;
  return [
    ...all,
    { title: 'round trips', narrow: 'trips', always: true, value: (host) => host.stats.roundTrips },
    { title: 'reconnects', narrow: 'reco', always: false, value: (host) => host.stats.reconnects },
    {
      title: 'KB sent',
      narrow: 'KB>',
      always: true,
      value: (host) => Math.ceil(host.stats.bytesSent / 1000),
    },
    {
      title: 'KB received',
      narrow: 'KB<',
      always: true,
      value: (host) => Math.ceil(host.stats.bytesReceived / 1000),
    },
    {
      title: 'time',
      narrow: 'time',
      always: true,
      value: (host) => host.ms,
      text: (host) => duration(host.ms),
    },
  ];
}
