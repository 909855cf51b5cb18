import { cp, glob, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { defineConfig, type Rolldown } from 'tsdown';

/** What scripts of hosts are made of: files that are read at run time, and keep their places. */
const asTheyAre: readonly (readonly [pattern: string, from: string, to: string])[] = [
  ['src/worker/**/*.{ps1,sh}', 'src', 'dist'],
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

const placeWord = /"place-of:([^"]+)"/g;

/** Chunks are anywhere in dist: whoever asks for its own place is told where it would lie file by file, beside its neighbours. */
const placesOfSources: Rolldown.Plugin = {
  name: 'places-of-sources',
  transform: {
    filter: { id: /\.ts$/, code: 'import.meta.url' },
    handler(code, id) {
      const path = relative(import.meta.dirname, id)
        .replace(/^src\//, '')
        .replace(/\.ts$/, '.js');
      return code.replaceAll('import.meta.url', `new URL("place-of:${path}", import.meta.url).href`);
    },
  },
  renderChunk(code, chunk) {
    return code.replaceAll(placeWord, (_all, path: string) =>
      JSON.stringify(relative(dirname(`/${chunk.fileName}`), `/${path}`)),
    );
  },
};

// In chunks, most dependencies included: to find and load 1,500 files takes a run 0.15 s more. ssh2 has parts that are not JavaScript.
export default defineConfig({
  entry: await entries(),
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: /^(?!ssh2$|ssh2\/|cpu-features)/, onlyBundle: false },
  alias: { 'gorun/module': join(import.meta.dirname, 'src/module/sdk.ts') },
  plugins: [placesOfSources],
  outputOptions: { chunkFileNames: 'chunks/[name].js' },
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
