import { GorunError } from '../errors/gorun-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** JSON where it is a number, true, false, null, a list or an object; else the text itself. `version=1.20` stays text by its quotes: version='"1.20"'. */
function paramValue(text: string): Json {
  // A number with a dot is more often a version: 1.20 must not become 1.2.
  if (!/^(?:true|false|null|-?\d+|[[{"].*)$/s.test(text)) return text;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** The parameters of `gorun run`: `key=value` words or one JSON object. Throws GorunError `cli/usage`. */
export function moduleParams(words: readonly string[]): JsonObject {
  const [first = ''] = words;
  if (words.length === 1 && first.trimStart().startsWith('{')) {
    const value = paramValue(first.trim());
    if (isJsonObject(value)) return value;
    throw new GorunError('cli/usage', { message: 'The parameters are not a JSON object.' });
  }
  const params: Record<string, Json> = {};
  for (const word of words) {
    const [, name, text] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || text === undefined) {
      throw new GorunError('cli/usage', {
        message: `"${word}" is not key=value.`,
        fix: 'Write gorun run PATTERN MODULE key=value …, or one JSON object in quotes.',
      });
    }
    params[name] = paramValue(text);
  }
  return params;
}
