import { Chalk, type ChalkInstance } from 'chalk';

/** What decides about colours. */
export interface ColourSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/** The colours of gorun, by meaning. */
export interface Palette {
  readonly ok: ChalkInstance;
  readonly changed: ChalkInstance;
  readonly failed: ChalkInstance;
  readonly unreachable: ChalkInstance;
  readonly rolledBack: ChalkInstance;
  readonly skipped: ChalkInstance;
  readonly unknown: ChalkInstance;
  readonly strong: ChalkInstance;
  readonly faint: ChalkInstance;
}

/** 0: none, 1: the sixteen of every terminal. FORCE_COLOR wins over NO_COLOR, as in Node; no terminal, no colours. */
export function colourLevel({ env, isTTY }: ColourSource): 0 | 1 {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force === '0' || force === 'false' ? 0 : 1;
  if ((env.NO_COLOR ?? '') !== '') return 0;
  return isTTY && env.TERM !== 'dumb' ? 1 : 0;
}

/** The palette for a level. */
export function palette(level: 0 | 1): Palette {
  const chalk = new Chalk({ level });
  return {
    ok: chalk.green,
    changed: chalk.yellow,
    failed: chalk.red,
    unreachable: chalk.magenta,
    rolledBack: chalk.magentaBright,
    skipped: chalk.cyan,
    unknown: chalk.blue,
    strong: chalk.bold,
    faint: chalk.dim,
  };
}
