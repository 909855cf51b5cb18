import { defineHostModule } from 'gorun/module';
import { rebootParams, rebootReturns } from '../win_reboot/params.ts';
import { parseRebootState, planReboot, rebootReads } from '../win_reboot/plan.ts';
import { reboot } from '../win_reboot/reboot.ts';

export default defineHostModule({
  name: 'reboot',
  summary: 'Restarts the host and waits until it is back.',
  description: [
    'It has restarted when it tells of another start, not merely when it answers again. With `when_pending` only a host that waits for a restart is restarted: what Windows says of itself,',
    '`/run/reboot-required` of Debian and Ubuntu, `needs-restarting -r` where it is there. A restart cannot be taken back.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['process', 'registry', 'pending-reboot', 'reboot'], posix: ['program'] },
  verify: 'none',
  params: rebootParams,
  returns: rebootReturns,
  examples: [
    {
      title: 'After an upgrade that asked for it',
      yaml: '- reboot:\n    when_pending: true\n  become: true',
    },
    {
      title: 'It is back when its services run',
      yaml: '- reboot:\n    test: [systemctl, is-system-running, --wait]\n  become: true',
    },
  ],
  probeArgs: () => ({}),
  parseState: parseRebootState,
  reads: rebootReads,
  plan: planReboot,
  result: (_input, [data]) => ({ rebooted: data !== undefined, elapsed: 0, ...data }),
  actions: { reboot },
});
