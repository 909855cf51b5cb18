/**
 * The one command that starts a worker on a POSIX host: it reads the worker's source from the first line of standard input that begins with
 * `gorun1:` (a password for sudo may stand before it). Without single quotes, `!` and line breaks inside: sh, bash, zsh, fish, csh and their
 * like all hand it on to sh as it stands.
 */
export function posixCommand(): string {
  return `sh -c '${bootstrap}'`;
}

/** What stands before the source; the next character joins its lines. */
export const sourceMark = 'gorun1:';

// `$(…)` drops a line break at the end, hence the dot.
const bootstrap =
  'n=$(printf "\\n.");while IFS= read -r l;do case $l in ' +
  `${sourceMark}*)l=\${l#${sourceMark}};set -f;IFS=\${l%"\${l#?}"};set -- \${l#?};IFS=\${n%.};eval "$*";;esac;done`;
