#!/bin/sh
# Keeps the ssh config that Postern makes for you on this computer.
#
#   sh postern-ssh.sh install     writes it and has ssh read it (also without a word behind)
#   sh postern-ssh.sh update      downloads the newest one and does the same
#   sh postern-ssh.sh uninstall   takes away again what it wrote
#
# It changes nothing but three files: ~/.ssh/postern_config, which is Postern's, ~/.ssh/config and, where
# keys of servers are pinned, ~/.ssh/@KEYS_NAME@. Of these two the lines between its two marks are
# Postern's and all others stay as they are, byte for byte. The last three versions of ~/.ssh/config are
# kept beside it as config.postern-backup.1 to .3; of ~/.ssh/@KEYS_NAME@, too, if others wrote in it.
# Each file is written beside the old one and then put in its place, so that nothing is half written.
#
# To download, it needs a personal token that may read your ssh config only, in the file
# ~/.ssh/postern_token (chmod 600) or in the variable POSTERN_TOKEN. The token is not shown to other
# programs, and sent over https only, or to this computer itself. When anything goes wrong the files stay as they are, and the exit status is not 0.
#
# With two portals, give the file of one of them another name: POSTERN_CONFIG_NAME=other_config

set -u
umask 077

page='@PAGE@'
address='@ADDRESS@'
keys_address='@KEYS_ADDRESS@'
style='@STYLE@'
begin='@BEGIN@'
finish='@END@'
carries='@CARRIES@'

directory=${HOME:?is not set}/.ssh
name=${POSTERN_CONFIG_NAME:-postern_config}
keys_name='@KEYS_NAME@'
remnants=
lock=

say() {
    printf 'postern: %s\n' "$*"
}

fail() {
    printf 'postern: %s\n' "$*" >&2
    exit 1
}

# The config of the moment at which this script was made, if it was made with one.
carried() {
    cat <<'@MARK@'
@CONFIG@
@MARK@
}

# The host keys of that moment.
carried_keys() {
    cat <<'@KEYS_MARK@'
@KEYS@
@KEYS_MARK@
}

cleanup() {
    # The list is split at line ends only: folders may have blanks in their names.
    old_ifs=$IFS
    IFS='
'
    for remnant in $remnants; do
        rm -f -- "$remnant"
    done
    IFS=$old_ifs
    [ -z "$lock" ] || rm -rf -- "$lock"
}

# Lets one run change the files at a time. One that was cut off is not waited for: its process is gone, or it is long ago.
take_lock() {
    held=$directory/.postern.lock
    if ! mkdir "$held" 2>/dev/null; then
        [ -d "$held" ] || fail "cannot write in $directory"
        holder=$(cat "$held/process" 2>/dev/null)
        case $holder in
            '' | *[!0-9]*) holder=none ;;
        esac
        if { [ "$holder" = none ] || kill -0 "$holder" 2>/dev/null; } &&
            [ -z "$(find "$held" -prune -mmin +10 2>/dev/null)" ]; then
            fail "another run of this script is under way. Try again when it has ended, or in ten minutes; nothing was changed"
        fi
        { mv "$held" "$held.$$" && rm -rf -- "$held.$$" && mkdir "$held"; } 2>/dev/null ||
            fail "another run of this script is under way; nothing was changed"
    fi
    lock=$held
    echo "$$" >"$held/process" || fail "cannot write in $directory"
}

# temporary FOLDER: makes an empty file there and names it in $made.
temporary() {
    made=$(mktemp "$1/.postern.XXXXXX") || fail "cannot write in $1"
    remnants="$remnants
$made"
}

