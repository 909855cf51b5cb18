# What is known of Go on a POSIX host. Needs: go-system, login. Probes of one request share it: memo_go.

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
  r_root=
  # Not in a process of its own, which costs more than going there and back.
  cd -P -- "${r_file%/*}/.." 2>/dev/null && r_root=$PWD
  cd /
}

# What a link leads to, in $link; asked for once in a request.
link_in() {
  [ "$1" != "${memo_link_of-}" ] || { link=$memo_link; return; }
  link=$(readlink -- "$1")
  memo_link_of=$1 memo_link=$link
}

# What VERSION says in its first line, without go in front, in $r_version; of a Go without that file, what the program itself says.
version_in() {
  r_version=
  if [ -r "$1/VERSION" ]; then IFS= read -r r_version <"$1/VERSION"
  elif [ -f "$1/bin/go" ] && [ -x "$1/bin/go" ]; then
    r_version=$(cd / && GOTOOLCHAIN=local "$1/bin/go" version 2>/dev/null)
    r_version=${r_version#go version }
    r_version=${r_version%% *}
  fi
  case $r_version in
    *[!A-Za-z0-9.+-]*) r_version= ;;
    go1*) r_version=${r_version#go} ;;
    *) r_version= ;;
  esac
}

# The processor that a Go is for, in $r_arch: from its tools' folder where there is one, else from the header of the program (ELF).
arch_in() {
  r_arch=
  for r_tools in "$1"/pkg/tool/*_*; do
    [ -d "$r_tools" ] || continue
    # Two: files of one Go were unpacked over those of another.
    [ -z "$r_arch" ] || { r_arch=; break; }
    r_arch=${r_tools##*_}
  done
  [ "$r_arch" != arm ] || r_arch=armv6l
  [ -z "$r_arch" ] || return 0
  [ -f "$1/bin/go" ] || return 0
  r_head=$(od -An -tx1 -N20 -- "$1/bin/go" 2>/dev/null)
  set -- $r_head
  case ${1-}${2-}${3-}${4-}:${19-}${20-} in
    7f454c46:3e00) r_arch=amd64 ;;
    7f454c46:0300) r_arch=386 ;;
    7f454c46:b700) r_arch=arm64 ;;
    7f454c46:2800) r_arch=armv6l ;;
    7f454c46:f300) r_arch=riscv64 ;;
  esac
}

# The package of the distribution that a file belongs to, in $package; empty where it is none's.
package_of() {
  package=
  # dpkg -S reads every list there is; those of Go are few.
  for k_list in /var/lib/dpkg/info/*go*.list; do
    [ -f "$k_list" ] || break
    k_list=$(grep -lxF -e "$1" /var/lib/dpkg/info/*go*.list 2>/dev/null) || break
    k_list=${k_list%%"$NL"*}
    k_list=${k_list##*/}
    package=${k_list%.list}
    package=${package%%:*}
    return 0
  done
  if has rpm; then package=$(rpm -qf --qf '%{NAME}' -- "$1" 2>/dev/null) || package=
  elif has apk; then package=$(apk info -qW "$1" 2>/dev/null) || package=
  elif has pacman; then package=$(pacman -Qqo -- "$1" 2>/dev/null) || package=
  fi
}

# A folder with a Go in it becomes an entry of the list; each only once.
say_go_folder() {
  [ -n "$1" ] && [ -d "$1" ] || return 0
  [ -e "$1/bin/go" ] || [ -e "$1/VERSION" ] || return 0
  case $r_seen in *"$NL$1$NL"*) return 0 ;; esac
  r_seen="$r_seen$1$NL"
  version_in "$1"
  arch_in "$1"
  package=
  # What lies in /usr/local or in somebody's home is no distribution's; go_archive asks anyway before it replaces something.
  case $1 in
    /usr/local/* | "${HOME:-/}"/*) ;;
    *) [ -L "$1" ] || package_of "$1/bin/go" ;;
  esac
  begin_object ''
  say_text path "$1"
  if [ -L "$1" ]; then link_in "$1"; say_text link "$link"; else say_null link; fi
  if [ -f "$1/bin/go" ] && [ -x "$1/bin/go" ]; then say_bool exe true; else say_bool exe false; fi
  say_or_null version "$r_version"
  say_or_null arch "$r_arch"
  say_or_null package "$package"
  end_object
}

# The object `go`: see src/go/posix-state.ts.
say_go() {
  if [ -z "${memo_go-}" ]; then
    g_outer=$J g_before=$Jsep g_closing=$Jclose
    J= Jsep= Jclose=
    say_go_now
    memo_go="{$J}"
    J=$g_outer Jsep=$g_before Jclose=$g_closing
  fi
  say_json go "$memo_go"
}

say_go_now() {
  say_system
  read_login
  begin_object goroot
  say_or_null machine "$machine_goroot"
  if [ "$login_goroot" = "$machine_goroot" ]; then say_null user; else say_or_null user "$login_goroot"; fi
  end_object
  begin_object path
  say_path machine "$machine_path"
  say_path login "$login_path"
  end_object
  # The go that PATH finds.
  memo_go_file=
  g_roots=
  begin_list commands
  g_rest=$login_path:
  while [ -n "$g_rest" ]; do
    g_entry=${g_rest%%:*}
    g_rest=${g_rest#*:}
    case $g_entry in /*) ;; *) continue ;; esac
    [ -f "$g_entry/go" ] && [ -x "$g_entry/go" ] || continue
    root_of_go "$g_entry/go"
    [ -n "$memo_go_file" ] || memo_go_file=$g_entry/go
    begin_object ''
    case :$machine_path: in
      *":$g_entry:"*) say_text scope machine ;;
      *) say_text scope user ;;
    esac
    say_text entry "$g_entry"
    say_text file "$g_entry/go"
    say_or_null root "$r_root"
    end_object
    g_roots="$g_roots$r_root$NL"
  done
  end_list
  begin_list folders
  r_seen=$NL
  for g_root in /usr/local/go /usr/local/go-versions/* /usr/lib/go /usr/lib/go-* /usr/lib/golang /opt/go /opt/go[0-9]* "${HOME:-/}"/sdk/go*; do
    say_go_folder "$g_root"
  done
  say_go_folder "$machine_goroot"
  say_go_folder "$login_goroot"
  while [ -n "$g_roots" ]; do
    say_go_folder "${g_roots%%"$NL"*}"
    g_roots=${g_roots#*"$NL"}
  done
  end_list
  if [ "$gorun_uid" = 0 ]; then say_bool root true; else say_bool root false; fi
}
