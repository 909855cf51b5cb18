import { readFileSync } from 'node:fs';
import type { Problem } from './run-checker.ts';

/** Where the checker says of its fixtures something else than they do: `# refused: …` at the end of a line. */
export function fixtureProblems(files: readonly string[], found: readonly Problem[]): readonly Problem[] {
  return files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((text, index): Problem[] => {
      const expected = /# refused: (.*)$/.exec(text)?.[1];
      const here = found.filter((one) => one.file === file && one.line === index + 1);
      if (expected === undefined)
        return here.map((one) => ({ ...one, message: `refused for nothing: ${one.message}` }));
      if (here.some((one) => one.message.includes(expected))) return [];
      const said = here.map((one) => one.message).join('; ') || 'nothing';
      return [
        { file, line: index + 1, column: 1, message: `must be refused: ${expected}; it said: ${said}` },
      ];
    });
  });
}
