import { type Static, Type } from 'typebox';
import { pathProblem } from '../files/host-path.ts';
import { change } from '../module/changes.ts';
import { parseAs } from '../module/check/parse-as.ts';
import type { Change, Platform, Refusal, ResourceId } from '../module/contract.ts';
import { fileId } from '../module/resources.ts';

const schema = Type.Object({
  creates: Type.Boolean({ description: 'The path of `creates` exists.' }),
  removes: Type.Boolean({ description: 'The path of `removes` exists.' }),
});
/** What the probe of a command sees. */
export type Conditions = Static<typeof schema>;

export const parseConditions = parseAs(schema);

/** When a command has nothing to do. */
export interface CommandPaths {
  readonly creates?: string;
  readonly removes?: string;
  readonly chdir?: string;
}

export const conditionArgs = ({ creates, removes }: CommandPaths) => ({
  creates: creates ?? null,
  removes: removes ?? null,
});

export const conditionReads = ({ creates, removes }: CommandPaths): readonly ResourceId[] =>
  [creates, removes].flatMap((one) => (one === undefined ? [] : [fileId(one)]));

/** Whether what it creates is there already, or what it removes is gone. */
export function isDone({ creates, removes }: CommandPaths, state: Conditions): boolean {
  return (creates !== undefined && state.creates) || (removes !== undefined && !state.removes);
}

/** What is known beforehand of what it will do; `what` does it. */
export function conditionChanges({ creates, removes }: CommandPaths, what: string): readonly Change[] {
  return [
    ...(creates === undefined ? [] : [change(creates, 'missing', `made by the ${what}`)]),
    ...(removes === undefined ? [] : [change(removes, 'present', `removed by the ${what}`)]),
  ];
}

/** A path of the other kind of host. */
export function conditionProblem(paths: CommandPaths, platform: Platform): Refusal | undefined {
  for (const path of [paths.creates, paths.removes, paths.chdir]) {
    const problem = path === undefined ? undefined : pathProblem(path, platform);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
