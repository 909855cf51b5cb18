import { isJsonObject, type JsonObject } from '../../json.ts';
import type { ControllerIO, ControllerModule } from '../contract.ts';
import type { Case } from './case-schema.ts';
import { mismatch } from './mismatch.ts';

/** Runs a controller module with a clock that does not wait and conditions that yield what the case says. */
export async function runControllerCase(
  module: ControllerModule,
  one: Case,
  params: JsonObject,
): Promise<readonly string[]> {
  const slept: number[] = [];
  const refusals = [...(one.refusals ?? [])];
  const io: ControllerIO = {
    host: 'host1',
    check: one.check ?? false,
    signal: new AbortController().signal,
    evaluate(condition) {
      const yielded = one.conditions?.[condition];
      if (yielded === undefined) throw new Error(`the case does not say what "${condition}" yields`);
      return yielded;
    },
    variable: (path) => one.variables?.[path],
    readVariables: async (path) => {
      const file = one.files?.[path];
      if (!isJsonObject(file)) throw new Error(`the case has no file ${path}`);
      return file;
    },
    reach: async () => refusals.shift(),
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      slept.push(ms);
      return true;
    },
  };
  const result = await module.run(params, io);
  return [
    ...mismatch('gives', one.gives, result),
    ...(one.sleeps === undefined ? [] : mismatch('sleeps', one.sleeps, slept)),
  ];
}
