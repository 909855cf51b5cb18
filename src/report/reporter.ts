import type { EventListener } from '../engine/events.ts';

/** How people or programs want a run told. */
export type ReportStyle = 'tree' | 'plain' | 'json';

/** Something that tells a run while it goes on. */
export interface Reporter {
  readonly listener: EventListener;
  /** Settles when all that was told has been written. */
  close(): Promise<void>;
}

/** The style where none was asked for: a tree needs a terminal that can move its cursor. */
export function defaultStyle(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): ReportStyle {
  return isTTY && env.TERM !== 'dumb' && env.CI === undefined ? 'tree' : 'plain';
}
