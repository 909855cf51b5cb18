# Gorun's part of a profile: all of a file of its own, or what stands between two marks. The first mark tells what else was done to the file.
path_begin='# >>> gorun PATH >>>'
path_joined='# >>> gorun PATH (the line before had no end) >>>'
path_made='# >>> gorun PATH (the file was made for it) >>>'
path_end='# <<< gorun PATH <<<'

path_file() {
  case $p_scope in
    machine) path_file=/etc/profile.d/zz-gorun-path.sh ;;
    *) path_file=${HOME:-/}/.profile ;;
  esac
}

# $path_before, $path_text and $path_after of the file; $path_has: whether there is a part of gorun's. Byte for byte.
path_read() {
  path_before= path_text= path_after= path_has= path_mark=$path_begin
  [ -e "$1" ] || return 0
  path_all=$(cat -- "$1" 2>/dev/null && echo .) || Fail "$1 cannot be read" 'Check who owns it.'
  path_all=${path_all%.}
  if [ "$p_scope" = machine ]; then
    path_text=$path_all path_has=1
    return
  fi
  for path_mark in "$path_joined" "$path_made" "$path_begin"; do
    case $NL$path_all in *"$NL$path_mark$NL"*"$path_end$NL"*) path_has=1; break ;; esac
  done
  if [ -z "$path_has" ]; then
    path_before=$path_all
    return
  fi
  path_before=${path_all%%"$path_mark$NL"*}
  path_all=${path_all#*"$path_mark$NL"}
  path_text=${path_all%%"$path_end$NL"*}
  path_after=${path_all#*"$path_end$NL"}
}

Probe() {
  path_file
  read_login
  begin_object login
  say_path machine "$machine_path"
  say_path login "$login_path"
  end_object
  say_text home "${HOME:-/}"
  say_text shell "${SHELL##*/}"
  say_text file "$path_file"
  path_read "$path_file"
  if [ -n "$path_has" ]; then say_text text "$path_text"; else say_null text; fi
  path_why=
  if [ "$p_scope" = machine ] && [ ! -d /etc/profile.d ]; then path_why='the host has no /etc/profile.d'
  elif [ -e "$path_file" ]; then [ -w "$path_file" ] || path_why="$path_file cannot be written by this account, or is read-only"
  elif [ ! -w "${path_file%/*}/" ]; then path_why="${path_file%/*} cannot be written by this account, or is read-only"
  fi
  say_or_null unwritable "$path_why"
  path_hidden=
  if [ -r "${HOME:-/}/.bash_profile" ]; then path_hidden=${HOME:-/}/.bash_profile
  elif [ -r "${HOME:-/}/.bash_login" ]; then path_hidden=${HOME:-/}/.bash_login
  fi
  say_or_null hidden_by "$path_hidden"
  say_or_null problem "$login_problem"
}

# Puts a whole file in the place of another, or of none, with the mode and owner that it had; a link to it stays one.
path_write() {
  path_target=$1
  path_hops=0
  while [ -L "$path_target" ] && [ "$((path_hops += 1))" -lt 20 ]; do
    path_link=$(readlink -- "$path_target")
    case $path_link in
      /*) path_target=$path_link ;;
      *) path_target=${path_target%/*}/$path_link ;;
    esac
  done
  path_new=$path_target.gorun-new
  path_said=$(
    {
      rm -f -- "$path_new" && { [ ! -e "$path_target" ] || cp -p -- "$path_target" "$path_new"; } &&
        printf %s "$2" >"$path_new" && mv -f -- "$path_new" "$path_target"
    } 2>&1
  ) || {
    rm -f -- "$path_new" 2>/dev/null
    Fail "$path_target cannot be written: ${path_said##*: }" 'Look for a full or read-only disk, and who owns it.'
  }
}

# p_from: what gorun's part must be (unset: there is none), p_to: what it is to be (unset: none).
Apply() {
  [ "$1" = write ] || Fail "env_path has no action $1"
  path_read "$p_file"
  # Between the look and the write somebody else may have changed it: that must not be lost. Already as wanted: nothing was to undo.
  if [ "$path_has" = "${p_to+1}" ] && [ "$path_text" = "${p_to-}" ]; then return; fi
  if [ "$path_has" != "${p_from+1}" ] || [ "$path_text" != "${p_from-}" ]; then
    Fail "gorun's part of $p_file was changed by somebody else meanwhile; it was left as it is" 'Run again.'
  fi
  if [ "$p_scope" = machine ]; then
    if [ -n "${p_to+set}" ]; then path_write "$p_file" "$p_to"
    else rm -f -- "$p_file" || Fail "$p_file cannot be removed" 'Check who owns its folder.'
    fi
    return
  fi
  if [ -n "${p_to+set}" ]; then
    if [ ! -e "$p_file" ]; then path_mark=$path_made
    elif [ -z "$path_has" ] && [ "${path_before%"$NL"}" = "$path_before" ] && [ -n "$path_before" ]; then
      path_mark=$path_joined path_before=$path_before$NL
    fi
    path_write "$p_file" "$path_before$path_mark$NL$p_to$path_end$NL$path_after"
    return
  fi
  [ "$path_mark" != "$path_joined" ] || path_before=${path_before%"$NL"}
  if [ "$path_mark" = "$path_made" ] && [ -z "$path_before$path_after" ]; then
    rm -f -- "$p_file" || Fail "$p_file cannot be removed" 'Check who owns its folder.'
    return
  fi
  path_write "$p_file" "$path_before$path_after"
}
