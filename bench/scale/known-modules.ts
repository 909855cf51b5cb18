import { tmpdir } from 'node:os';
import { registryFor } from '../../src/run/registry.ts';

/** The names of the modules that ship, by the hash under which a worker gets to know their code. */
export async function knownModules(): Promise<ReadonlyMap<string, string>> {
  const registry = await registryFor(tmpdir(), tmpdir(), []);
  const names = new Map<string, string>();
  for (const name of registry.names()) {
    const { windows } = registry.get(name)?.scripts ?? {};
    if (windows !== undefined) names.set(windows.hash, name);
  }
  return names;
}
