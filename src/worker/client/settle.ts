import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { CallOutcome, HostCall } from '../session.ts';
import { parseOutcome } from './wire-replies.ts';
import type { WorkerChannel } from './worker-channel.ts';

/**
 * Asks a new worker what became of a call with intent whose worker was lost. Undefined: it never began and cannot begin any
 * more, so it may be sent. Throws ChannelLost.
 */
export async function settled(
  channel: WorkerChannel,
  call: HostCall,
  onProgress: (news: JsonObject) => void,
  signal: AbortSignal | undefined,
): Promise<CallOutcome | undefined> {
  const { intent, script } = call;
  if (intent === undefined) return undefined;
  const args = { run: intent.run, id: intent.id, code: script?.hash ?? '', args: call.args };
  const settle: HostCall = {
    script: undefined,
    fn: 'settle',
    args,
    ...(call.timeout === undefined ? {} : { timeout: call.timeout }),
  };
  let answer: CallOutcome | undefined;
  const listener = {
    outcome: (_n: number, outcome: CallOutcome) => {
      answer = outcome;
    },
    progress: (_n: number, news: JsonObject) => onProgress(news),
  };
  const request = channel.request([settle], listener, script === undefined ? [] : [script]);
  const cancel = () => request.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await request.done;
  } catch (cause) {
    // The worker ends itself after a limit or a cancellation; its word came before.
    if (answer === undefined) throw cause;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
  return answer === undefined || !answer.ok ? answer : understood(answer.value, answer.ms);
}

function understood(value: Json, ms: number): CallOutcome | undefined {
  if (!isJsonObject(value)) return unsettled({}, ms);
  if (value['state'] === 'none') return undefined;
  const outcome = isJsonObject(value['outcome']) ? parseOutcome(value['outcome']) : undefined;
  return outcome ?? unsettled(value, ms);
}

function unsettled(known: JsonObject, ms: number): CallOutcome {
  const message =
    'the connection was lost while this step ran; it has ended since, and its outcome is not known';
  return { ok: false, error: { kind: 'unsettled', message, detail: known }, ms };
}
