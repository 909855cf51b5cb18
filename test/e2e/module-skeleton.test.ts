import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/json.ts';
import type { HostModule, LoadedModule, Plan } from '../../src/module/contract.ts';
import { loadModules } from '../../src/module/load/load-modules.ts';
import { writeModuleSkeleton } from '../../src/module/skeleton/write-skeleton.ts';
import { type GoHost, goHost } from './go-host.ts';

let host: GoHost;
let folder: string;

beforeAll(async () => {
  host = await goHost('module-skeleton', 'ready');
  folder = await mkdtemp(join(tmpdir(), 'gorun-skeleton-'));
});

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

async function call(
  { scripts: { windows: script } }: LoadedModule,
  fn: string,
  args: JsonObject,
): Promise<Json> {
  const [outcome] = await host.session.exchange([{ script, fn, args }]);
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome?.error));
  return outcome.value;
}

async function planOn(module: LoadedModule, definition: HostModule, params: JsonObject): Promise<Plan> {
  const seen = await call(module, 'Probe', params);
  const plan = definition.plan({
    params,
    state: definition.parseState?.(seen) ?? seen,
    lookup: undefined,
    platform: 'windows',
  });
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

test.each([{ script: false }, { script: true }])(
  'a new module works on a host, changes nothing the second time, and is taken back (%o)',
  async (options) => {
    const name = options.script ? 'by_script' : 'by_typescript';
    await writeModuleSkeleton(folder, name, options);
    const module = (await loadModules({ builtin: folder, paths: [] })).get(name);
    if (module?.definition.kind !== 'host') throw new Error('no host module');
    const path = `C:\\${name}.txt`;
    const params = { path, text: 'it\'s %PATH% $x "é"' };
    const plan = await planOn(module, module.definition, params);
    for (const { action, args } of plan.steps) await call(module, 'Apply', { action, args });
    expect(readFileSync(host.here(path), 'utf8')).toBe(params.text);
    expect((await planOn(module, module.definition, params)).steps).toEqual([]);
    for (const { undo } of plan.steps)
      if (undo) await call(module, 'Apply', { action: undo.action, args: undo.args });
    expect(existsSync(host.here(path))).toBe(false);
  },
);
