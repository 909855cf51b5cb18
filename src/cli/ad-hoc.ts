import type { JsonObject } from '../json.ts';
import { prepareRun } from '../run/prepare.ts';
import type { CommandContext } from './command.ts';
import type { RunFlags } from './run-flags.ts';
import { runRequest } from './run-request.ts';
import { tellRun } from './tell-run.ts';
import { tellWarnings } from './warnings.ts';

/** One module on hosts of a pattern. */
export interface AdHoc {
  readonly pattern: string;
  readonly module: string;
  readonly params: JsonObject;
}

/** Runs a playbook of one play with one task, which is told with its result. */
export async function runAdHoc(adHoc: AdHoc, flags: RunFlags, context: CommandContext): Promise<void> {
  // JSON is YAML: nothing of what was typed is ever text to be parsed again.
  const task = { name: adHoc.module, [adHoc.module]: adHoc.params };
  const play = { name: `${adHoc.module} on ${adHoc.pattern}`, hosts: adHoc.pattern, tasks: [task] };
  const source = { name: 'command line', text: JSON.stringify([play]) };
  const prepared = await prepareRun(await runRequest(source, flags, context));
  tellWarnings(prepared.inventory.warnings, context.terminal);
  await tellRun(prepared, flags, context, adHoc.module !== 'ping');
}
