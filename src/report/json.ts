import type { EventListener } from '../engine/events.ts';
import type { Output } from './output.ts';
import { shownJson } from './shown.ts';

/** NDJSON: one event a line, exactly as the engine tells it. */
export function jsonReporter(output: Output): EventListener {
  return (event) => output.write(`${shownJson(event)}\n`);
}