# resolve FILE: names in $resolved the file to which links lead.
resolve() {
    resolved=$1
    links=0
    while [ -L "$resolved" ]; do
        links=$((links + 1))
        [ "$links" -le 40 ] || fail "$1 is a link that leads to itself"
        link=$(readlink "$resolved") || fail "cannot read the link $resolved"
        case $link in
            /*) resolved=$link ;;
            *) resolved=$(dirname "$resolved")/$link ;;
        esac
    done
    [ ! -e "$resolved" ] || [ -f "$resolved" ] || fail "$resolved is not a file"
}

read_token() {
    token=${POSTERN_TOKEN:-}
    if [ -z "$token" ]; then
        file=$directory/postern_token
        [ -f "$file" ] || fail "there is no token in $file. Make a personal token for the ssh config only on the page of Postern, and put it there"
        case $(uname -s) in
            MINGW* | MSYS* | CYGWIN*) ;;
            *)
                # shellcheck disable=SC2012 # stat differs from system to system
                case $(ls -ldL "$file" | cut -c 1-10) in
                    -r[w-][x-]------) ;;
                    *) fail "others can read $file. Run: chmod 600 $file" ;;
                esac
                ;;
        esac
        token=$(tr -d '\r\n' <"$file")
    fi
    case $token in
        pst_*[!A-Za-z0-9_-]*) fail "what stands for the token is not a personal token of Postern" ;;
        pst_?*) ;;
        *) fail "what stands for the token is not a personal token of Postern" ;;
    esac
}

# The state that FILE says it has, if it is of this portal.
state_of() {
    [ -f "$1" ] || return 0
    POSTERN_FROM=", from $page" LC_ALL=C awk '
        { sub(/\r$/, "") }
        index($0, "# Postern: for ") == 1 && length($0) > length(ENVIRON["POSTERN_FROM"]) &&
            substr($0, length($0) - length(ENVIRON["POSTERN_FROM"]) + 1) == ENVIRON["POSTERN_FROM"] {
            if (match($0, /, state [0-9a-f]+, /)) { print substr($0, RSTART + 8, RLENGTH - 10) }
            exit
        }' "$1"
}

# download ADDRESS KNOWN: puts what stands there into $got; returns 1 when it has the state KNOWN already.
download() {
    case $1 in
        https://* | http://localhost[:/]* | http://127.0.0.1[:/]* | 'http://[::1]'[:/]*) ;;
        *) fail "the address of the portal begins with http://, and everybody on the way could read the token. Ask for an address with https://; nothing was changed" ;;
    esac
    command -v curl >/dev/null 2>&1 || fail "curl is not installed"
    read_token
    temporary "$directory"
    got=$made
    status=$(
        {
            # Not as an argument: those are seen by everybody on this computer.
            printf 'header = "Authorization: Bearer %s"\n' "$token"
            [ -z "$2" ] || printf 'header = "If-None-Match: \\"%s\\""\n' "$2"
        } | curl --config - --silent --show-error --globoff --max-time 60 --output "$got" \
            --write-out '%{http_code}' "$1"
    ) || fail "cannot download from $page; nothing was changed"
    case $status in
        200) ;;
        304) return 1 ;;
        401) fail "the portal does not know the token, or it is too old (401). Make a new one; nothing was changed" ;;
        403) fail "the portal does not let the token read the config (403); nothing was changed" ;;
        *) fail "the portal answered with the status $status; nothing was changed" ;;
    esac
    return 0
}

# Whether $fresh is a whole config of this portal, and nothing else that came in its place.
check_fresh() {
    state=$(state_of "$fresh")
    [ -n "$state" ] || fail "what came is not an ssh config of $page; nothing was changed"
    grep -qxF "# Postern: end of state $state" "$fresh" || fail "the config is not whole; nothing was changed"
    if [ "$style" = inline ]; then
        { [ "$(sed -n 1p "$fresh")" = "$begin" ] && [ "$(tail -n 1 "$fresh")" = "$finish" ]; } ||
            fail "the config is not whole; nothing was changed"
    fi
}

# get_keys CONFIG FROM: puts the host keys that CONFIG has ssh look for into $keys, or nothing when it looks for none.
# FROM is carried or portal; a portal that still has the same as stand here gives none, and $same is yes.
get_keys() {
    keys=
    same=no
    grep -qF 'UserKnownHostsFile @KEYS_PATH@' "$1" || return 0
    if [ "$2" = carried ]; then
        temporary "$directory"
        keys=$made
        carried_keys >"$keys" || fail "cannot write in $directory"
    elif download "$keys_address" "$(state_of "$directory/$keys_name")"; then
        keys=$got
    else
        same=yes
        return 0
    fi
    state=$(state_of "$keys")
    [ -n "$state" ] || fail "what came is no list of host keys of $page; nothing was changed"
    { grep -qxF "# Postern: end of state $state" "$keys" && [ "$(sed -n 1p "$keys")" = "$begin" ] &&
        [ "$(tail -n 1 "$keys")" = "$finish" ]; } || fail "the host keys are not whole; nothing was changed"
}

# Puts the bytes of the file $1 in the place of the file $2.
place() {
    resolve "$2"
    [ ! -f "$resolved" ] || ! cmp -s "$1" "$resolved" || return 0
    temporary "$(dirname "$resolved")"
    { cat "$1" >"$made" && mv -f "$made" "$resolved"; } || fail "cannot write $resolved"
    say "wrote $2"
}

# Names in $first and $last the lines of the part of ~/.ssh/config that is Postern's, or 0.
find_section() {
    found=$(POSTERN_BEGIN=$begin POSTERN_FINISH=$finish LC_ALL=C awk '
        { sub(/\r$/, "") }
        NR == 1 { sub(/^\357\273\277/, "") }
        $0 == ENVIRON["POSTERN_BEGIN"] { if (first) broken = 1; first = NR }
        $0 == ENVIRON["POSTERN_FINISH"] { if (!first || last) broken = 1; last = NR }
        END { if (broken || (first && !last)) print "broken"; else print first + 0, last + 0 }' "$1") ||
        fail "cannot read $1"
    [ "$found" != broken ] ||
        fail "the marks of Postern in $1 do not go together: there has to be one line '$begin' and below it one line '$finish'. Correct that; nothing was changed"
    first=${found% *}
    last=${found#* }
}

# compose CONFIG SECTION: prints CONFIG with SECTION on top in place of what was Postern's.
compose() {
    start=1
    if [ "$byte_order_mark" = yes ]; then
        # It has to stay the first thing in the file.
        printf '\357\273\277'
        start=4
    fi
    [ -z "$2" ] || cat "$2" || return 1
    if [ "$first" -eq 0 ]; then
        tail -c "+$start" "$1"
    else
        if [ "$first" -gt 1 ]; then
            head -n "$((first - 1))" "$1" | tail -c "+$start" || return 1
        fi
        tail -n "+$((last + 1))" "$1"
    fi
}

# backup FILE NAME
backup() {
    for number in 2 1; do
        if [ -e "$directory/$2.postern-backup.$number" ]; then
            mv -f "$directory/$2.postern-backup.$number" "$directory/$2.postern-backup.$((number + 1))" ||
                fail "cannot keep a backup of $1; nothing was changed"
        fi
    done
    temporary "$directory"
    { cp -p "$1" "$made" && mv -f "$made" "$directory/$2.postern-backup.1"; } ||
        fail "cannot keep a backup of $1; nothing was changed"
}

# section FILE: writes into FILE what is to stand between the marks; with a line more if Postern made ~/.ssh/config.
section() {
    {
        printf '%s\n' "$begin"
        [ "$alone" != yes ] || printf '%s\n' "$alone_line"
        if [ "$style" = inline ]; then
            sed 1d "$fresh"
        else
            printf '%s\n' '# Made by Postern. To take it away: sh postern-ssh.sh uninstall' "Include $name" "$finish"
        fi
    } >"$1" || fail "cannot write $1"
}

alone_line='# Postern made this file, too.'

first_bytes() {
    dd if="$1" bs=1 count=3 2>/dev/null | od -An -tx1 | tr -d ' \n'
}

# Whether all files are such that Postern's part can be put in or taken out; before any of them is changed.
look_first() {
    for one in config "$keys_name"; do
        resolve "$directory/$one"
        [ -e "$resolved" ] || continue
        case $(first_bytes "$resolved") in
            fffe* | feff*) fail "$resolved is written in UTF-16, which ssh cannot read. Save it as UTF-8; nothing was changed" ;;
        esac
        find_section "$resolved"
    done
    [ "$style" != include ] || check_name
}

# change_config WHAT: puts Postern's part into ~/.ssh/config (WHAT is with), or takes it out (without).
change_config() {
    resolve "$directory/config"
    config=$resolved
    alone=no
    byte_order_mark=no
    first=0
    last=0
    if [ -e "$config" ]; then
        if [ "$(first_bytes "$config")" = efbbbf ]; then
            byte_order_mark=yes
            say "$config begins with a byte order mark, with which ssh reads none of it. Save it as UTF-8 without one" >&2
        fi
        find_section "$config"
        if [ "$first" -gt 0 ] && sed -n "$first,${last}p" "$config" | grep -qF "$alone_line"; then
            alone=yes
        fi
    elif [ "$1" = without ]; then
        return
    else
        alone=yes
    fi
    part=
    if [ "$1" = with ]; then
        temporary "$directory"
        part=$made
        section "$part"
    fi
    temporary "$(dirname "$config")"
    next=$made
    if [ ! -e "$config" ]; then
        cat "$part" >"$next" || fail "cannot write in $(dirname "$config")"
    else
        # First a copy, so that the new file has the mode of the old one.
        { cp -p "$config" "$next" && compose "$config" "$part" >"$next"; } || fail "cannot write in $(dirname "$config")"
        ! cmp -s "$next" "$config" || return 0
        if [ "$alone" = yes ] && [ ! -s "$next" ]; then
            rm -f "$config" || fail "cannot remove $config"
            say "removed $directory/config, which was made for Postern"
            return
        fi
        backup "$config" config
    fi
    mv -f "$next" "$config" || fail "cannot write $config; it is as it was"
    say "changed $directory/config"
}

# change_keys KEYS: puts the part in the file KEYS into the known_hosts of Postern, or takes it out when KEYS is empty.
change_keys() {
    resolve "$directory/$keys_name"
    known=$resolved
    byte_order_mark=no
    if [ ! -e "$known" ]; then
        [ -n "$1" ] || return 0
        temporary "$(dirname "$known")"
        { cat "$1" >"$made" && mv -f "$made" "$known"; } || fail "cannot write $known"
        say "wrote $directory/$keys_name"
        return 0
    fi
    find_section "$known"
    temporary "$(dirname "$known")"
    next=$made
    { cp -p "$known" "$next" && compose "$known" "$1" >"$next"; } || fail "cannot write in $(dirname "$known")"
    ! cmp -s "$next" "$known" || return 0
    if [ ! -s "$next" ]; then
        rm -f "$known" || fail "cannot remove $known"
        say "removed $directory/$keys_name"
        return 0
    fi
    temporary "$directory"
    others=$made
    compose "$known" '' >"$others" || fail "cannot write in $directory"
    [ ! -s "$others" ] || backup "$known" "$keys_name"
    mv -f "$next" "$known" || fail "cannot write $known; it is as it was"
    say "changed $directory/$keys_name"
}

# Refuses a file that somebody else keeps under the name of ours.
check_name() {
    case $name in
        '' | .* | -* | *[!A-Za-z0-9_.-]* | config | known_hosts | "$keys_name" | authorized_keys | id_*) fail "POSTERN_CONFIG_NAME cannot be '$name'" ;;
    esac
    [ -f "$directory/$name" ] || return 0
    grep -qF 'made by Postern' "$directory/$name" ||
        fail "$directory/$name is not of Postern. Move it away; nothing was changed"
    made_from=$(tr -d '\r' <"$directory/$name" | sed -n 's/^# Made from //p' | sed -n 1p)
    [ -z "$made_from" ] || [ "$made_from" = "$page" ] ||
        fail "$directory/$name is of another portal ($made_from). Set POSTERN_CONFIG_NAME to another name for this one; nothing was changed"
}

# Puts $fresh and $keys in their places: first the keys, without which ssh would refuse what the config names.
install_config() {
    look_first
    [ -z "$keys" ] || change_keys "$keys"
    [ "$style" != include ] || place "$fresh" "$directory/$name"
    change_config with
    [ -n "$keys" ] || [ "$same" = yes ] || change_keys ''
}

main() {
    trap cleanup EXIT
    trap 'exit 130' HUP INT TERM
    case ${1:-install} in
        install | update | uninstall) ;;
        *) fail "'$1' is not known. Say install, update or uninstall" ;;
    esac
    if [ ! -d "$directory" ] && [ "${1:-install}" = uninstall ]; then
        say "ssh does not read anything from Postern"
        return
    fi
    [ -d "$directory" ] || mkdir -p "$directory" || fail "cannot make $directory"
    take_lock
    case ${1:-install} in
        install)
            if [ "$carries" = yes ]; then
                temporary "$directory"
                fresh=$made
                carried >"$fresh" || fail "cannot write in $directory"
                from=carried
            else
                download "$address" ''
                fresh=$got
                from=portal
            fi
            check_fresh
            get_keys "$fresh" "$from"
            install_config
            say "ssh reads your servers from Postern now"
            ;;
        update)
            present=$directory/$name
            [ "$style" != inline ] || present=$directory/config
            if download "$address" "$(state_of "$present")"; then
                fresh=$got
                check_fresh
                get_keys "$fresh" portal
                install_config
                say "your servers are as the portal says"
            else
                get_keys "$present" portal
                look_first
                [ -z "$keys" ] || change_keys "$keys"
                [ "$style" = inline ] || change_config with
                say "your servers are as they were the last time"
            fi
            ;;
        uninstall)
            look_first
            change_config without
            if [ "$style" = include ] && [ -f "$directory/$name" ]; then
                rm -f "$directory/$name" || fail "cannot remove $directory/$name"
                say "removed $directory/$name"
            fi
            change_keys ''
            say "ssh does not read anything from Postern any more"
            ;;
    esac
}

main "$@"
