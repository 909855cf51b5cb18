import { parseArgs } from 'node:util';
import { cases, type PeerCase } from './cases.ts';
import { type Tool, tools } from './tools.ts';

/** What is to be measured. */
export interface BenchOptions {
  readonly sizes: readonly number[];
  readonly cases: readonly PeerCase[];
  readonly tools: readonly Tool[];
  /** Undefined: as cases and tools say themselves. */
  readonly rounds: number | undefined;
  /** Seconds for one run. */
  readonly limit: number;
  readonly results: string;
  /** Measure nothing; only write page and picture anew. */
  readonly report: boolean;
  /** Leave out what the results have already: a bench that was stopped goes on. */
  readonly continues: boolean;
}

export const usage = `npm run bench -- [--only 1,10,50,100,200] [--cases unchanged,changed,…] [--tools gorun,ansible,mitogen,…]
                 [--rounds N] [--limit 600] [--results FILE] [--quick | --all] [--continue] [--report]

Without flags: what the goals are about, 50 and 100 hosts, about an hour. Each run stands in the file of results at once, in place of what it had
of the same; what came from another machine goes.
  --only    numbers of hosts
  --cases   ${cases.map(({ name }) => name).join(', ')}
  --tools   ${tools.map(({ name }) => name).join(', ')}; a first word stands for all that begin with it
  --quick   10 hosts, 2 rounds, gorun and the linear strategies: about 5 minutes
  --all     all sizes, cases and tools: some hours
  --continue  goes on with a bench that was stopped: what the results have is not measured again
  --report  measures nothing, writes docs/performance.md and its picture from the results`;

const scopes = {
  quick: { sizes: '10', cases: 'unchanged,changed' },
  goals: { sizes: '50,100', cases: 'unchanged,unchanged-warm,changed' },
  all: { sizes: '1,10,50,100,200', cases: '' },
} as const;

/** Understands the command line. Throws TypeError for what it does not know. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      cases: { type: 'string' },
      tools: { type: 'string' },
      rounds: { type: 'string' },
      limit: { type: 'string', default: '600' },
      results: { type: 'string', default: 'bench/results/peers.json' },
      quick: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      continue: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  });
  const { quick, all } = values;
  if (quick && all) throw new TypeError('--quick and --all exclude each other');
  const usual = tools.filter(({ variant }) => all || !variant).map(({ name }) => name);
  const scope = quick ? scopes.quick : all ? scopes.all : scopes.goals;
  return {
    sizes: words(values.only ?? scope.sizes).map(whole),
    cases: chosen(cases, words(values.cases ?? scope.cases), (word, name) => word === name),
    tools: chosen(
      tools.filter(({ name }) => values.tools !== undefined || usual.includes(name)),
      words(values.tools ?? ''),
      (word, name) => name === word || name.split('-')[0] === word,
    ),
    rounds: values.rounds !== undefined || quick ? whole(values.rounds ?? '2') : undefined,
    limit: whole(values.limit),
    results: values.results,
    report: values.report,
    continues: values.continue,
  };
}

const words = (text: string): string[] => text.split(',').filter((word) => word !== '');

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new TypeError(`“${text}” is no number of hosts, rounds or seconds`);
  return number;
}

/** All where no word is given. */
function chosen<T extends { readonly name: string }>(
  all: readonly T[],
  asked: readonly string[],
  fits: (word: string, name: string) => boolean,
): readonly T[] {
  const unknown = asked.find((word) => !all.some(({ name }) => fits(word, name)));
  if (unknown !== undefined)
    throw new TypeError(`“${unknown}” is none of ${all.map(({ name }) => name).join(', ')}`);
  return asked.length === 0 ? all : all.filter(({ name }) => asked.some((word) => fits(word, name)));
}
