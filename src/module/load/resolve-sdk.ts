import { registerHooks } from 'node:module';

/** In the clone. In the package the bundler has linked the modules that ship with the SDK, and asking at every import costs a start 10 ms. */
export const isSource = import.meta.url.endsWith('.ts');

let registered = false;

/**
 * Lets `import … from 'gorun/module'` mean the SDK of this very gorun, also in a module.ts that lies outside of the
 * project: such a folder has no node_modules, and a second copy of the SDK would have other error classes. And lets
 * TypeScript be read as ES modules, whatever the package.json around it says.
 */
export function resolveSdkImports(): void {
  if (registered) return;
  registered = true;
  // In the clone the source itself; in the package its own export, wherever the bundler put this file.
  const url = isSource ? new URL('../sdk.ts', import.meta.url).href : import.meta.resolve('gorun/module');
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === 'gorun/module') return { url, shortCircuit: true };
      const found = next(specifier, context);
      // `npm init` writes "type": "commonjs", or a folder has no package.json at all; a module.ts is an ES module all the same.
      return found.url.startsWith('file:') && found.url.split('?')[0]?.endsWith('.ts')
        ? { ...found, format: 'module-typescript' }
        : found;
    },
  });
}
