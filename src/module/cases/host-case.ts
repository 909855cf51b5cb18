import type { Json, JsonObject } from '../../json.ts';
import type { HostModule, Plan, PlanInput, Refusal } from '../contract.ts';
import { comparable } from '../resources.ts';
import type { Case } from './case-schema.ts';
import { mismatch, missingPart } from './mismatch.ts';
import { stepMismatches } from './step-mismatches.ts';

type Input = PlanInput<JsonObject, Json, unknown>;

/** Runs a case of a host module: what it asks, reads and touches, what it foresees, decides and tells. */
export function runHostCase(module: HostModule, one: Case, params: JsonObject): readonly string[] {
  if (one.gives !== undefined) return ['gives cannot be expected of a module of kind host'];
  const { lookup } = one;
  const platform = one.platform ?? module.platforms[0] ?? 'posix';
  const asked = [
    ...(one.probes === undefined
      ? []
      : mismatch('probes', one.probes, module.probeArgs?.(params, lookup, platform) ?? params)),
    ...(one.reads === undefined
      ? []
      : mismatch('reads', one.reads, module.reads?.(params, lookup, platform) ?? [])),
    ...(one.touches === undefined
      ? []
      : mismatch('touches', one.touches, module.touches?.(params, lookup, platform) ?? [])),
  ];
  const needsState = ['steps', 'refused', 'foreseen', 'result', 'facts'].find((key) => key in one);
  if (needsState === undefined) return asked;
  if (one.state === undefined) return [...asked, `${needsState} needs a state`];
  const state = module.parseState === undefined ? one.state : module.parseState(one.state);
  return [...asked, ...decisions(module, one, { params, state, lookup, platform })];
}

function decisions(module: HostModule, one: Case, present: Input): readonly string[] {
  const seen = one.predicted === undefined ? present.state : foresee(module, one.predicted, present);
  const foreseen = one.foreseen === undefined ? [] : mismatch('foreseen', one.foreseen, seen ?? 'unknown');
  if (seen === undefined) {
    return one.foreseen === undefined ? ['foreseen: the module cannot tell the state'] : foreseen;
  }
  const input = { ...present, state: seen };
  return [
    ...foreseen,
    ...(one.steps === undefined && one.refused === undefined ? [] : planMismatches(module, one, input)),
    ...(one.result === undefined
      ? []
      : mismatch('result', one.result, module.result?.(input, one.data ?? []))),
    ...(one.facts === undefined ? [] : mismatch('facts', one.facts, module.facts?.(input))),
  ];
}

/** As the engine does: the values under the names that the module gave in `reads`. */
function foresee(module: HostModule, predicted: JsonObject, present: Input): Json | undefined {
  const reads = module.reads?.(present.params, present.lookup, present.platform) ?? [];
  const nameOf = (id: string) => reads.find((read) => comparable(read) === comparable(id)) ?? id;
  const resources = new Map(Object.entries(predicted).map(([id, value]) => [nameOf(id), value]));
  return module.foresee?.(present, resources);
}

function planMismatches(module: HostModule, one: Case, input: Input): readonly string[] {
  const plan = module.plan(input);
  if ('refused' in plan) return refusalMismatches(one, plan);
  if (one.refused !== undefined) return mismatch('refused', one.refused, plan);
  return [
    ...stepMismatches(one.steps ?? [], plan.steps),
    ...(one.expected === undefined ? [] : mismatch('expected', one.expected, plan.expected)),
    ...(one.leaves === undefined ? [] : mismatch('leaves', one.leaves, plan.leaves)),
    ...(one.spares === undefined ? [] : mismatch('spares', one.spares, plan.spares)),
    ...mismatch('perhaps', one.perhaps ?? false, plan.perhaps ?? false),
    ...(one.warnings === undefined ? [] : mismatch('warnings', one.warnings, plan.warnings ?? [])),
    ...secondPlan(module, input, plan),
  ];
}

function refusalMismatches(one: Case, plan: Refusal): readonly string[] {
  if (one.refused === undefined) return mismatch('steps', one.steps, plan);
  return [
    ...missingPart('refused', one.refused, plan.refused),
    ...(one.fix === undefined ? [] : missingPart('fix', one.fix, plan.fix ?? '')),
    ...(one.detail === undefined ? [] : mismatch('detail', one.detail, plan.detail)),
  ];
}

/** Idempotence: the plan of the state that a plan expects must be empty. Checked in every case, asked for or not. */
function secondPlan(module: HostModule, input: Input, plan: Plan): readonly string[] {
  if (module.verify === 'none' || plan.steps.length === 0 || plan.expected === undefined) return [];
  const params = module.verifyAs?.(input.params) ?? input.params;
  const second = module.plan({ ...input, params, state: plan.expected });
  if ('refused' in second) return [`the plan of the expected state is refused: ${second.refused}`];
  return mismatch('steps of the expected state (a second run must change nothing)', [], second.steps);
}
