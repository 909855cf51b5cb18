import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that measure time or what a program costs, and one that keeps both cores busy with four Windows hosts. */
const alone = ['test/interop/{large-inventory,program-cost}.test.ts', 'test/e2e/main-job.test.ts'];

export default defineConfig({
  resolve: { alias: { 'gorun/module': at('./src/module/sdk.ts') } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Files share what they import: no test changes module state, and importing anew for each costs more than testing.
          isolate: false,
          pool: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/interop/**', 'test/packaging/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['test/{e2e,interop,packaging}/**/*.test.ts'],
          exclude: alone,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Beside each other: every file has hosts, folders and ports of its own, and waits for them a fifth of its time.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          // Nothing runs beside these.
          include: alone,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
