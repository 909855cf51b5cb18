import { type JsonObject, parseAs, Type } from 'gorun/module';
import type { WaitParams } from './params.ts';
import type { WaitState } from './plan.ts';

/** What such a module returns. */
export const waitReturns = Type.Object({
  elapsed: Type.Number({ description: 'Seconds, the delay included.' }),
  wait_attempts: Type.Integer({ description: 'How often it looked.' }),
  match: Type.String({ description: 'What search_regex found; empty where it was not asked for.' }),
});

/** What to look at. */
export const waitQuestion = (params: WaitParams): JsonObject => {
  const { port, host, path, search_regex, service, state, connect_timeout, exclude_hosts } = params;
  return {
    port: port ?? null,
    host,
    path: path ?? null,
    search_regex: search_regex ?? null,
    service: service ?? null,
    state,
    connect_timeout,
    exclude_hosts,
  };
};

export const parseWaitState = parseAs(
  Type.Object({
    met: Type.Boolean(),
    seen: Type.String({ description: 'What search_regex found, or why it is not so yet.' }),
  }),
);

/** What register holds. */
export const waitResult = (
  { search_regex }: WaitParams,
  { seen }: WaitState,
  data: JsonObject | undefined,
): JsonObject => data ?? { elapsed: 0, wait_attempts: 1, match: search_regex === undefined ? '' : seen };
