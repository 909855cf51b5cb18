/** Where a text that JSON.parse refused is broken, without what stands there (the engine's own message quotes it): that may be a secret. */
export function jsonProblem(text: string, cause: unknown): string {
  const message = cause instanceof Error ? cause.message : '';
  const at = /at position (\d+)/.exec(message)?.[1];
  if (/^Unexpected end|^Unterminated/.test(message) || Number(at) >= text.trimEnd().length)
    return `it breaks off after ${text.trimEnd().length} characters`;
  if (at === undefined) return 'something in it is no JSON at all';
  const before = text.slice(0, Number(at)).split('\n');
  return `it is wrong at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
