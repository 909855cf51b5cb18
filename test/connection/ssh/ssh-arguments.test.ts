import { describe, expect, it } from 'vitest';
import { parseSshArguments } from '../../../src/connection/ssh/config/ssh-arguments.ts';

describe('ansible_ssh_common_args', () => {
  it.each([
    ['-o StrictHostKeyChecking=no', { strictHostKeyChecking: 'no' }],
    ['-oUserKnownHostsFile=/dev/null', { userKnownHostsFiles: ['/dev/null'] }],
    ['-o "ProxyJump joe@bastion:2222"', { proxyJump: 'joe@bastion:2222' }],
    ["-J 'joe@bastion'", { proxyJump: 'joe@bastion' }],
    ['-Jbastion -p 2222 -l sue', { proxyJump: 'bastion', port: '2222', user: 'sue' }],
    ['-o ControlMaster=auto -o ControlPersist=60s -o IdentitiesOnly=yes', { identitiesOnly: 'yes' }],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(parseSshArguments(text, 'web1')).toEqual({ identityFiles: [], ...expected });
  });

  it.each(['-o ProxyCommand="nc %h %p"', '-F other', '-v', 'hello', '-o', '-J', '-o Nonsense'])(
    'refuses %s',
    (text) => {
      expect(() => parseSshArguments(text, 'web1')).toThrow(
        expect.objectContaining({ code: 'connection/config', message: expect.stringContaining('web1:') }),
      );
    },
  );
});
