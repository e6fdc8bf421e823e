#!/bin/sh
# /usr/local/bin/huxin: a command with the service's own settings, as its user.
set -eu
set -a
. /etc/huxin/env
set +a
cd /opt/huxin
exec runuser -u huxin -- /opt/huxin/node_modules/.bin/node src/cli.ts "$@"
