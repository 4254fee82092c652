#!/bin/sh
# Runs a connector of the Cloudflare Tunnel @TUNNEL@ in a container.
# Save this with mode 600, run it with sh, and delete it: the token then stands in a file that only you can read. Running this again updates the connector.
set -eu
umask 077
rm -f @NAME@.env
cat >@NAME@.env <<'END_OF_TOKEN'
TUNNEL_TOKEN=@TOKEN@
END_OF_TOKEN
docker pull --quiet cloudflare/cloudflared:@RELEASE@ >/dev/null
docker rm --force @NAME@ >/dev/null 2>&1 || true
docker run --detach --name @NAME@ --restart unless-stopped \
  --env-file @NAME@.env \
  --add-host host.docker.internal:host-gateway \
  cloudflare/cloudflared:@RELEASE@ tunnel --no-autoupdate@PROTOCOL@ --metrics 127.0.0.1:2000 run
# It ends well as soon as the connector is connected:
#   docker exec @NAME@ cloudflared tunnel --metrics 127.0.0.1:2000 ready
