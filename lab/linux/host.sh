#!/bin/sh
# Becomes a Linux host of the lab: run as the first process of new mount, process, host name and (for an ordinary user) user
# namespaces. Puts the host's root together, makes it the root, and turns into its sshd.
#   host.sh MACHINE ROOT NAME SETTING…
# MACHINE holds what an ordinary user needs copies of (set-user-ID programs), or is empty for root. Every path is a word of its own.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
machine=$1 root=$2 name=$3
shift 3
usr=all sh='' without='' disk='' noexec='' readonly=''
for setting in "$@"; do
  case $setting in
    usr=busybox) usr=busybox ;;
    sh=*) sh=${setting#sh=} ;;
    without=*) without="$without ${setting#without=}" ;;
    disk=*) disk=${setting#disk=} ;;
    noexec-tmp) noexec=yes ;;
    read-only) readonly=yes ;;
    *) echo "host.sh: unknown setting $setting" >&2; exit 64 ;;
  esac
done

# What an ordinary user got from the machine is locked together: it can only be bound with what is mounted below it.
bind=--bind
[ -z "$machine" ] || bind=--rbind

# lock PATH: nothing can be written below it.
lock() { mount -o remount,bind,ro "$1"; }
# show PATH: the machine's own, read-only.
show() {
  mount $bind "$1" "$root$1"
  lock "$root$1"
}

hostname "$name"
# Only from in here can an ordinary user give files to a user of the host.
[ "$(stat -c %u "$root/home/deploy")" = 1000 ] || chown -R 1000:1000 "$root/home/deploy"
[ "$(stat -c %u "$root/home/app")" = 1001 ] || chown -R 1001:1001 "$root/home/app"
mount --bind "$root" "$root"
stage=$root/run/lab
mkdir -p "$stage"
mount -t tmpfs -o mode=0700 tmpfs "$stage"

# A small disk of its own for what the host writes to, with what lies there already.
if [ -n "$disk" ]; then
  used=$(du -sk "$root/var" "$root/tmp" "$root/usr/local" "$root/root" | awk '{ k += $1 } END { print k * 1024 }')
  mkdir "$stage/disk"
  mount -t tmpfs -o "mode=0755,size=$((used + disk))" tmpfs "$stage/disk"
  for folder in var tmp usr/local root; do
    mkdir -p "$stage/disk/$folder"
    cp -a "$root/$folder/." "$stage/disk/$folder/"
    mount --bind "$stage/disk/$folder" "$root/$folder"
  done
fi

mkdir "$stage/local"
mount --rbind "$root/usr/local" "$stage/local"
if [ "$usr" = busybox ]; then
  for folder in /usr/lib /usr/lib64; do [ ! -d "$root$folder" ] || show "$folder"; done
  show /usr/sbin/sshd
else
  show /usr
  if [ -n "$sh$without" ]; then
    # A layer of the host's own over the machine's programs, in which some are gone or others.
    mkdir "$stage/upper" "$stage/work"
    mount -t overlay -o "lowerdir=/usr/bin,upperdir=$stage/upper,workdir=$stage/work" overlay "$root/usr/bin"
    for program in $without; do rm -f "$root/usr/bin/$program"; done
    [ -z "$sh" ] || ln -sf "$sh" "$root/usr/bin/sh"
    lock "$root/usr/bin"
  fi
  # The machine's own Go is none of the host's.
  mkdir "$stage/nothing"
  for folder in "$root/usr/lib/go" "$root"/usr/lib/go-[0-9]*; do
    if [ -d "$folder" ] && [ ! -L "$folder" ]; then
      mount --bind "$stage/nothing" "$folder"
      lock "$folder"
    fi
  done
  # The machine's root is nobody in a user namespace: only copies of one's own are set-user-ID and trusted by sudo.
  if [ -n "$machine" ]; then
    for path in usr/bin/sudo usr/bin/su usr/bin/doas usr/libexec/sudo usr/lib/sudo; do
      if [ -e "$machine/$path" ] && [ -e "$root/$path" ]; then
        mount --bind "$machine/$path" "$root/$path"
        lock "$root/$path"
      fi
    done
  fi
  mount --rbind "$stage/local" "$root/usr/local"
fi
for folder in /etc/alternatives /etc/ssl/certs; do [ ! -d "$folder" ] || [ ! -d "$root$folder" ] || show "$folder"; done

# In a container, part of /proc is hidden and a new one refused.
if mount -t proc proc "$root/proc" 2>/dev/null; then
  for path in sys sysrq-trigger irq bus; do
    [ ! -e "$root/proc/$path" ] || { mount --bind "$root/proc/$path" "$root/proc/$path" && lock "$root/proc/$path"; }
  done
else
  mount --rbind /proc "$root/proc"
fi
show /sys

mount -t tmpfs -o mode=0755,size=64k tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"; done

if [ -n "$noexec" ]; then
  mount --bind "$root/tmp" "$root/tmp"
  mount -o remount,bind,noexec,nosuid "$root/tmp"
fi
umount -l "$stage"
rmdir "$stage"
if [ -n "$readonly" ]; then
  mount --bind "$root/run" "$root/run"
  [ "$usr" = all ] || mount --bind "$root/usr/local" "$root/usr/local"
  lock "$root/usr/local"
  lock "$root"
fi

# Opened before they are out of reach: the host's own programs may be few.
exec 7< "$(command -v umount)" 8< "$(command -v setpriv)"
cd "$root"
pivot_root . .
/proc/self/fd/7 -l .
cd /
# Rights by which a host could change the machine.
exec /proc/self/fd/8 --bounding-set=-sys_admin,-sys_module,-sys_rawio,-sys_time,-sys_boot,-mknod,-net_admin,-dac_read_search,-syslog \
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/sshd -D -e
