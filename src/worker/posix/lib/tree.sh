# Ends a process with all that it has started.

# pid and parent of every process, one pair a line.
Processes() {
  if [ -r /proc/self/stat ]; then
    for t_stat in /proc/[0-9]*/stat; do
      { IFS= read -r t_line <"$t_stat"; } 2>/dev/null || continue
      t_pid=${t_stat#/proc/}
      set -- ${t_line##*') '}
      printf '%s %s\n' "${t_pid%/stat}" "$2"
    done
  else
    ps -A -o pid= -o ppid=
  fi
}

# The pids below $1, in $below.
Below() {
  below=$(Processes | awk -v top="$1" '
    { parent[$1] = $2 }
    END {
      found[top] = 1
      do {
        more = 0
        for (pid in parent) if (!(pid in found) && (parent[pid] in found)) { found[pid] = 1; more = 1; print pid }
      } while (more)
    }')
}

# The worker first, so that it starts nothing new; then what it started, until nothing new is found.
Stop_tree() {
  Below "$1"
  kill -s KILL "$1" 2>/dev/null
  for t_round in 1 2 3 4 5; do
    [ -n "$below" ] || return 0
    t_again=
    for t_pid in $below; do
      kill -s STOP "$t_pid" 2>/dev/null
      t_again="$t_again $t_pid"
    done
    t_found=$below
    below=
    for t_pid in $t_again; do
      t_before=$below
      Below "$t_pid"
      below="$t_before $below"
      kill -s KILL "$t_pid" 2>/dev/null
    done
    below=${below#"${below%%[! $NL]*}"}
    [ "$below" != "$t_found" ] || return 0
  done
}
