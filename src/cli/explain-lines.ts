import { GorunError } from '../errors/gorun-error.ts';
import { nearest } from '../errors/suggest.ts';
import { type Topic, topics, topicsOf } from '../explain/explain.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import type { Output } from '../report/output.ts';
import { shown, shownLines } from '../report/shown.ts';
import { moduleReferenceLines } from './module-reference.ts';
import { wrapped } from './wrapped.ts';

/** All that a word means, module, keyword, helper, error … Throws GorunError `cli/usage` with what is near. */
export function explainLines(word: string, modules: ModuleRegistry, output: Output): string[] {
  const own = modules.get(word) === undefined ? [] : [moduleReferenceLines(modules, word, output)];
  const found = [...own, ...topicsOf(word).map((topic) => topicLines(topic, output))];
  if (found.length > 0) return found.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  const near = nearest(word, [...modules.names(), ...topics().map((topic) => topic.word)]);
  throw new GorunError('cli/usage', {
    message: `Nothing here is called "${word}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    fix: 'Name a keyword, module, helper, error code, lint rule, setting, event or exit code.',
  });
}

function topicLines({ word, kind, lines, example }: Topic, output: Output): string[] {
  const { colours } = output;
  return [
    `${colours.strong(shown(word))} ${colours.faint(`(${kind})`)}`,
    ...lines.flatMap((line) => wrapped(line, output.columns())),
    ...(example === undefined ? [] : ['', ...shownLines(example).map((line) => `  ${line}`)]),
  ];
}
