import { catalogue, type ErrorCode } from '../errors/catalogue.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { Topic } from './explain.ts';

/** The catalogue of errors. */
export function errorTopics(): readonly Topic[] {
  const codes = Object.keys(catalogue).filter((code): code is ErrorCode => Object.hasOwn(catalogue, code));
  return codes.map((word): Topic => {
    const { meaning, fix, exit } = catalogue[word];
    const { code, meaning: ends } = exitCodes[exit];
    return { word, kind: 'error', lines: [meaning, `What to try: ${fix}`, `Exit code ${code}: ${ends}`] };
  });
}

/** Exit codes, by number. */
export function exitTopics(): readonly Topic[] {
  return Object.values(exitCodes).map(
    ({ code, meaning }): Topic => ({ word: String(code), kind: 'exit code', lines: [meaning] }),
  );
}
