import type { Json } from '../../../json.ts';
import { type Call, type Helper, HelperProblem } from './declaration.ts';
import type { Parameter } from './parameters.ts';

/** Calls a helper with values (not with what is only evaluated later). Throws HelperProblem. */
export function apply(
  helper: Helper,
  args: readonly (Json | undefined)[],
  options: Readonly<Record<string, Json>>,
  call: Call,
): Json {
  const read = helper.takes.map((parameter, index) =>
    parameter.rest
      ? readRest(parameter, args.slice(index))
      : readOne(parameter, args[index], whatOf(helper, index)),
  );
  const named = Object.entries(options).map(([name, value]) => {
    const parameter = helper.options[name];
    if (parameter === undefined) throw new HelperProblem(`it has no option ${name}`);
    return [name, parameter.read(value, name)] as const;
  });
  return helper.run(read, Object.fromEntries(named), call);
}

function readOne(parameter: Parameter<unknown>, value: Json | undefined, what: string): unknown {
  if (parameter.lazy) return () => value ?? null;
  return parameter.read(value, what);
}

function readRest(parameter: Parameter<unknown>, values: readonly (Json | undefined)[]): unknown {
  if (parameter.lazy) return values.map((value) => () => value ?? null);
  return parameter.read(
    values.map((value) => value ?? null),
    `each ${parameter.name}`,
  );
}

const ordinals = ['first', 'second', 'third', 'fourth'];

/** How a message names an argument. */
export function whatOf(helper: Helper, index: number): string {
  return helper.takes.length === 1 ? 'its argument' : `the ${ordinals[index] ?? `${index + 1}th`} argument`;
}
