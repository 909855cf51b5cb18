import type { Json } from '../../json.ts';
import type { BatchContext } from '../run-context.ts';
import { HostLink } from './host-link.ts';
import type { HostState } from './host-state.ts';
import { viewOf } from './scopes.ts';

/** Gives a host its way to be reached; nothing is opened before it is needed. */
export function openLink(batch: BatchContext, host: HostState): void {
  host.foreseeAnew();
  host.link = new HostLink(host, batch.run, () => {
    const magic = batch.magic(host);
    const { scope } = viewOf(host, batch.shared, { magic });
    const variables: Record<string, Json> = {};
    for (const name of scope.names()) {
      if (!name.startsWith('ansible_') && !name.startsWith('gorun_')) continue;
      // What the run itself knows says nothing of how to reach a host, and some of it is long.
      if (magic.some((layer) => Object.hasOwn(layer, name))) continue;
      const value = scope.get(name);
      if (value !== undefined && value !== null) variables[name] = value;
    }
    return { name: host.name, variables };
  });
}
