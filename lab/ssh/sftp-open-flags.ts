import { constants } from 'node:fs';
import ssh2 from 'ssh2';

const { OPEN_MODE } = ssh2.utils.sftp;

/** The flags of SSH_FXP_OPEN as open(2) takes them. Pure. */
export function openFlags(flags: number): number {
  const has = (mode: number) => (flags & mode) !== 0;
  const access = has(OPEN_MODE.WRITE)
    ? has(OPEN_MODE.READ)
      ? constants.O_RDWR
      : constants.O_WRONLY
    : constants.O_RDONLY;
  return (
    access |
    (has(OPEN_MODE.CREAT) ? constants.O_CREAT : 0) |
    (has(OPEN_MODE.TRUNC) ? constants.O_TRUNC : 0) |
    (has(OPEN_MODE.EXCL) ? constants.O_EXCL : 0) |
    (has(OPEN_MODE.APPEND) ? constants.O_APPEND : 0)
  );
}
