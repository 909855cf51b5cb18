import type { ExitName } from './exit-codes.ts';

/** How an error is declared: one place for its meaning, its general fix and its exit code. */
export interface ErrorDeclaration {
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What to try when the place that raised it knew nothing better. */
  readonly fix: string;
  readonly exit: ExitName;
}
