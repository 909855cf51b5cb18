import type { RunFigures, RunOrder } from './one-run.ts';

/** A run worth measuring, and how hosts must stand after it. */
export interface ScaleCase {
  readonly name: string;
  readonly order: Pick<RunOrder, 'old' | 'faulty' | 'serial'>;
  /** What is wrong with the figures; undefined: nothing. */
  check(figures: RunFigures): string | undefined;
}

const all = (figures: RunFigures, changed: number): string | undefined =>
  figures.standings.done === figures.hosts && figures.changed === changed
    ? undefined
    : `not every host is done with ${changed} changed tasks`;

/** Of a hundred hosts one fails and one hangs: both are taken back, or fail where nothing was done yet. */
function faulty(
  { hosts, standings }: RunFigures,
  lost: Readonly<Record<string, number>>,
): string | undefined {
  const wanted = { done: hosts * 0.98, ...lost };
  const wrong = Object.entries(wanted).filter(([word, count]) => (standings[word] ?? 0) !== count);
  return wrong.length === 0 ? undefined : `expected ${JSON.stringify(wanted)}`;
}

/** In the order in which they are told. */
export const cases: readonly ScaleCase[] = [
  {
    name: 'nothing to change',
    order: { old: false, faulty: false },
    check: (figures) => all(figures, 0),
  },
  { name: 'all change', order: { old: true, faulty: false }, check: (figures) => all(figures, 4) },
  {
    name: 'all change, in stages',
    order: { old: true, faulty: false, serial: '[1, "10%", "100%"]' },
    check: (figures) => all(figures, 4),
  },
  {
    name: 'nothing to change, 2 % bad',
    order: { old: false, faulty: true },
    check: (figures) =>
      faulty(figures, { 'rolled-back': figures.hosts * 0.01, failed: figures.hosts * 0.01 }),
  },
  {
    name: 'all change, 2 % bad',
    order: { old: true, faulty: true },
    check: (figures) => faulty(figures, { 'rolled-back': figures.hosts * 0.02 }),
  },
];
