# What a new login of this account gets: $login_path, $login_goroot; and what /etc/profile alone gives, before the account's own ~/.profile:
# $machine_path, $machine_goroot. Read once a request. $login_problem: why one of the two could not be read to its end.
read_login() {
  [ -z "${memo_login-}" ] || return 0
  l_said=$(
    own_locale
    unset ENV BASH_ENV PS1
    # As sh -l would, with a look in between. Its output is turned round in there: ksh93 runs wild when that is done in $(…).
    sh -c '
      exec 3>&1 >/dev/null 2>&1
      gorun_tell() { printf "%s\n%s\n.\n" "$PATH" "${GOROOT-}" >&3; }
      [ ! -r /etc/profile ] || . /etc/profile
      gorun_tell
      [ ! -r "$HOME/.profile" ] || . "$HOME/.profile"
      gorun_tell' 5>&-
  )
  login_problem= memo_login=1
  case $l_said in
    *"$NL.$NL"*"$NL.") ;;
    *"$NL.") login_problem="${HOME-}/.profile ends the shell that reads it" ;;
    *) login_problem='/etc/profile ends the shell that reads it' l_said="$PATH$NL${GOROOT-}$NL." ;;
  esac
  machine_path=${l_said%%"$NL"*}
  l_said=${l_said#*"$NL"}
  machine_goroot=${l_said%%"$NL"*}
  login_path=$machine_path login_goroot=$machine_goroot
  [ -z "$login_problem" ] || return 0
  l_said=${l_said#*"$NL.$NL"}
  login_path=${l_said%%"$NL"*}
  l_said=${l_said#*"$NL"}
  login_goroot=${l_said%%"$NL"*}
}

# A list of the entries of a PATH.
say_path() {
  begin_list "$1"
  l_rest=$2:
  while [ -n "$l_rest" ]; do
    say_text '' "${l_rest%%:*}"
    l_rest=${l_rest#*:}
  done
  end_list
}
