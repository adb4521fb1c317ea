#!/bin/sh
# PID 1 of a virtual host. It starts in fresh mount, PID, UTS and IPC namespaces (and perhaps a network namespace),
# builds the host's own file tree, leaves the machine's tree behind for good, and keeps sshd running.
# Arguments: NAME, ROOT (folder that becomes /; ../usr-local becomes /usr/local), ADDRESS, PORT, and for an own network: LABPID, LINK (name of the
# cable's end in the lab). It prints its process id as the machine sees it; errors go to standard error. With INIT=systemd in the
# environment, systemd becomes PID 1 instead; a cgroup namespace is wanted then.
set -eu
name=$1 root=$2 address=$3 port=$4 lab=${5:-} link=${6:-}
read -r me _ </proc/self/stat

if [ -n "$lab" ]; then
  # The same card after a reboot, as in a real machine: else the lab would talk to the old one for a while.
  card=$(IFS=. && set -- $address && printf '02:4d:%02x:%02x:%02x:%02x' "$@")
  nsenter --net="/proc/$lab/ns/net" ip link add "$link" up master bridge type veth peer name eth0 address "$card" netns 1
  ip link set lo up
  ip address add "$address/16" dev eth0
  ip link set eth0 up
  # OpenSSH's handshake otherwise waits 3 x 40 ms for delayed acknowledgements; not every kernel knows the option.
  ip route change 10.77.0.0/16 dev eth0 src "$address" quickack 1 2>/dev/null || :
fi

mount --rbind "$root" "$root" # with what is mounted inside: a small disk, see disk.ts
cd "$root"

# Programs are the machine's own; what the host changes there is lost when it stops. Where overlayfs is refused: read-only.
mount -t tmpfs -o mode=755 programs tmp
mkdir tmp/upper tmp/work
if ! mount -t overlay programs -o "lowerdir=/usr,upperdir=$root/tmp/upper,workdir=$root/tmp/work" usr 2>/dev/null; then
  mount --bind /usr usr
  mount -o remount,bind,ro usr
fi
mount --bind ../usr-local usr/local
for folder in bin sbin lib lib32 lib64 libx32; do # these are links into /usr where the distribution is merged
  if [ -d "/$folder" ] && [ ! -L "/$folder" ]; then
    mkdir -p "$folder"
    mount --bind "/$folder" "$folder"
    mount -o remount,bind,ro "$folder"
  fi
done

mount -t tmpfs -o mode=1777,nosuid,nodev tmp tmp
mount -t tmpfs -o mode=755,nosuid,nodev run run
mount -t tmpfs -o mode=755,nosuid dev dev
mkdir dev/pts dev/shm
chmod 1777 dev/shm
mount -t devpts -o newinstance,gid=5,mode=620,ptmxmode=666 devpts dev/pts
while read -r node major minor; do
  mknod -m 666 "dev/$node" c "$major" "$minor"
done <<NODES
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr

# The host's root must not reach the machine's kernel settings.
mount -t proc -o nosuid,nodev,noexec proc proc
for path in sys bus fs irq sysrq-trigger; do
  [ -e "proc/$path" ] || continue
  mount --bind "proc/$path" "proc/$path"
  mount -o remount,bind,ro "proc/$path"
done
[ ! -e proc/kcore ] || mount --bind dev/null proc/kcore

if [ "${INIT:-}" = systemd ]; then
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
  mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 sys/fs/cgroup
fi

mkdir -p run/sshd run/lock run/user
: >run/utmp
chgrp 43 run/utmp
chmod 664 run/utmp
hostname "$name"
# No login has started this host, whoever started the program that did
{ echo 4294967295 >proc/self/loginuid; } 2>/dev/null || :

mkdir -p old-root
pivot_root . old-root
cd /
umount -l old-root
rmdir old-root
echo "$me"

# Root of this host is not root of the machine: no mounting, no devices, no modules, no clock; no network settings either
# where the network is the machine's.
drop=-sys_admin,-sys_module,-sys_rawio,-sys_boot,-sys_time,-syslog,-mknod,-mac_admin,-mac_override
[ -n "$lab" ] || drop=$drop,-net_admin,-net_raw
if [ "${INIT:-}" = systemd ]; then
  # It sets up mounts for its services, so that its root is nearly the machine's: for tests only
  exec </dev/null >>/var/log/boot.log 2>&1
  exec env -i container=curfew PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    setpriv --bounding-set "${drop#-sys_admin,}" /lib/systemd/systemd --log-target=journal
fi
exec setpriv --bounding-set "$drop" /bin/sh -c '
  exec </dev/null >>/var/log/boot.log 2>&1
  umask 022
  while :; do
    [ -e /run/no-sshd ] || /usr/sbin/sshd -D -E /var/log/sshd.log -o "ListenAddress=$1" -o "Port=$2" || :
    sleep 0.05
  done' init "$address" "$port"
