import type { LinuxFault } from './faults.ts';

/** How `deploy` may use sudo. */
export type SudoRule = 'nopasswd' | 'password' | 'tty' | 'none';

/** What the faults ordered make of a host. */
export interface LinuxSettings {
  /** Login shell of root. */
  readonly rootShell: string;
  readonly sudo: SudoRule;
  readonly doas: boolean;
  readonly noisy: boolean;
  /** Whether the host's clock begins in 1970. */
  readonly clock1970: boolean;
  readonly changedHostKey: boolean;
  /** Bytes of address space that root's shell and each program of it may have; undefined: no limit. */
  readonly memory: number | undefined;
  /** Whether busybox is all that there is in /bin and /usr/bin. */
  readonly busybox: boolean;
  /** What host.sh is told, after the paths. */
  readonly words: readonly string[];
}

/** Bytes that `full-disk` leaves. */
const LEFT = 4_000_000;
/** Bytes that `low-memory` gives a program: enough for a small shell, not for what downloads or hashes with openssl. */
const MEMORY = 8_000_000;

/** Names in /usr/bin that no host has: the Go that the lab itself is built with. */
const NEVER = /^(go|gofmt)$/;

/** Names in /usr/bin that are taken away by a fault. */
const WITHOUT: Readonly<Record<string, RegExp>> = {
  'no-tar': /^(tar|bsdtar|busybox)$/,
  'no-curl': /^(curl|wget|busybox)$/,
  'no-python': /^(python|pypy)[\d.]*$/,
  'no-sudo': /^(sudo|sudoedit)$/,
};

/** Reads faults as settings; `programs` are the names in the machine's /usr/bin. Pure. */
export function linuxSettings(faults: readonly LinuxFault[], programs: readonly string[]): LinuxSettings {
  const has = (name: LinuxFault['name']) => faults.some((fault) => fault.name === name);
  const disk = faults.find(({ name }) => name === 'full-disk');
  const memory = faults.find(({ name }) => name === 'low-memory');
  const gone = [NEVER, ...faults.flatMap(({ name }) => WITHOUT[name] ?? [])];
  const without = programs.filter((program) => gone.some((pattern) => pattern.test(program)));
  return {
    rootShell: rootShell(has),
    sudo: sudoRule(has),
    doas: has('doas'),
    noisy: has('noisy'),
    clock1970: has('clock-1970'),
    changedHostKey: has('changed-host-key'),
    memory: memory && (memory.value ?? MEMORY),
    busybox: has('sh-busybox'),
    words: [
      ...(has('sh-busybox') ? ['usr=busybox'] : without.map((program) => `without=${program}`)),
      ...(has('sh-bash') ? ['sh=bash'] : has('sh-ksh') ? ['sh=ksh93'] : []),
      ...(disk === undefined ? [] : [`disk=${disk.value ?? LEFT}`]),
      ...(has('noexec-tmp') ? ['noexec-tmp'] : []),
      ...(has('read-only') ? ['read-only'] : []),
    ],
  };
}

type Has = (name: LinuxFault['name']) => boolean;

function rootShell(has: Has): string {
  if (has('no-sh')) return '/usr/sbin/nologin';
  if (has('login-fish')) return '/usr/bin/fish';
  if (has('login-csh')) return '/bin/tcsh';
  return has('sh-busybox') ? '/bin/sh' : '/bin/bash';
}

function sudoRule(has: Has): SudoRule {
  if (has('no-sudo') || has('sh-busybox')) return 'none';
  if (has('sudo-password')) return 'password';
  return has('sudo-tty') ? 'tty' : 'nopasswd';
}
