import { isJsonObject, type Json, type JsonObject, type Refusal, refuse } from 'gorun/module';
import type { UriParams } from './params.ts';

/** The body as text and what it is; undefined: none. */
export interface Body {
  readonly text: string;
  readonly contentType: string | undefined;
}

/** Makes the body of a request of what a playbook gives. */
export function bodyOf({
  body,
  body_format,
}: Pick<UriParams, 'body' | 'body_format'>): Body | Refusal | undefined {
  if (body === undefined) return undefined;
  const value: Json = JSON.parse(JSON.stringify(body));
  if (body_format === 'json') {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { text, contentType: 'application/json; charset=utf-8' };
  }
  if (body_format === 'form-urlencoded') return formOf(value);
  if (typeof value === 'string') return { text: value, contentType: undefined };
  return refuse('a body that is not text needs a format', 'Set body_format: json or form-urlencoded.');
}

function formOf(value: Json): Body | Refusal {
  const contentType = 'application/x-www-form-urlencoded';
  if (typeof value === 'string') return { text: value, contentType };
  if (!isJsonObject(value)) return refuse('a form is a mapping of names to values, or a text');
  const form = new URLSearchParams();
  for (const [name, one] of Object.entries(value)) {
    for (const item of Array.isArray(one) ? one : [one]) form.append(name, plain(item));
  }
  return { text: form.toString(), contentType };
}

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A header that is there twice but for its case, which is one to a server. */
export function doubled(names: readonly string[]): string | undefined {
  const lower = names.map((name) => name.toLowerCase());
  return lower.find((name, index) => lower.indexOf(name) !== index);
}

/** The headers, with those that body and account bring. */
export function headersOf(params: UriParams, body: Body | undefined): JsonObject {
  const names = Object.keys(params.headers).map((name) => name.toLowerCase());
  const headers: Record<string, string> = { ...params.headers };
  if (body?.contentType !== undefined && !names.includes('content-type'))
    headers['Content-Type'] = body.contentType;
  if (params.url_username !== undefined && !names.includes('authorization')) {
    const account = `${params.url_username}:${params.url_password ?? ''}`;
    headers.Authorization = `Basic ${Buffer.from(account, 'utf8').toString('base64')}`;
  }
  return headers;
}
