#!/bin/sh
# Lets people log in to this server with short-lived certificates of Cloudflare Access.
#
#   sh postern-certificates.sh install   writes what sshd needs, tests it, reloads sshd (also without a word behind)
#   sh postern-certificates.sh undo      takes away again what it wrote
#
# Run it as root, on the server itself, and again when the authority was made anew, or other people are to log in. It writes
# /etc/ssh/postern with the key of the authority and the list of people, and one file in /etc/ssh/sshd_config.d. Where sshd
# reads no files there, it writes three lines at the top of sshd_config between two marks, and keeps the file as it was
# beside it as sshd_config.before-postern. All else stays as it is, byte for byte.
# Whoever is not on the list is let in by no certificate, and nobody as any other user than the one named here. Keys and
# passwords that work today go on to work. Each file is written beside the old one and then put in its place; when sshd
# does not take the new ones, the old ones come back, and the exit status is not 0.

set -eu
umask 022
LC_ALL=C
export LC_ALL

server='@SERVER@'
user='@USER@'

directory=${POSTERN_SSH_DIR:-/etc/ssh}
own=$directory/postern
snippet=$directory/sshd_config.d/00-postern-certificates.conf
begin='# >>> postern certificates >>>'
finish='# <<< postern certificates <<<'
kept=
finished=yes

say() {
    printf 'postern: %s\n' "$*"
}

fail() {
    printf 'postern: %s\n' "$*" >&2
    exit 1
}

authority() {
    cat <<'# end of the authority'
@AUTHORITY@
# end of the authority
}

people() {
    cat <<'# end of the list'
@PEOPLE@
# end of the list
}

find_sshd() {
    sshd=${POSTERN_SSHD:-}
    for place in /usr/sbin/sshd /usr/local/sbin/sshd /usr/lib/ssh/sshd /sbin/sshd; do
        if [ -z "$sshd" ] && [ -x "$place" ]; then
            sshd=$place
        fi
    done
    [ -n "$sshd" ] || fail 'sshd is not found; name it in the variable POSTERN_SSHD. Nothing was changed'
}

# The file that sshd itself reads, whatever links lead to it; Linux distributions of late have it below /usr.
find_main() {
    main=$directory/sshd_config
    if [ -L "$main" ]; then
        main=$(readlink -f "$main")
    fi
}

# Asks sshd with the configuration that it reads.
ask() {
    if [ -n "${POSTERN_SSH_DIR:-}" ]; then
        "$sshd" -f "$main" "$@"
    else
        "$sshd" "$@"
    fi
}

# setting KEYWORD USER: what sshd goes by when that user logs in.
setting() {
    ask -T -C "user=$2,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" 2>/dev/null |
        sed -n "s/^$1 //p"
}

# overruled USER ADDRESS: the first of our settings that sshd does not go by when that user comes from there.
overruled() {
    taken=$(ask -T -C "user=$1,host=$2,addr=$2,laddr=$2,lport=22" 2>/dev/null) || taken=
    for wanted in "trustedusercakeys $own/authority.pub" "authorizedprincipalsfile $own/people/%u" \
        'authorizedprincipalscommand none'; do
        case "
$taken
" in
            *"
$wanted
"*) ;;
            *)
                printf '%s\n' "${wanted%% *}"
                return
                ;;
        esac
    done
}

# Everybody who can log in here.
logins() {
    printf '%s\n' "$user" root
    { getent passwd 2>/dev/null || cat /etc/passwd; } | while IFS=: read -r name _ _ _ _ _ shell; do
        case $shell in
            */nologin | */false) ;;
            *) [ "$name" = root ] || [ "$name" = "$user" ] || printf '%s\n' "$name" ;;
        esac
    done
}

# Who does not come under our settings, from where, and which setting it is; nothing when all do.
first_overruled() {
    logins | while read -r one; do
        for address in 127.0.0.1 172.17.0.2; do
            keyword=$(overruled "$one" "$address")
            if [ -n "$keyword" ]; then
                printf '%s for %s from %s\n' "$keyword" "$one" "$address"
                exit
            fi
        done
    done
}

