import { hostname, userInfo } from 'node:os';

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an account, as in some containers.
    return 'unknown';
  }
}

/** Who runs this, for whoever finds the lock of a host taken: `user@controller pid`. */
export function holder(): string {
  return `${userName()}@${hostname()} ${process.pid}`;
}
