import { type Fault, parseFaultsOf } from '../faults/parse.ts';

/** Every peculiarity that can be ordered for a Linux host, and what it does. */
export const LINUX_FAULTS = {
  'sh-busybox': 'only busybox is in /bin and /usr/bin: no bash, python, perl, sudo or GNU tool',
  'sh-bash': '/bin/sh is bash',
  'sh-ksh': '/bin/sh is ksh93',
  'login-fish': "root's login shell is fish",
  'login-csh': "root's login shell is tcsh",
  noisy: 'a banner before the login, and shell profiles that print on both outputs',
  'no-sh': "root's login shell is /usr/sbin/nologin",
  'noexec-tmp': '/tmp is mounted noexec',
  'read-only': 'everything but /run is read-only',
  'full-disk': '/var, /tmp, /usr/local and /root share a small disk (:BYTES left, else 4,000,000)',
  'low-memory': "what root's shell starts has little memory (:BYTES of address space, else 8,000,000)",
  'no-tar': 'there is no tar',
  'no-curl': 'there is neither curl nor wget',
  'no-python': 'there is no python',
  'no-sudo': 'there is no sudo',
  'sudo-nopasswd': 'deploy may use sudo without a password (as where nothing is ordered)',
  'sudo-password': 'sudo wants the password of deploy: deploy-secret-1',
  'sudo-tty': 'sudo wants a terminal',
  doas: 'deploy may use doas without a password',
  'clock-1970': 'what runs on the host sees a clock that began in 1970 when the host started',
  'changed-host-key': 'the host shows another key than known_hosts has',
} as const;

/** The name of a peculiarity. */
export type LinuxFaultName = keyof typeof LINUX_FAULTS;
/** A peculiarity of a Linux host as ordered; `value` is the number after the colon. */
export type LinuxFault = Fault<LinuxFaultName>;

/**
 * Reads what was ordered for one Linux host: one or more, joined by commas or plus signs. Pure.
 * @throws GorunError `cli/usage` naming the nearest
 */
export const parseLinuxFaults = (text: string | readonly string[]): LinuxFault[] =>
  parseFaultsOf(LINUX_FAULTS, {}, text);
