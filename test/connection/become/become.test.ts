import { describe, expect, it } from 'vitest';
import { becomeCommand } from '../../../src/connection/become/become-command.ts';
import { becomeError, isRefusal } from '../../../src/connection/become/become-error.ts';
import { becomeUser } from '../../../src/connection/become/become-user.ts';

const words = { method: 'sudo', user: 'root', flags: '', password: undefined };

describe('the command line of another account', () => {
  it.each([
    [words, "sudo -H -n -u root sh -c 'x'"],
    [{ ...words, password: 'secret' }, "sudo -H -S -p gorun-password: -u root sh -c 'x'"],
    [{ ...words, flags: '-i --login', user: 'app' }, "sudo -H -i --login -n -u app sh -c 'x'"],
    [{ ...words, method: 'su', user: 'app' }, "su -s /bin/sh app -c 'x'"],
    [{ ...words, method: 'su', password: 'secret' }, "su -s /bin/sh root -c 'echo gorun-ready;x'"],
    [{ ...words, method: 'community.general.doas' }, "doas -n -u root sh -c 'x'"],
  ])('%j', (given, expected) => {
    expect(becomeCommand("sh -c 'x'", becomeUser('web1', given))).toBe(expected);
  });

  it('never holds the password', () => {
    const become = becomeUser('web1', { ...words, password: 'hunter2' });
    expect(becomeCommand("sh -c 'x'", become)).not.toContain('hunter2');
  });
});

describe('what would be more than a name or a plain option on a command line is refused', () => {
  it.each([
    [{ ...words, method: 'runas' }, /no become_method "runas"/],
    [{ ...words, user: 'root; reboot' }, /"root; reboot" is no name of an account/],
    [{ ...words, user: '-u' }, /is no name/],
    [{ ...words, user: '$(id)' }, /is no name/],
    [{ ...words, flags: '-E $(id)' }, /a word that is not allowed/],
    [{ ...words, password: 'a\nb' }, /line break/],
  ])('%j', (given, message) => {
    expect(() => becomeUser('web1', given)).toThrow(message);
  });
});

describe('why there is no worker of another account', () => {
  const become = becomeUser('web1', words);
  it.each([
    ['sudo: a password is required', 'sudo needs a password', 'ask-become-pass'],
    ['Sorry, try again.\nsudo: no password was provided', 'does not accept the password', 'Correct'],
    ['sudo: sorry, you must have a tty to run sudo', 'wants a terminal', 'requiretty'],
    ['deploy is not in the sudoers file.', 'may not become root by sudo', 'visudo'],
    ['sudo: unknown user: rooot', 'there is no account', 'become_user'],
    ['sh: 1: sudo: not found', 'sudo is not on the host', 'become_method'],
    ['bash: line 1: sudo: command not found', 'sudo is not on the host', 'become_method'],
  ])('%j', (said, message, fix) => {
    const error = becomeError('web1', become, said, 'no worker could be started');
    expect(error.code).toBe('connection/become');
    expect(error.message).toContain(message);
    expect(error.fix).toContain(fix);
    expect(isRefusal(said)).toBe(true);
  });
});
