import { problemText } from '../../module/check/problem-text.ts';
import type { LoadedModule, ParamProblem } from '../../module/contract.ts';
import type { Place } from '../../source/file.ts';
import { type MapNode, type SourceNode, toJson } from '../../source/node.ts';
import { type Reader, yaml11Boolean } from '../read/reader.ts';

/**
 * Checks the parameters of a task before anything is contacted. What a template will yield is not known
 * yet: problems at such a place are left for the check that follows rendering.
 */
export function checkParams(
  params: MapNode,
  templated: readonly string[],
  module: LoadedModule,
  reader: Reader,
): void {
  const open = templated.map((pointer) => pointer.slice(1)).filter((name) => !/[~/]/.test(name));
  const checked = module.check(toJson(params), open);
  if ('params' in checked) return;
  for (const problem of checked.problems) {
    if (isOpen(problem, templated)) continue;
    const { name } = module.definition;
    const unknown = problem.message.startsWith('unknown ');
    const { node, place } = nodeAt(params, problem.pointer, unknown);
    const message = problemText(name, problem);
    reader.problem(
      place,
      'module/params',
      message,
      literalFix(node, problem.message) ?? `See "gorun modules ${name}".`,
    );
  }
}

/** About a value that only rendering will tell. An unknown parameter is one whatever its value. */
function isOpen({ pointer, message }: ParamProblem, templated: readonly string[]): boolean {
  if (pointer === '' || message.startsWith('unknown ')) return false;
  return templated.some((open) => open === pointer || open.startsWith(`${pointer}/`));
}

/** A number or word that YAML reads otherwise than people mean it. Only asked where the value is wrong. */
function literalFix(node: SourceNode, message: string): string | undefined {
  if (node.kind !== 'scalar' || node.quoted) return undefined;
  if (typeof node.value === 'number') {
    return / must be .*\bstring\b/.test(message) ? `Quote it: "${node.written}".` : undefined;
  }
  const meant = yaml11Boolean(node.written);
  return meant === undefined ? undefined : `YAML 1.2 knows only true and false; write ${meant}.`;
}

/** What a JSON pointer leads to, or the nearest above it; the place of its key where that is what is wrong. */
function nodeAt(root: SourceNode, pointer: string, ofKey: boolean): { node: SourceNode; place: Place } {
  let node = root;
  let place = root.place;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const entry = node.kind === 'map' ? node.entries.find((each) => each.key === key) : undefined;
    const next = node.kind === 'list' ? node.items[Number(key)] : entry?.value;
    if (next === undefined) break;
    node = next;
    place = ofKey && entry !== undefined ? entry.keyPlace : next.place;
  }
  return { node, place };
}
