import { type SourceNode, toJson } from '../../source/node.ts';
import { entryOf, type LintTask, moduleOfTask, valueAt } from '../lint-file.ts';
import type { Rule } from '../rule.ts';

const commands: ReadonlySet<string | undefined> = new Set(['win_command', 'powershell', 'command', 'shell']);

export const noChangedWhen: Rule = {
  name: 'no-changed-when',
  doc: 'A command says when it has changed something: changed_when, or the params creates and removes.',
  why: 'A command counts as a change every time, so handlers run and a second run never comes to rest.',
  bad: `- name: Look
  hosts: all
  tasks:
    - name: Ask git
      win_command: { argv: [git, --version] }
`,
  good: `- name: Look
  hosts: all
  tasks:
    - name: Ask git
      win_command: { argv: [git, --version] }
      changed_when: false
`,
  *check({ tasks }) {
    for (const task of tasks) {
      if (!commands.has(moduleOfTask(task)) || entryOf(task.node, 'changed_when')) continue;
      const params = task.module?.value;
      if (entryOf(params, 'creates') || entryOf(params, 'removes') || entryOf(params, 'changes')) continue;
      yield {
        place: task.module?.keyPlace ?? task.node.place,
        message: `${task.module?.key} counts as a change every time; say changed_when, creates or removes.`,
      };
    }
  },
};

/** Programs whose work a module does, with a look at what is there before and a way back; the one that is first of those that are there. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/\bmsiexec(?:\.exe)?\b|Start-Process\s+msiexec/i, 'msi_install'],
  [
    /\b(?:Restart-Computer|shutdown(?:\.exe)?\s+(?:\/r|-r)\b)|^\s*(?:sudo\s+)?(?:systemctl\s+)?reboot\b/i,
    'reboot',
  ],
  [/\bsetx(?:\.exe)?\b|SetEnvironmentVariable\(\s*["']PATH/i, 'env_path'],
  [/^\s*go(?:\.exe)?\s+version\b/i, 'go_version_fact'],
  [/\b(?:Start|Stop|Restart|Set)-Service\b|\b(?:sc|net)(?:\.exe)?\s+(?:start|stop|config)\b/i, 'win_service'],
  [
    /\bsystemctl\s+(?:start|stop|restart|reload|enable|disable|mask|unmask|daemon-reload)\b|\bservice\s+\S+\s+(?:start|stop|restart|reload)\b/,
    'service',
  ],
  [/\b(?:Register|Unregister|Set|Enable|Disable)-ScheduledTask\b|\bschtasks\b/i, 'win_scheduled_task'],
  [/\b(?:curl|wget)\b.*\s(?:-o|-O|--output)\b/, 'get_url'],
  [/\b(?:Invoke-WebRequest|Invoke-RestMethod|curl|wget)\b/i, 'uri'],
  [/\bsed\s+(?:-\S+\s+)*-i/, 'line_in_file'],
  [/\b(?:New-Item|Remove-Item|mkdir|rmdir|del)\b|^\s*(?:rm|touch|chmod|chown|ln)\s/i, 'file'],
  [/\bCopy-Item\b|\b(?:xcopy|robocopy)\b|^\s*scp\s/i, 'copy'],
];

export const commandInsteadOfModule: Rule = {
  name: 'command-instead-of-module',
  doc: 'A module is used where there is one for what a command does.',
  why: 'A module looks first, shows its plan in check mode, and can take back what it did.',
  bad: `- name: Restart
  hosts: all
  tasks:
    - name: Restart the host
      powershell: { script: Restart-Computer -Force }
      changed_when: true
`,
  good: `- name: Restart
  hosts: all
  tasks:
    - name: Restart the host
      reboot:
`,
  *check({ tasks }, { modules }) {
    for (const task of tasks) {
      if (!commands.has(moduleOfTask(task))) continue;
      const text = commandText(task);
      const found = instead.find(
        ([command, module]) => command.test(text) && modules.get(module) !== undefined,
      );
      if (found === undefined) continue;
      yield { place: task.module?.keyPlace ?? task.node.place, message: `The module ${found[1]} does this.` };
    }
  },
};

function commandText({ module }: LintTask): string {
  const params = module?.value;
  const argv = valueAt(params, 'argv');
  if (argv?.kind === 'list') return argv.items.map(plain).join(' ');
  return plain(valueAt(params, 'script') ?? valueAt(params, 'cmd') ?? params);
}

function plain(node: SourceNode | undefined): string {
  const value = node === undefined ? '' : toJson(node);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
