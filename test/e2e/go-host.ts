import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultHost } from '../../lab/faults/host.ts';
import { parseFaults } from '../../lab/faults/parse.ts';
import { clonePrefix } from '../../lab/host/clone.ts';
import { snapshotFor } from '../../lab/host/make.ts';
import { driveC, stopWine } from '../../lab/host/wine.ts';
import { type LabPlaces, labPlaces } from '../../lab/places.ts';
import { setUp } from '../../lab/setup.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { WineConnector } from '../worker/wine-connector.ts';

/** A Windows of its own with a Go on it, and a worker that runs there. */
export interface GoHost {
  readonly session: HostSession;
  readonly connector: WineConnector;
  readonly places: LabPlaces;
  /** The path on this machine of a path like `C:\temp\x`. */
  here(path: string): string;
  close(): Promise<void>;
}

/** Clones a host (`go1.20.14`, or `ready` for none) with faults (as `gorun lab` names them) and opens a session to it. What hosts are made of is made first. */
export async function goHost(
  name: string,
  content: 'ready' | `go${string}` = 'go1.20.14',
  faults = '',
): Promise<GoHost> {
  const places = labPlaces();
  const order = { go: content === 'ready' ? 'none' : content, faults: parseFaults(faults) };
  const snapshot = snapshotFor(places, order);
  if (!existsSync(snapshot)) await setUp(places, content === 'ready' ? [] : [content], () => {});
  const prefix = join(tmpdir(), `gorun-test-${name}-${process.pid}`);
  await mkdir(prefix, { recursive: true });
  await clonePrefix(snapshot, prefix);
  await faultHost(places, prefix, order.faults, order.go);
  const connector = new WineConnector(prefix);
  const session = await openWorkerSession(connector, name);
  return {
    session,
    connector,
    places,
    here: (path) => join(driveC(prefix), path.slice(3).replaceAll('\\', '/')),
    close: async () => {
      await session.close();
      await stopWine(prefix);
      await rm(prefix, { recursive: true, force: true });
    },
  };
}
