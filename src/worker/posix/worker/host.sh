# What scripts ask of the host, and gorun's folder on it.

has() { command -v "$1" >/dev/null 2>&1; }

now() { now=$(date +%s); }

# /var/lib/gorun, or the account's own folder; nobody else may read it.
state_folder() {
  folder=$GORUN_STATE${1:+/$1}
  [ -d "$folder" ] && [ -w "$folder" ] && return
  s_said=$(umask 077; mkdir -p -- "$folder" 2>&1) && [ -w "$folder" ] && return
  Fail "gorun's folder $folder cannot be written${s_said:+: ${s_said##*: }}" 'Let this account write there, or use become.'
}

# A folder of this request, which goes with it.
scratch() {
  [ -z "$scratch" ] || return 0
  state_folder tmp
  scratch=$folder/$$
  (umask 077; mkdir -- "$scratch") 2>/dev/null && return
  s_said=$(umask 077; rm -rf -- "$scratch" && mkdir -- "$scratch" 2>&1) || Fail "$scratch cannot be made: ${s_said##*: }"
}

# For programs that are not ours, in a process of their own: the locale of the account, and those variables of the call that could upset a script.
own_locale() {
  if [ -n "$gorun_had_lc_all" ]; then LC_ALL=$gorun_lc_all; else unset LC_ALL; fi
  for v_name in $c_own; do eval "$v_name=\$x_$v_name; export $v_name"; done
}

# A number alone may belong to another process by now. $started is empty where there is no such process.
process_start() {
  started=
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r s_stat <"/proc/$1/stat" || return 1
    set -- ${s_stat##*') '}
    started=${20-}
  elif [ ! -d /proc/self ]; then
    started=$(ps -o lstart= -p "$1" 2>/dev/null)
  fi
  [ -n "$started" ]
}

# A short sleep where the host's sleep knows fractions.
Nap() { sleep 0.1 2>/dev/null || sleep 1; }

mtime_of() { mtime=$(stat -c %Y -- "$1" 2>/dev/null || stat -f %m -- "$1" 2>/dev/null); }

# The whole of a file of $2 bytes in $text; status 1: it cannot be read, or holds a NUL, which a shell cannot hold.
text_of() {
  [ -r "$1" ] || return 1
  text=
  if [ "$2" -le 1000 ]; then
    # A byte costs less than a thousandth of a started program.
    while IFS= read -r t_line; do text=$text$t_line$NL; done <"$1"
    text=$text$t_line
  else
    text=$(cat -- "$1" 2>/dev/null; echo .)
    text=${text%.}
  fi
  [ "${#text}" = "$2" ]
}

# Without the machine's configuration of openssl, whose loading takes half of the time for a small file.
Sum_by_openssl() { sha256=$(OPENSSL_CONF=/dev/null openssl dgst -sha256 -r <"$1"); }

# By whichever of the usual programs the host has. $2: its size, where it is known.
sha256_of() {
  # For large files openssl takes a third of the time, for it knows the processor's own instructions; for small ones its start costs more.
  sha256=
  if [ "${2:-0}" -gt 2000000 ] && has openssl; then Sum_by_openssl "$1"; fi
  # It may have had no memory for that.
  if [ -n "$sha256" ]; then :
  elif has sha256sum; then sha256=$(sha256sum <"$1")
  elif has shasum; then sha256=$(shasum -a 256 <"$1")
  elif has openssl; then Sum_by_openssl "$1"
  else Fail 'the host has none of sha256sum, shasum and openssl' 'Install one of them (coreutils).'
  fi
  sha256=${sha256%% *}
  [ -n "$sha256" ] || Fail "$1 cannot be read" 'Use become, or another account.'
}

# The same until the next start.
Own_boot() {
  if [ -r /proc/sys/kernel/random/boot_id ]; then
    IFS= read -r b_id </proc/sys/kernel/random/boot_id
  else
    b_id=$(sysctl -n kern.boottime 2>/dev/null || who -b)
  fi
  say_text boot "$b_id"
}
