#!/bin/sh
# curfew-host: keeps this server as the orders of Curfew's connectors say, records what it added, and takes that away again.
# Called with no arguments it reads one request on stdin, line by line, and answers in lines.
# For root at the console: curfew-host install [LOGIN] | doctor | end ACCOUNT|GRANT | reap | uninstall | version
#
# POSIX sh, no arrays, no local: rows are lines of words in variables. A prefix tells where a variable belongs:
# w_ the request (wanted), l_ the ledger, s_ the system as read, t_ what is to do, g_ fields of one grant row.

set -fu
umask 022
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset -v CDPATH ENV BASH_ENV
# An answer that nobody reads any more must not stop a removal half-way
trap '' HUP PIPE

version=@VERSION@
script_path=/usr/local/sbin/curfew-host
state_dir=/var/lib/curfew
ledger_file=$state_dir/ledger
reload_due=$state_dir/reload-due
high_water_file=$state_dir/high-water
zone_file=$state_dir/expiry-zone
curfew_dir=/etc/ssh/curfew
keys_dir=$curfew_dir/keys
sshd_config=/etc/ssh/sshd_config
drop_in_dir=/etc/ssh/sshd_config.d
drop_in=$drop_in_dir/00-curfew.conf
accounts_group=curfew-accounts
guests_group=curfew-guests

nl='
'
tab='	'
ws=" $nl"
IFS=$ws
