/**
 * `gorun`: run a playbook from a program. `gorun/module` is the SDK for modules of one's own.
 */
export type {
  EventListener,
  Failure,
  HostRecap,
  Recap,
  RunEvent,
  RunEventBody,
  StepView,
  TaskRef,
  TaskResult,
  TaskStatus,
} from './engine/events.ts';
export { catalogue, type ErrorCode } from './errors/catalogue.ts';
export { type ExitName, exitCodes } from './errors/exit-codes.ts';
export { GorunError, GorunErrors } from './errors/gorun-error.ts';
export type { Json, JsonObject } from './json.ts';
export { type RunOptions, run } from './run/run.ts';
