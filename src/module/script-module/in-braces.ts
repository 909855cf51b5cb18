import type { JsonObject } from '../../json.ts';

const inBraces = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The params that a text names in braces. */
export function namesInBraces(text: string): readonly string[] {
  return [...text.matchAll(inBraces)].map((match) => match[1] ?? '');
}

/** The text with each `{param}` replaced by its value; undefined where one was not given. */
export function fillBraces(text: string, params: JsonObject): string | undefined {
  if (namesInBraces(text).some((name) => params[name] === undefined)) return undefined;
  return text.replaceAll(inBraces, (_all, name: string) => {
    const value = params[name];
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}
