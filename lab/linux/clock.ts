/** Debian's library that shows programs another time. */
export const CLOCK_LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** Where sudo of a host finds its clock, below the host's root. */
export const CLOCK_FILE = 'etc/clock.env';

/**
 * Environment variables by which a host's clock begins in 1970 now. They are for what its sshd starts: sshd itself, with its
 * sandbox, would not live with the library. Pure.
 * @param now seconds since 1970
 */
export const clockVariables = (now: number): readonly string[] => [
  `LD_PRELOAD=${CLOCK_LIBRARY}`,
  `FAKETIME=-${now}`,
];
