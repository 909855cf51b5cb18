import { defineHostModule } from 'gorun/module';
import { rebootParams, rebootReturns } from './params.ts';
import { parseRebootState, planReboot, rebootReads } from './plan.ts';
import { reboot } from './reboot.ts';

export default defineHostModule({
  name: 'win_reboot',
  summary: 'Restarts the host and waits until it is back.',
  description: `It has restarted when the time of its last start is another one, not merely when it answers again. With \`when_pending\` only a host that waits for a
restart is restarted (component servicing, Windows Update, files to be renamed, an interrupted installation). A restart cannot be taken back.`,
  platforms: ['windows'],
  elsewhere: 'reboot',
  uses: ['process', 'registry', 'pending-reboot', 'reboot'],
  verify: 'none',
  params: rebootParams,
  returns: rebootReturns,
  examples: [
    { title: 'After an installer that asked for it', yaml: '- win_reboot:\n    when_pending: true' },
  ],
  probeArgs: () => ({}),
  parseState: parseRebootState,
  reads: rebootReads,
  plan: planReboot,
  result: (_input, [data]) => ({ rebooted: data !== undefined, elapsed: 0, ...data }),
  actions: { reboot },
});
