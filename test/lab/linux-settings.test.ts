import { describe, expect, test } from 'vitest';
import { accountFiles } from '../../lab/linux/accounts.ts';
import { hostFiles, sshdConfig } from '../../lab/linux/etc.ts';
import { parseLinuxFaults } from '../../lab/linux/faults.ts';
import { linuxOrders } from '../../lab/linux/order.ts';
import { linuxSettings } from '../../lab/linux/settings.ts';

const PROGRAMS = [
  'busybox',
  'curl',
  'python3',
  'python3.11',
  'python3-config',
  'sudo',
  'sudoedit',
  'tar',
  'wget',
];
const settings = (faults: string) => linuxSettings(parseLinuxFaults(faults), PROGRAMS);

describe('what faults make of a Linux host', () => {
  test('is a plain one where nothing is ordered', () => {
    expect(settings('')).toEqual({
      rootShell: '/bin/bash',
      sudo: 'nopasswd',
      doas: false,
      noisy: false,
      clock1970: false,
      changedHostKey: false,
      busybox: false,
      memory: undefined,
      words: [],
    });
  });

  test('are programs that are gone: those that the machine has', () => {
    expect(settings('no-curl').words).toEqual(['without=busybox', 'without=curl', 'without=wget']);
    expect(settings('no-python').words).toEqual(['without=python3', 'without=python3.11']);
    expect(settings('no-sudo')).toMatchObject({ sudo: 'none', words: ['without=sudo', 'without=sudoedit'] });
  });

  test("never are this machine's own Go", () => {
    expect(linuxSettings([], ['go', 'gofmt', 'gold']).words).toEqual(['without=go', 'without=gofmt']);
  });

  test('can be combined', () => {
    expect(settings('sh-ksh,full-disk,noexec-tmp,read-only').words).toEqual([
      'sh=ksh93',
      'disk=4000000',
      'noexec-tmp',
      'read-only',
    ]);
  });

  test('is a host with nothing but busybox, in which every shell is its sh and nobody has sudo', () => {
    const busybox = settings('sh-busybox');
    expect(busybox).toMatchObject({ rootShell: '/bin/sh', sudo: 'none', words: ['usr=busybox'] });
    const files = accountFiles(busybox);
    expect(files['etc/passwd']).not.toContain('bash');
    expect(files).not.toHaveProperty('etc/sudoers');
  });

  test('decide how deploy may use sudo', () => {
    const rule = (faults: string) => accountFiles(settings(faults))['etc/sudoers'];
    expect(rule('')).toContain('deploy ALL=(ALL:ALL) NOPASSWD: ALL');
    expect(rule('sudo-password')).toContain('deploy ALL=(ALL:ALL) ALL');
    expect(rule('sudo-tty')).toContain('Defaults requiretty');
  });
});

test('no password stands in a file of a host in the clear', () => {
  const all = Object.values(accountFiles(settings(''))).join('');
  expect(all).not.toContain('secret-1');
});

test("sshd listens on the host's own address alone, and shows a banner where noise is ordered", () => {
  const [, order] = linuxOrders({ linux: 2 });
  if (order === undefined) throw new Error('no order');
  const lines = sshdConfig(order, 2222, true).split('\n');
  expect(lines.filter((line) => line.startsWith('ListenAddress'))).toEqual(['ListenAddress 127.0.1.2:2222']);
  expect(lines).toContain('Banner /etc/issue.net');
  expect(sshdConfig(order, 2222, false)).not.toContain('Banner');
  expect(hostFiles(order, settings(''))['etc/hosts']).toContain('127.0.1.2 linux2');
});
