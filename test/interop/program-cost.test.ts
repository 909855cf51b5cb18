import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endMarked, programCost } from '../../bench/measure/program-cost.ts';

const env = { PATH: '/usr/bin:/bin' };
const busy = 'import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass';

/** What a shell script costs. */
const costOf = (script: string, mark: string, limit = 20) =>
  programCost({ argv: ['/bin/sh', '-c', script], cwd: '/', env, mark, limit });

describe('the cost of a program', () => {
  it('holds the work of its children', async () => {
    const cost = await costOf(`/usr/bin/python3 -c '${busy}'; exit 3`, 'GORUN_BENCH=bench-test-children');
    expect(cost.exit).toBe(3);
    expect(cost.cpu).toBeGreaterThan(0.19);
    expect(cost.cpu).toBeLessThan(2);
  });

  it('holds the work of what it left running, and not a second time in the next run', async () => {
    const mark = 'GORUN_BENCH=bench-test-orphan';
    const done = join(mkdtempSync(join(tmpdir(), 'gorun-orphan-')), 'done');
    const orphan = `${busy}\nopen("${done}", "w")\ntime.sleep(60)`;
    const script = `setsid /usr/bin/python3 -c '${orphan}' >/dev/null 2>&1 & until [ -e ${done} ]; do sleep 0.05; done`;
    try {
      expect((await costOf(script, mark)).cpu).toBeGreaterThan(0.15);
      expect((await costOf('true', mark)).cpu).toBeLessThan(0.15);
    } finally {
      await endMarked(mark);
    }
  });

  it('holds the memory of all its processes', async () => {
    const hold = `/usr/bin/python3 -c 'x = bytearray(60000000); import time; time.sleep(0.5)'`;
    const { memory } = await costOf(`${hold} & ${hold}; wait`, 'GORUN_BENCH=bench-test-memory');
    expect(memory.together).toBeGreaterThan(115);
    expect(memory.largest).toBeLessThan(memory.resident);
  });

  it('is bounded: a program that hangs is ended', async () => {
    const { exit, wall } = await costOf('sleep 60', 'GORUN_BENCH=bench-test-limit', 1);
    expect(exit).toBe(-9);
    expect(wall).toBeLessThan(5);
  });
});
