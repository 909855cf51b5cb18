import { setTimeout } from 'node:timers/promises';
import {
  type ActionIO,
  type CallOutcome,
  type JsonObject,
  parseAs,
  type StepOutcome,
  Type,
} from 'gorun/module';

const parseArgs = parseAs(
  Type.Object({
    boot: Type.String(),
    delay: Type.Integer(),
    reboot_timeout: Type.Integer(),
    settle: Type.Integer(),
    test: Type.Optional(Type.Array(Type.String())),
    msg: Type.String(),
  }),
);

const parseState = parseAs(Type.Object({ boot: Type.String() }, { additionalProperties: true }));

/** Time, as waiting for a host needs it; a test gives a fake one. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

/** Between two looks at a host that is still going down, or not yet well. */
const pause = 3_000;

/** Starts the shutdown, then connects again until the host tells of another start and passes the test. Throws Error. */
export async function reboot(given: JsonObject, io: ActionIO, clock = systemClock): Promise<StepOutcome> {
  const args = parseArgs(given);
  const began = clock.now();
  const seconds = () => (clock.now() - began) / 1000;
  const limit = args.delay + args.reboot_timeout;
  expectOk(await io.call('Restart', { boot: args.boot, delay: args.delay, msg: args.msg }));
  io.progress({ message: 'shutting down' });
  let seen = 'it was not back';
  while (seconds() < limit) {
    await clock.sleep(pause, io.signal);
    await io.session.reconnect(Math.max(1, limit - seconds()), io.signal);
    const missing = await whatIsMissing(args.boot, args.test, io);
    if (missing === undefined) {
      await clock.sleep(args.settle * 1000, io.signal);
      return { data: { rebooted: true, elapsed: Math.round(seconds()) } };
    }
    seen = missing;
    io.progress({ message: missing });
  }
  throw new Error(`not restarted within ${limit} s: ${seen}`);
}

async function whatIsMissing(
  before: string,
  test: readonly string[] | undefined,
  io: ActionIO,
): Promise<string | undefined> {
  const probed = await io.call('Probe', {});
  if (!probed.ok) return `it does not answer well: ${probed.error.message}`;
  if (isSameStart(parseState(probed.value).boot, before)) return 'it is still running from before';
  if (test === undefined) return undefined;
  const tested = await io.call('Test', { argv: [...test] }, 60);
  return tested.ok ? undefined : `the test failed: ${tested.error.message}`;
}

/** `about:` is the clock minus the time since the start: to the minute, and a clock may be set meanwhile. */
function isSameStart(boot: string, before: string): boolean {
  const [now, then] = [boot, before].map((one) => Date.parse(`${/^about:(.*)$/.exec(one)?.[1]}Z`));
  return boot === before || Math.abs((now ?? Number.NaN) - (then ?? Number.NaN)) <= 60_000;
}

function expectOk(outcome: CallOutcome): void {
  if (!outcome.ok) throw new Error(outcome.error.message);
}
