/**
 * `gorun/module`: what a module imports, built-in or your own. docs/writing-a-module.md is its guide.
 */
export { type Static, type TObject, type TSchema, Type } from 'typebox';
export { GorunError } from '../errors/gorun-error.ts';
export { isJsonObject, type Json, type JsonObject } from '../json.ts';
export type { CallOutcome, HostSession, ScriptSource } from '../worker/session.ts';
export { change, changesTo } from './changes.ts';
export { parseAs } from './check/parse-as.ts';
export type {
  Action,
  ActionIO,
  Change,
  ControllerIO,
  ControllerModule,
  ControllerResult,
  EngineModule,
  HostCall,
  HostLookupIO,
  HostModule,
  HostModuleDeclaration,
  LookupIO,
  ModuleDefinition,
  Plan,
  PlanInput,
  Platform,
  Refusal,
  ResourceId,
  Step,
  StepOutcome,
} from './contract.ts';
export { defineControllerModule, defineEngineModule, defineHostModule, refuse } from './define.ts';
export { belowId, fileId, predictedOf } from './resources.ts';
