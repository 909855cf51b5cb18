import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performancePage } from './page.ts';
import { picture } from './picture.ts';
import { readMeasured } from './read.ts';
import { sumsOf } from './sums.ts';

const root = join(import.meta.dirname, '..', '..');

/** Sizes that a picture may show, the most telling first. */
const shownSizes = [100, 50, 200, 10];

/** Writes docs/performance.md and its picture from bench/results. */
export async function writeReport(): Promise<void> {
  const measured = await readMeasured(join(root, 'bench', 'results'));
  const sums = sumsOf(measured.peers?.runs ?? []);
  const size = shownSizes.find(
    (hosts) =>
      new Set(sums.filter((sum) => sum.hosts === hosts && sum.rounds > 0).map(({ tool }) => tool)).size > 1,
  );
  if (size !== undefined) await writeFile(join(root, 'docs', 'performance.svg'), picture(sums, size));
  await writeFile(join(root, 'docs', 'performance.md'), performancePage(measured, size !== undefined));
}
