import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
