#!/bin/sh
# Runs a connector of the Cloudflare Tunnel @TUNNEL@ on macOS, from the start of the system on.
# Install cloudflared first (brew install cloudflared), then save this with mode 600, run it as root, and delete it;
# running it again updates the service.
set -eu
if [ "$(id -u)" -ne 0 ]; then
  echo "Run this as root, for example with sudo sh macos.sh." >&2
  exit 1
fi
program=""
for candidate in /opt/homebrew/bin/cloudflared /usr/local/bin/cloudflared; do
  if [ -x "$candidate" ]; then
    program=$candidate
  fi
done
if [ -z "$program" ]; then
  echo "Install cloudflared first, as yourself: brew install cloudflared" >&2
  exit 1
fi
mkdir -p /usr/local/etc/cloudflared
umask 077
rm -f /usr/local/etc/cloudflared/@NAME@.token
cat >/usr/local/etc/cloudflared/@NAME@.token <<'END_OF_TOKEN'
@TOKEN@
END_OF_TOKEN
umask 022
cat >/Library/LaunchDaemons/@NAME@.plist <<END_OF_PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>@NAME@</string>
  <key>ProgramArguments</key>
  <array>
    <string>$program</string>
@PLIST@
    <string>--token-file</string>
    <string>/usr/local/etc/cloudflared/@NAME@.token</string>
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <true/>
  <key>StandardErrorPath</key>
  <string>/Library/Logs/@NAME@.log</string>
</dict>
</plist>
END_OF_PLIST
launchctl bootout system/@NAME@ 2>/dev/null || true
launchctl bootstrap system /Library/LaunchDaemons/@NAME@.plist
