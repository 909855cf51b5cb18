# What is known of Go on a POSIX host. Needs: go-system, files. Probes of one request share it: memo_go.

# The PATH that a new login gets, in $login_path; what profiles print besides is passed over.
read_login_path() {
  if [ -z "${memo_login_path-}" ]; then
    r_said=$(
      cd / && own_locale && env -i HOME="${HOME:-/}" USER="${USER:-}" LOGNAME="${LOGNAME:-${USER:-}}" SHELL="${SHELL:-/bin/sh}" PATH=/usr/bin:/bin \
        sh -lc 'printf "\n<gorun>%s\n" "$PATH|${GOROOT-}"' 2>/dev/null
    )
    r_said=${r_said##*'<gorun>'}
    memo_login_path=${r_said%|*}
    memo_goroot=${r_said##*|}
  fi
  login_path=$memo_login_path
}

# The folder that a go of PATH belongs to: of the file itself, or of what it links to. In $r_root.
root_of_go() {
  r_file=$1
  r_hops=0
  while [ -L "$r_file" ] && [ "$((r_hops += 1))" -lt 20 ]; do
    r_link=$(readlink -- "$r_file")
    case $r_link in
      /*) r_file=$r_link ;;
      *) r_file=${r_file%/*}/$r_link ;;
    esac
  done
  r_root=$(cd -P -- "${r_file%/*}/.." 2>/dev/null && pwd -P)
}

# One line of VERSION, without go in front, in $r_version.
version_in() {
  r_version=
  [ -r "$1/VERSION" ] || return 0
  IFS= read -r r_version <"$1/VERSION"
  r_version=${r_version#go}
  case $r_version in
    *[!A-Za-z0-9.+-]*) r_version= ;;
  esac
}

# The processor that a Go is for, in $r_arch: from its tools' folder, else from the header of the program (ELF).
arch_in() {
  r_arch=
  for r_tools in "$1"/pkg/tool/*_*; do
    [ -d "$r_tools" ] || continue
    r_arch=${r_tools##*_}
    [ "$r_arch" != arm ] || r_arch=armv6l
    return
  done
  case $(od -An -tx1 -N20 -- "$1/bin/go" 2>/dev/null | tr -d ' \n') in
    7f454c46*3e00) r_arch=amd64 ;;
    7f454c46*0300) r_arch=386 ;;
    7f454c46*b700) r_arch=arm64 ;;
    7f454c46*2800) r_arch=armv6l ;;
    7f454c46*f300) r_arch=riscv64 ;;
  esac
}

# A folder with a Go in it becomes an entry of the list; each only once.
say_go_folder() {
  [ -n "$1" ] && [ -d "$1" ] || return 0
  [ -e "$1/bin/go" ] || [ -e "$1/VERSION" ] || return 0
  case $r_seen in *"$NL$1$NL"*) return 0 ;; esac
  r_seen="$r_seen$1$NL"
  version_in "$1"
  arch_in "$1"
  begin_object ''
  say_text path "$1"
  if [ -L "$1" ]; then say_text link "$(readlink -- "$1")"; else say_null link; fi
  if [ -f "$1/bin/go" ] && [ -x "$1/bin/go" ]; then say_bool exe true; else say_bool exe false; fi
  say_or_null version "$r_version"
  say_or_null arch "$r_arch"
  end_object
}

# The object `go`: see src/go/posix-state.ts.
say_go() {
  if [ -n "${memo_go-}" ]; then
    say_json go "$memo_go"
    return
  fi
  g_outer=$J g_before=$Jsep g_closing=$Jclose
  J= Jsep= Jclose=
  say_go_now
  memo_go="{$J}"
  J=$g_outer Jsep=$g_before Jclose=$g_closing
  say_json go "$memo_go"
}

say_go_now() {
  say_system
  read_login_path
  say_or_null goroot "$memo_goroot"
  begin_list path
  IFS=:
  set -f
  set -- $login_path
  set +f
  IFS=" $TAB$NL"
  for g_entry in "$@"; do say_text '' "$g_entry"; done
  end_list
  g_roots=
  memo_go_file=
  begin_list commands
  for g_entry in "$@"; do
    [ -n "$g_entry" ] && [ -f "$g_entry/go" ] && [ -x "$g_entry/go" ] || continue
    root_of_go "$g_entry/go"
    [ -n "$memo_go_file" ] || memo_go_file=$g_entry/go
    begin_object ''
    say_text entry "$g_entry"
    say_text file "$g_entry/go"
    say_or_null root "$r_root"
    end_object
    g_roots="$g_roots$NL$r_root"
  done
  end_list
  begin_list folders
  r_seen=$NL
  for g_root in /usr/local/go /usr/local/go-versions/* /usr/lib/go /usr/lib/go-* /usr/lib/golang /opt/go /opt/go[0-9]* "${HOME:-/}"/sdk/go*; do
    say_go_folder "$g_root"
  done
  [ -z "$memo_goroot" ] || say_go_folder "$memo_goroot"
  IFS=$NL
  set -f
  set -- $g_roots
  set +f
  IFS=" $TAB$NL"
  for g_root in "$@"; do say_go_folder "$g_root"; done
  end_list
  if [ "$gorun_uid" = 0 ]; then say_bool root true; else say_bool root false; fi
}
