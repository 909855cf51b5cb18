import { type GorunError, GorunErrors } from '../../errors/gorun-error.ts';
import { readText } from '../../source/read-text.ts';
import { paramsChecker } from '../check/params-checker.ts';
import { type CheckedYaml, checkYaml } from '../checked-yaml/checked-yaml.ts';
import type { HostModule } from '../contract.ts';
import type { ModuleFolder } from '../load/find-folders.ts';
import { namesInBraces } from './in-braces.ts';
import { paramsSchema } from './params.ts';
import { type ModuleYaml, moduleYamlSchema } from './schema.ts';
import { scriptModule } from './script-module.ts';

/** Reads the module.yml of a module. Throws GorunErrors with all that is wrong, each at its place. */
export async function readModuleYaml(module: ModuleFolder): Promise<HostModule> {
  const file = module.declaration;
  const yaml = checkYaml(await readText(file), file, moduleYamlSchema);
  const wrong = [...nameProblems(yaml, module.name), ...referenceProblems(yaml), ...defaultProblems(yaml)];
  if (wrong.length > 0) throw new GorunErrors(wrong);
  return scriptModule(yaml.value);
}

function nameProblems({ value, wrong }: CheckedYaml<ModuleYaml>, folder: string): readonly GorunError[] {
  return value.name === folder
    ? []
    : [wrong('/name', `The name is ${value.name} but the folder is ${folder}.`)];
}

/** Every param that is named somewhere must be declared. */
function referenceProblems({ value, wrong }: CheckedYaml<ModuleYaml>): readonly GorunError[] {
  const resources = [value.resource ?? []].flat();
  const named = [
    ...Object.entries(value.state).flatMap(([property, source]) =>
      typeof source === 'string' ? [[`/state/${property}`, source] as const] : [],
    ),
    ...resources.flatMap((text) => namesInBraces(text).map((name) => ['/resource', name] as const)),
    ...namesInBraces(value.title ?? '').map((name) => ['/title', name] as const),
    ...(value.freeform === undefined ? [] : [['/freeform', value.freeform] as const]),
  ];
  const known = Object.keys(value.params);
  const unknown = named
    .filter(([, name]) => !known.includes(name))
    .map(([pointer, name]) =>
      wrong(pointer, `There is no param "${name}".`, `Declared are: ${known.join(', ') || 'none'}.`),
    );
  if (!known.includes('set')) return unknown;
  return [...unknown, wrong('/params/set', 'A param cannot be named "set": Apply gets the changes there.')];
}

function defaultProblems({ value, wrong }: CheckedYaml<ModuleYaml>): readonly GorunError[] {
  return Object.entries(value.params).flatMap(([name, param]) => {
    if (param.default === undefined) return [];
    const checked = paramsChecker(paramsSchema({ [name]: param }))({});
    const problems = 'problems' in checked ? checked.problems : [];
    return problems.map((problem) => wrong(`/params/${name}/default`, `The default of ${problem.message}.`));
  });
}