# below_match FILE 0|1: the lines on certificates below a Match, in the file and in those that it includes; 1 says that
# the file itself is included below one.
below_match() (
    found=$(awk -v below="$2" -v folder="$directory/" '
        {
            gsub(/["\r]/, "")
            sub(/^[ \t]+/, "")
            sub(/[ \t]*[= \t][ \t]*/, " ")
            word = tolower($1)
        }
        word == "match" { below = 1 }
        word == "include" { for (i = 2; i <= NF; i++) print "include", below, ($i ~ /^\//) ? $i : folder $i }
        below && word ~ /^(authorizedprincipals|trustedusercakeys)/ { print "line", NR ": " $0 }
    ' <"$1") || exit 1
    printf '%s\n' "$found" | while read -r what rest; do
        case $what in
            line) printf '%s\n' "$1, line $rest" ;;
            include)
                for included in ${rest#* }; do
                    [ ! -f "$included" ] || below_match "$included" "${rest%% *}" || exit 1
                done
                ;;
        esac
    done
)

# put FILE: has the file hold what is read, all of it or what it held before.
put() {
    cat >"$1.new" || return 1
    chmod 644 "$1.new" || return 1
    mv -f "$1.new" "$1"
}

settings() {
    printf '%s\n' "TrustedUserCAKeys $own/authority.pub" "AuthorizedPrincipalsFile $own/people/%u" \
        'AuthorizedPrincipalsCommand none'
}

# The text of sshd_config without our lines, byte for byte.
foreign() {
    if [ "$(head -n 1 "$main")" = "$begin" ] && [ "$(sed -n 5p "$main")" = "$finish" ]; then
        tail -n +6 "$main"
    else
        sed "/^$begin\$/,/^$finish\$/d" "$main"
    fi
}

# Only between two marks is it known which lines are ours.
check_marks() {
    [ -f "$main" ] || return 0
    case $(grep -xF -e "$begin" -e "$finish" "$main" || :) in
        '' | "$begin
$finish") ;;
        *) fail "the lines '$begin' and '$finish' are not there once each, in this order, in $main. Put that right by hand: take both out, with TrustedUserCAKeys, AuthorizedPrincipalsFile and AuthorizedPrincipalsCommand between them. Nothing was changed" ;;
    esac
}

our_lines() {
    printf '%s\n' "$begin" && settings && printf '%s\n' "$finish"
}

holds_our_lines() {
    [ -f "$main" ] && grep -qxF "$begin" "$main"
}

# write_main WITH: puts our lines at the top of sshd_config, or takes them away. Owner and mode stay.
write_main() {
    cp -p "$main" "$main.postern-new" || return 1
    { { [ "$1" = without ] || our_lines; } && foreign; } >"$main.postern-new" || return 1
    mv -f "$main.postern-new" "$main"
}

# Keeps what is there, to be able to put it back.
keep() {
    kept=$(mktemp -d "${TMPDIR:-/tmp}/postern.XXXXXX")
    if [ -d "$own" ]; then
        cp -Rp "$own" "$kept/own"
    fi
    if [ -f "$snippet" ]; then
        cp -p "$snippet" "$kept/snippet"
    fi
    if [ -f "$main" ]; then
        cp -p "$main" "$kept/main"
    fi
    if [ -f "$main.before-postern" ]; then
        : >"$kept/copied"
    fi
    finished=no
}

# Puts back all that it can, and notes what it cannot. Nothing is in its place before it is written wholly.
# shellcheck disable=SC2329,SC2317 # called by the trap
put_back() {
    missed=
    rm -f "$snippet.new" "$main.postern-new"
    if [ -f "$kept/snippet" ]; then
        put "$snippet" <"$kept/snippet" || missed="$missed $snippet"
    else
        rm -f "$snippet" || missed="$missed $snippet"
    fi
    if put_back_main; then
        [ -f "$kept/copied" ] || rm -f "$main.before-postern"
    else
        missed="$missed $main"
    fi
    put_back_own || missed="$missed $own"
    [ -z "$missed" ]
}

# shellcheck disable=SC2329,SC2317 # called by the trap
put_back_main() {
    [ -f "$kept/main" ] || return 0
    ! cmp -s "$kept/main" "$main" || return 0
    cp -p "$kept/main" "$main.postern-new" || {
        rm -f "$main.postern-new"
        return 1
    }
    mv -f "$main.postern-new" "$main"
}

# shellcheck disable=SC2329,SC2317 # called by the trap
put_back_own() {
    if [ -d "$kept/own" ]; then
        rm -rf "$own.new" || return 1
        cp -Rp "$kept/own" "$own.new" || {
            rm -rf "$own.new"
            return 1
        }
        rm -rf "$own" || return 1
        mv "$own.new" "$own"
    else
        rm -rf "$own"
    fi
}

# The copy of sshd_config is of no more use when sshd_config is as it was.
drop_copy() {
    if [ -f "$main.before-postern" ] && cmp -s "$main" "$main.before-postern"; then
        rm -f "$main.before-postern"
    fi
}

# shellcheck disable=SC2329,SC2317 # called by the trap
leave() {
    status=$?
    trap - EXIT
    trap '' HUP INT TERM
    if [ "$finished" = no ]; then
        put_back || {
            say "could not be put back:$missed. What there was lies in $kept" >&2
            kept=
        }
    fi
    [ -z "$kept" ] || rm -rf "$kept"
    exit "$status"
}

reload() {
    if [ -n "${POSTERN_RELOAD:-}" ]; then
        sh -c "$POSTERN_RELOAD"
        return
    fi
    if command -v systemctl >/dev/null 2>&1; then
        for unit in ssh.service sshd.service; do
            if systemctl is-active --quiet "$unit"; then
                systemctl reload "$unit"
                return
            fi
        done
    fi
    if command -v rc-service >/dev/null 2>&1 && rc-service sshd status >/dev/null 2>&1; then
        rc-service sshd reload
        return
    fi
    for file in /run/sshd.pid /var/run/sshd.pid; do
        if [ -s "$file" ]; then
            kill -HUP "$(cat "$file")"
            return
        fi
    done
    say 'no sshd was seen to run; if one does, have it read its configuration anew'
}

check_before() {
    [ "$(id -u)" = 0 ] || [ -n "${POSTERN_SSH_DIR:-}" ] || fail 'run this as root. Nothing was changed'
    case $directory in
        *[!A-Za-z0-9/._-]*) fail "a folder of that name cannot stand in sshd_config: $directory. Nothing was changed" ;;
    esac
    find_sshd
    find_main
    check_marks
    # A run that was cut off at its very beginning, or while it put back, leaves no more than these.
    rm -rf "$own/server.new" "$own.new"
    if [ -e "$own" ] && ! rmdir "$own" 2>/dev/null && ! grep -qxF "$server" "$own/server" 2>/dev/null; then
        fail "$own is of another server of Postern, or of somebody else. Undo that first. Nothing was changed"
    fi
}

install() {
    check_before
    said=$(ask -t 2>&1) || fail "sshd does not take its configuration as it is now, so nothing was changed. It says: $said"
    trusted=$(setting trustedusercakeys "$user")
    case $trusted in
        none | '' | "$own/authority.pub") ;;
        *) fail "sshd trusts the authorities in $trusted already, and takes one file only. Nothing was changed. Add this line there by hand, and see to it that an AuthorizedPrincipalsFile says who may log in: $(authority)" ;;
    esac
    read_first=$main
    [ -f "$read_first" ] || read_first=/usr/etc/ssh/sshd_config
    if [ -f "$read_first" ]; then
        below=$(below_match "$read_first" 0) || fail "$read_first, or a file that it includes, could not be read. Nothing was changed"
        [ -z "$below" ] || fail "lines on certificates stand below a Match, and would overrule what is said here. Nothing was changed. Take them out first: $below"
    fi
    id -u -- "$user" >/dev/null 2>&1 || say "there is no user $user here (yet); nobody can log in as one"

    keep
    mkdir -p "$own"
    printf '%s\n' "$server" | put "$own/server"
    mkdir -p "$own/people"
    authority | put "$own/authority.pub"
    people | put "$own/people/$user"
    for other in "$own/people/"*; do
        [ "$other" = "$own/people/$user" ] || rm -f "$other"
    done
    if command -v restorecon >/dev/null 2>&1; then
        restorecon -R "$own" 2>/dev/null || :
    fi
    if ! holds_our_lines && [ -d "$directory/sshd_config.d" ]; then
        {
            printf '%s\n' "# Written by postern-certificates.sh for the server $server."
            settings
        } | put "$snippet"
    fi
    if [ -n "$(overruled "$user" 127.0.0.1)" ]; then
        rm -f "$snippet"
        [ -f "$main" ] || fail "$main is not there, and sshd reads nothing in sshd_config.d"
        [ -f "$main.before-postern" ] || holds_our_lines || cp -p "$main" "$main.before-postern"
        write_main with
    fi
    said=$(ask -t 2>&1) || fail "sshd does not take what was written, so it was taken back. It says: $said"
    overruling=$(first_overruled)
    [ -z "$overruling" ] || fail "another line of sshd's configuration, perhaps below a Match, decides on $overruling. What was written was taken back"
    reload || fail 'sshd could not be reloaded. What was written was taken back'
    finished=yes
    if [ -n "$(people)" ]; then
        say "these may log in as $user with a certificate: $(people | tr '\n' ' ')"
    else
        say "nobody may log in as $user with a certificate: the list is empty"
    fi
}

undo() {
    check_before
    keep
    rm -f "$snippet" "$snippet.new" "$main.postern-new"
    if holds_our_lines; then
        write_main without
    fi
    said=$(ask -t 2>&1) || fail "sshd would not take its configuration without our part, so all stays as it was. It says: $said"
    reload || fail 'sshd could not be reloaded. All stays as it was'
    rm -rf "$own"
    finished=yes
    drop_copy
    say 'certificates of Cloudflare Access let nobody in any more'
}

trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

case ${1:-install} in
    install) install ;;
    undo) undo ;;
    *) fail 'say install or undo' ;;
esac
