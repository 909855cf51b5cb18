import { availableParallelism } from 'node:os';

/** The checks that need no lab; `npm run ok` and `npm test` run the same ones. */
export const checks: readonly (readonly [title: string, command: readonly string[]])[] = [
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['rooms (imports go one way)', ['node', 'scripts/check-rooms.ts']],
  ['sh that ships', ['node', 'scripts/check-sh.ts']],
  ['generated docs are current', ['node', 'scripts/generate-docs.ts', '--check']],
];

/** The tests that need no lab, on all cores: many of them wait. */
export const unitTests = [
  'vitest',
  'run',
  '--project',
  'unit',
  `--maxWorkers=${Math.max(2, availableParallelism())}`,
] as const;
