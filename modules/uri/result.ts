import { type Json, type JsonObject, parseAs, Type } from 'gorun/module';
import type { UriParams } from './params.ts';

const parseAnswer = parseAs(
  Type.Object({
    status: Type.Integer(),
    url: Type.String(),
    redirected: Type.Boolean(),
    headers: Type.Record(Type.String(), Type.String()),
    content: Type.String(),
    content_length: Type.Integer(),
    truncated: Type.Boolean(),
    elapsed: Type.Number(),
  }),
);

/** What register holds of an answer. */
export function answerOf({ return_content }: UriParams, data: JsonObject): JsonObject {
  const { content, truncated, ...answer } = parseAnswer(data);
  if (!return_content) return answer;
  const json = jsonOf(answer.headers['content-type'] ?? '', content);
  return { ...answer, content, truncated, ...(json === undefined ? {} : { json }) };
}

function jsonOf(contentType: string, content: string): Json | undefined {
  if (!/^(?:application|text)\/(?:[\w.-]+\+)?(?:json|javascript)\b/i.test(contentType)) return undefined;
  try {
    const value: Json = JSON.parse(content);
    return value;
  } catch {
    return undefined;
  }
}
