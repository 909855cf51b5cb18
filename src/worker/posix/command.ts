/**
 * The one command that starts a worker on a POSIX host: it waits on standard input for a line that begins with `gorun1:` and says how many bytes of source
 * follow (a password for sudo may stand before it). Without single quotes, `!` and line breaks inside: sh, bash, zsh, fish, csh and their
 * like all hand it on to sh as it stands.
 */
export function posixCommand(): string {
  return `sh -c '${bootstrap}'`;
}

/** What stands before the number of bytes of the source. */
export const sourceMark = 'gorun1:';

// A shell reads lines byte by byte, so as not to take what comes behind them; dd takes many at once, and never more than it was told.
const bootstrap =
  `while IFS= read -r l;do case $l in ${sourceMark}*)n=\${l#${sourceMark}};s=;` +
  'while [ "$n" -gt "$' +
  '{#s}" ];do p=$(dd bs=$((n-$' +
  '{#s})) count=1 2>/dev/null;echo .);[ "$p" = . ]&&exit 1;s=$s$' +
  '{p%.};done;eval "$s";;esac;done';
