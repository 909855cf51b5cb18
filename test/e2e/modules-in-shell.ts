import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { ShellHost } from '../worker/posix-shell.ts';
import { ModuleRunner, type TaskEnd } from './module-runner.ts';

/** Modules on a host that is there from before the first test of a block until behind its last. */
export interface ModulesInShell {
  readonly host: ShellHost;
  readonly session: HostSession;
  readonly task: (name: string, given: JsonObject) => Promise<TaskEnd>;
  /** The same in check mode. */
  readonly check: (name: string, given: JsonObject) => Promise<TaskEnd>;
  /** Where a name lies in the host's folder. */
  readonly at: (name: string) => string;
}

/** This machine as a host, with a program as its `sh`; `start`: what stands in front of the command that starts a worker. */
export function modulesInShell(program: string, playbookFolder?: string, start = ''): ModulesInShell {
  let host: ShellHost;
  let session: HostSession;
  let run: ModuleRunner;
  beforeAll(async () => {
    host = new ShellHost(program, start);
    session = await openWorkerSession(host, 'here');
    run = new ModuleRunner(session, playbookFolder);
  });
  afterAll(async () => {
    await session?.close();
    host?.remove();
  });
  return {
    get host() {
      return host;
    },
    get session() {
      return session;
    },
    task: (name, given) => run.task(name, given),
    check: (name, given) => run.task(name, given, new Map()),
    at: (name) => join(host.folder, name),
  };
}
