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

# Whether sshd goes by our files for a user.
ours() {
    [ "$(setting trustedusercakeys "$1")" = "$own/authority.pub" ] &&
        [ "$(setting authorizedprincipalsfile "$1")" = "$own/people/%u" ] &&
        [ "$(setting authorizedprincipalscommand "$1")" = none ]
}

# put FILE: has the file hold what is read, all of it or what it held before.
put() {
    cat >"$1.new"
    chmod 644 "$1.new"
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

holds_our_lines() {
    [ -f "$main" ] && grep -qxF "$begin" "$main"
}

# write_main WITH: puts our lines at the top of sshd_config, or takes them away. Owner and mode stay.
write_main() {
    cp -p "$main" "$main.postern-new"
    {
        if [ "$1" = with ]; then
            printf '%s\n' "$begin"
            settings
            printf '%s\n' "$finish"
        fi
        foreign
    } >"$main.postern-new"
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
    if holds_our_lines; then
        : >"$kept/lines"
    fi
    finished=no
}

# shellcheck disable=SC2329,SC2317 # called by the trap
put_back() {
    if [ -f "$kept/snippet" ]; then
        put "$snippet" <"$kept/snippet"
    else
        rm -f "$snippet" "$snippet.new"
    fi
    if [ -f "$kept/lines" ]; then
        holds_our_lines || write_main with
    elif holds_our_lines; then
        write_main without
        drop_copy
    fi
    rm -rf "$own"
    if [ -d "$kept/own" ]; then
        cp -Rp "$kept/own" "$own"
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
    if [ "$finished" = no ]; then
        put_back || say "not all could be put back; what there was lies in $kept"
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
    # A run that was cut off at its very beginning leaves no more than these.
    rm -f "$own/server.new"
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
    if ! ours "$user"; then
        rm -f "$snippet"
        [ -f "$main" ] || fail "$main is not there, and sshd reads nothing in sshd_config.d"
        [ -f "$main.before-postern" ] || holds_our_lines || cp -p "$main" "$main.before-postern"
        write_main with
    fi
    said=$(ask -t 2>&1) || fail "sshd does not take what was written, so it was taken back. It says: $said"
    for one in "$user" root; do
        ours "$one" || fail "another line of sshd's configuration, perhaps below a Match, decides on certificates for $one. What was written was taken back"
    done
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
    drop_copy
    said=$(ask -t 2>&1) || fail "sshd would not take its configuration without our part, so all stays as it was. It says: $said"
    reload || fail 'sshd could not be reloaded. All stays as it was'
    rm -rf "$own"
    finished=yes
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
