import { cp, glob, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defineConfig } from 'tsdown';
import { chunkOf } from './scripts/bundle/chunk-of.ts';
import { leanSsh2, onlyAscii, placesOfSources } from './scripts/bundle/plugins.ts';

/** What scripts of hosts are made of: files that are read at run time, and keep their places. */
const asTheyAre: readonly (readonly [pattern: string, from: string, to: string])[] = [
  ['src/worker/**/*.{ps1,sh}', 'src', 'dist'],
  ['node_modules/ssh2/util/pagent.exe', 'node_modules/ssh2', 'dist'],
  ['modules/*/{windows.ps1,posix.sh,module.yml,README.md}', '.', 'dist'],
];

/** Output name -> source: what is started or imported from outside. */
async function entries(): Promise<Record<string, string>> {
  const modules: string[] = [];
  for await (const file of glob('modules/*/module.ts')) modules.push(file);
  const all = [
    'src/cli/main.ts',
    'src/index.ts',
    'src/module/sdk.ts',
    'src/persist/keeper/main.ts',
    'lab/index.ts',
    'lab/ssh/daemon.ts',
    ...modules,
  ];
  return Object.fromEntries(all.map((file) => [file.replace(/^src\/|\.ts$/g, ''), file]));
}

// In few files, dependencies included: to find and load 1,500 takes a run 0.2 s more.
export default defineConfig({
  entry: await entries(),
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: /^/, onlyBundle: false },
  alias: { 'gorun/module': join(import.meta.dirname, 'src/module/sdk.ts') },
  plugins: [placesOfSources, leanSsh2, onlyAscii],
  outputOptions: {
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] },
  },
  hooks: {
    'build:done': async () => {
      for (const [pattern, from, to] of asTheyAre) {
        for await (const file of glob(pattern)) {
          const target = join(to, from === '.' ? file : file.slice(from.length + 1));
          await mkdir(dirname(target), { recursive: true });
          await cp(file, target);
        }
      }
    },
  },
});
