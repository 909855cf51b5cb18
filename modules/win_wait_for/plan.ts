import { type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import type { WaitParams } from './params.ts';

/** What the probe tells: whether it is so now, and what was seen. */
export type WaitState = { readonly met: boolean; readonly seen: string };

/** Decides whether there is anything to wait for. */
export function planWait({
  params,
  state,
}: PlanInput<WaitParams, WaitState, undefined>): Plan<WaitState> | Refusal {
  const problem = paramProblem(params);
  if (problem !== undefined) return problem;
  // A delay is there to let something begin, so what is so before it tells nothing.
  if (state.met && params.delay === 0) return { steps: [], expected: state };
  const { msg: _msg, ...args } = params;
  return {
    steps: [
      {
        action: 'wait',
        title: `wait until ${inWords(params)}`,
        args: { ...args, words: inWords(params), msg: params.msg ?? null },
        changes: [],
        effect: 'none',
        timeout: params.delay + params.timeout + params.connect_timeout + params.sleep + 30,
      },
    ],
  };
}

function paramProblem({ port, path, service, search_regex, state }: WaitParams): Refusal | undefined {
  const given = [port, path, service].filter((one) => one !== undefined).length;
  if (given === 0)
    return refuse('there is nothing to wait for', 'Give port, path or service; pause waits for a time.');
  if (given > 1)
    return refuse('only one of port, path and service can be waited for', 'Use a task for each.');
  if (search_regex !== undefined && path === undefined)
    return refuse('search_regex needs the path of the file to search', 'Give path, too.');
  if (state === 'drained' && port === undefined)
    return refuse('only a port can be drained', 'Give port, or another state.');
  return undefined;
}

const ofPort = {
  started: 'is open',
  present: 'is open',
  stopped: 'is closed',
  absent: 'is closed',
  drained: 'has no connections',
};
const ofService = {
  started: 'is started',
  present: 'is there',
  stopped: 'is stopped',
  absent: 'is gone',
  drained: '',
};

/** What is waited for. */
export function inWords({ port, host, path, service, search_regex, state }: WaitParams): string {
  if (port !== undefined) return `port ${port} of ${host} ${ofPort[state]}`;
  if (service !== undefined) return `the service ${service} ${ofService[state]}`;
  const there = state === 'started' || state === 'present';
  if (search_regex !== undefined)
    return `${path} ${there ? 'holds' : 'holds nothing like'} ${JSON.stringify(search_regex)}`;
  return `${path} is ${there ? 'there' : 'gone'}`;
}
