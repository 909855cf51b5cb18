import { dirname, join, relative } from 'node:path';
import type { Rolldown } from 'tsdown';

const root = join(import.meta.dirname, '../..');
const placeWord = /"place-of:([^"]+)"/g;

/** Chunks are anywhere in dist: whoever asks for its own place is told where it would lie file by file, beside its neighbours. */
export const placesOfSources: Rolldown.Plugin = {
  name: 'places-of-sources',
  transform: {
    filter: { id: /\.ts$/, code: 'import.meta.url' },
    handler(code, id) {
      const path = relative(root, id)
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

const emptyId = '\0empty';
const absentId = '\0absent';

/**
 * ssh2 without agents for HTTP, which nobody asks for and which load half of Node's own libraries at every start, and without its
 * compiled half, which is no JavaScript and not quicker. It asks where it lies: Pageant's program is copied to where it looks.
 */
export const leanSsh2: Rolldown.Plugin = {
  name: 'lean-ssh2',
  resolveId: {
    filter: { id: /http-agents\.js$|sshcrypto\.node$|^cpu-features$/ },
    handler: (id) => (id.endsWith('http-agents.js') ? emptyId : absentId),
  },
  load: {
    filter: { id: /^\0(?:empty|absent)$/ },
    handler: (id) => (id === emptyId ? 'module.exports = {};' : "throw new Error('not there');"),
  },
  renderChunk: (code, chunk) =>
    chunk.moduleIds.some((id) => id.endsWith('/ssh2/lib/agent.js'))
      ? `const __dirname = import.meta.dirname;\n${code}`
      : undefined,
};

/** One character beyond Latin-1 doubles the memory that a chunk's text takes. Where a backslash stands before it, that one will do. */
export const onlyAscii: Rolldown.Plugin = {
  name: 'only-ascii',
  // Not renderChunk: what that gives is printed anew.
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = escaped(chunk.code);
    }
  },
};

function escaped(code: string): string {
  return code.replaceAll(/(\\*)([^\0-\x7f])/g, (_all, slashes: string, unit: string) => {
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `${slashes}${slashes.length % 2 === 0 ? '\\' : ''}u${hex}`;
  });
}
