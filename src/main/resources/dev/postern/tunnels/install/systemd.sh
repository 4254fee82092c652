#!/bin/sh
# Runs a connector of the Cloudflare Tunnel @TUNNEL@ as a service of systemd,
# on Debian, Ubuntu, RHEL and their like. Save it with mode 600, run it as root, and delete it;
# running it again updates the service.
set -eu
if [ "$(id -u)" -ne 0 ]; then
  echo "Run this as root, for example with sudo sh systemd.sh." >&2
  exit 1
fi
if ! command -v cloudflared >/dev/null; then
  if command -v apt-get >/dev/null; then
    install -d -m 755 /usr/share/keyrings
    curl -fsSL https://pkg.cloudflare.com/cloudflare-main.gpg -o /usr/share/keyrings/cloudflare-main.gpg
    echo "deb [signed-by=/usr/share/keyrings/cloudflare-main.gpg] https://pkg.cloudflare.com/cloudflared any main" \
      >/etc/apt/sources.list.d/cloudflared.list
    apt-get update </dev/null
    apt-get install -y cloudflared </dev/null
  elif command -v dnf >/dev/null; then
    curl -fsSL https://pkg.cloudflare.com/cloudflared.repo -o /etc/yum.repos.d/cloudflared.repo
    dnf install -y cloudflared </dev/null
  else
    echo "Install cloudflared first: https://pkg.cloudflare.com/" >&2
    exit 1
  fi
fi
program=$(command -v cloudflared)
install -d -m 700 /etc/cloudflared
umask 077
rm -f /etc/cloudflared/@NAME@.env
cat >/etc/cloudflared/@NAME@.env <<'END_OF_TOKEN'
TUNNEL_TOKEN=@TOKEN@
END_OF_TOKEN
umask 022
cat >/etc/systemd/system/@NAME@.service <<END_OF_UNIT
[Unit]
Description=Connector of the Cloudflare Tunnel @TUNNEL@
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
TimeoutStartSec=60
EnvironmentFile=/etc/cloudflared/@NAME@.env
ExecStart=$program tunnel --no-autoupdate@PROTOCOL@ run
DynamicUser=yes
NoNewPrivileges=yes
Restart=on-failure
RestartSec=5s

[Install]
WantedBy=multi-user.target
END_OF_UNIT
systemctl daemon-reload
systemctl enable @NAME@.service
systemctl restart @NAME@.service
