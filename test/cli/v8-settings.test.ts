import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const module = new URL('../../src/cli/v8-settings.ts', import.meta.url).href;

/** MB of the space for new objects in a process that has allocated much. */
function spaceAfter(setting: string): number {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { suitFewHosts, suitHosts } from '${module}';
    ${setting}
    const kept = [];
    for (let i = 0; i < 400_000; i++) kept.push({ text: 'x' + i });
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space.space_size / 2 ** 20);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return Number(stdout);
}

it('the space for new objects stays small, unless hosts are many', () => {
  expect(spaceAfter('suitFewHosts(); suitHosts(100);')).toBeLessThan(4);
  expect(spaceAfter('suitFewHosts(); suitHosts(10_000);')).toBeGreaterThan(8);
});
