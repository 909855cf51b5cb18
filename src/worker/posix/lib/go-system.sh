# The system in Go's words: $g_os, $g_arch.
go_system() {
  if [ -r /proc/sys/kernel/arch ] && [ -r /proc/sys/kernel/ostype ]; then
    IFS= read -r g_os </proc/sys/kernel/ostype
    IFS= read -r g_arch </proc/sys/kernel/arch
  else
    g_os=$(uname -sm)
    g_arch=${g_os#* }
    g_os=${g_os%% *}
  fi
  case $g_os in
    Linux) g_os=linux ;;
    Darwin) g_os=darwin ;;
    FreeBSD) g_os=freebsd ;;
    OpenBSD) g_os=openbsd ;;
    NetBSD) g_os=netbsd ;;
  esac
  case $g_arch in
    x86_64 | amd64) g_arch=amd64 ;;
    i[3456]86) g_arch=386 ;;
    aarch64 | arm64) g_arch=arm64 ;;
    armv[678]*) g_arch=armv6l ;;
    loongarch64) g_arch=loong64 ;;
  esac
}

say_system() {
  go_system
  begin_object system
  say_text os "$g_os"
  say_text arch "$g_arch"
  end_object
}
