import { expect, it } from 'vitest';
import { counterpart, moduleName } from '../../src/playbook/ansible/ansible-modules.ts';

it.each([
  ['ansible.builtin.debug', 'debug'],
  ['ansible.windows.win_service', 'win_service'],
  ['community.windows.win_scheduled_task', 'win_scheduled_task'],
  ['community.general.ping', 'community.general.ping'],
])('%s is the module %s', (written, name) => {
  expect(moduleName(written)).toBe(name);
});

it('what Ansible does with a module of another name is answered with the one to use', () => {
  expect(counterpart('cron')).toBe('Use win_scheduled_task.');
  expect(counterpart('toString')).toBeUndefined();
});
