#!/bin/sh
# Makes Saring's roles and databases on a new PostgreSQL server, or mends them on an old one.
#
# Run by the image's entry point (docker-entrypoint-initdb.d) and by `make stack`. Connects as a
# superuser by libpq's own variables (PGHOST, PGPORT, PGUSER, PGPASSWORD). SARING_SECRETS is the
# directory that holds the roles' passwords; psql reads them there, so none stands on a command line.
set -eu

: "${SARING_SECRETS:?the directory of the passwords}"
for name in database_owner database_moderation database_publisher; do
  if [ ! -s "$SARING_SECRETS/$name" ]; then
    echo "init: $SARING_SECRETS/$name is missing or empty" >&2
    exit 1
  fi
done

# The image's entry point names its superuser and database in these two.
export PGUSER="${PGUSER:-${POSTGRES_USER:-postgres}}"
export PGDATABASE="${PGDATABASE:-${POSTGRES_DB:-postgres}}"
exec psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file="$(dirname "$0")/sql/roles.sql"
