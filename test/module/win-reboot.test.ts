import { describe, expect, test } from 'vitest';
import { reboot } from '../../modules/win_reboot/reboot.ts';
import type { ActionIO } from '../../src/module/contract.ts';
import type { CallOutcome, HostSession } from '../../src/worker/session.ts';

const args = { boot: 'b1', delay: 2, reboot_timeout: 60, settle: 0, msg: 'restart' };
const well = (value: Record<string, string>): CallOutcome => ({ ok: true, value, ms: 1 });
const ill = (message: string): CallOutcome => ({ ok: false, error: { kind: 'failed', message }, ms: 1 });

/** A host that answers calls from lists, the last answer for ever, and a clock that moves when somebody sleeps. */
function hostThat(answers: Readonly<Record<string, readonly CallOutcome[]>>) {
  const calls: string[] = [];
  let time = 0;
  const left = new Map(Object.entries(answers).map(([fn, list]) => [fn, [...list]]));
  const unused = () => Promise.reject(new Error('not asked for'));
  const session: HostSession = {
    platform: 'windows',
    ready: async () => undefined,
    exchange: unused,
    lock: unused,
    putFile: unused,
    getFile: unused,
    reconnect: async () => void calls.push('reconnect'),
    stats: () => ({ roundTrips: 0, reconnects: 0, bytesSent: 0, bytesReceived: 0 }),
    close: async () => {},
  };
  const io: ActionIO = {
    session,
    script: { hash: '', text: '' },
    signal: new AbortController().signal,
    folder: '/',
    progress: () => {},
    call: async (fn) => {
      calls.push(fn);
      const list = left.get(fn) ?? [];
      return (list.length > 1 ? list.shift() : list[0]) ?? ill(`no answer to ${fn}`);
    },
  };
  const clock = {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
  return { io, clock, calls };
}

describe('a restart', () => {
  test('is over when the host tells of another start, not when it merely answers', async () => {
    const { io, clock, calls } = hostThat({
      Restart: [well({})],
      Probe: [well({ boot: 'b1' }), well({ boot: 'b1' }), well({ boot: 'b2' })],
    });
    expect(await reboot(args, io, clock)).toEqual({ data: { rebooted: true, elapsed: 9 } });
    expect(calls).toEqual(['Restart', 'reconnect', 'Probe', 'reconnect', 'Probe', 'reconnect', 'Probe']);
  });

  test('is not seen in a start that is only estimated, and estimated anew', async () => {
    const about = (time: string) => well({ boot: `about:2026-11-25T${time}` });
    const { io, clock, calls } = hostThat({
      Restart: [well({})],
      Probe: [about('04:00'), about('03:58'), about('04:12')],
    });
    await reboot({ ...args, boot: 'about:2026-11-25T03:59' }, io, clock);
    expect(calls.filter((call) => call === 'Probe')).toHaveLength(3);
  });

  test('is over when the test passes, too', async () => {
    const { io, clock } = hostThat({
      Restart: [well({})],
      Probe: [well({ boot: 'b2' })],
      Test: [ill('the service is not up'), well({})],
    });
    expect(await reboot({ ...args, test: ['sc', 'query'] }, io, clock)).toEqual({
      data: { rebooted: true, elapsed: 6 },
    });
  });

  test('that takes too long says what was missing', async () => {
    const { io, clock } = hostThat({ Restart: [well({})], Probe: [well({ boot: 'b1' })] });
    await expect(reboot(args, io, clock)).rejects.toThrow(
      'not restarted within 62 s: it is still running from before',
    );
  });

  test('that Windows refuses fails at once', async () => {
    const { io, clock, calls } = hostThat({ Restart: [ill('access denied')] });
    await expect(reboot(args, io, clock)).rejects.toThrow('access denied');
    expect(calls).toEqual(['Restart']);
  });
});
