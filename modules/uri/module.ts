import { defineHostModule, type Json, type JsonObject, refuse, Type } from 'gorun/module';
import { isSecretHeader, type UriParams, uriParams } from './params.ts';
import { bodyOf, doubled, headersOf } from './request.ts';
import { answerOf } from './result.ts';

const harmless = ['GET', 'HEAD', 'OPTIONS'];

export default defineHostModule({
  name: 'uri',
  summary: 'Asks a web service from the host.',
  description: `The request is made on the host, with its proxy and its trusted certificates. An answer with another status than \`status_code\` is a failure that tells
what the service said. In check mode nothing is asked. POSIX hosts need curl.`,
  platforms: ['windows', 'posix'],
  uses: { windows: ['http'], posix: ['http'] },
  verify: 'none',
  params: uriParams,
  returns: Type.Object({
    status: Type.Integer({
      description: 'The status of the answer.',
    }),
    url: Type.String({ description: 'The address that answered, after redirects.' }),
    redirected: Type.Boolean(),
    headers: Type.Record(Type.String(), Type.String(), {
      description: 'Headers of the answer, names in lower case.',
    }),
    content_length: Type.Integer({ description: 'Bytes of the body that were read.' }),
    elapsed: Type.Number({ description: 'Seconds.' }),
    content: Type.Optional(Type.String({ description: 'With `return_content`.' })),
    truncated: Type.Optional(Type.Boolean({ description: 'The body is longer than what was kept.' })),
    json: Type.Optional(Type.Unknown({ description: 'With `return_content`, of an answer in JSON.' })),
  }),
  examples: [
    {
      title: 'Until the agent is well',
      yaml: '- uri:\n    url: http://127.0.0.1:8080/health\n    return_content: true\n  register: health\n  until: health.json.status == "ok"\n  retries: 10',
    },
    {
      title: 'Tell a service of the host',
      yaml: '- uri:\n    url: https://inventory.example/hosts\n    method: POST\n    headers:\n      Authorization: Bearer {{ token }}\n    body_format: json\n    body:\n      name: "{{ inventory_hostname }}"\n    status_code: [200, 201]',
    },
  ],
  probeArgs: () => ({}),
  reads: () => [],
  plan({ params, platform }) {
    const body = bodyOf(params);
    if (body !== undefined && 'refused' in body) return body;
    const twice = doubled(Object.keys(params.headers));
    if (twice !== undefined) return refuse(`the header ${twice} is given twice`);
    const headers = headersOf(params, body);
    return {
      steps: [
        {
          action: 'request',
          title: `${params.method} ${shownUrl(params.url)}`,
          args: argsOf(params, platform === 'posix' ? listed(headers) : headers, body?.text),
          changes: [],
          ...(harmless.includes(params.method) ? { effect: 'none' as const } : {}),
          timeout: params.timeout + 30,
        },
      ],
    };
  },
  result: ({ params }, [data]) => (data === undefined ? {} : answerOf(params, data)),
});

/** A shell holds no mapping with free keys. */
const listed = (headers: JsonObject): readonly Json[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value, secret: isSecretHeader(name) }));

function argsOf(
  params: UriParams,
  headers: JsonObject | readonly Json[],
  body: string | undefined,
): JsonObject {
  const { url, method, status_code, timeout, follow_redirects, validate_certs, use_proxy } = params;
  return {
    url,
    method,
    ...(Array.isArray(headers)
      ? { headers: [...headers] }
      : { headers, private_headers: Object.keys(headers).filter(isSecretHeader) }),
    body: body ?? null,
    status_code: [...status_code],
    timeout,
    follow_redirects,
    validate_certs,
    use_proxy,
  };
}

/** Without what may be secret: account and query. */
function shownUrl(text: string): string {
  const at = URL.parse(text);
  return at === null ? text : `${at.origin}${at.pathname}`;
}
