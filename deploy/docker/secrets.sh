#!/bin/sh
# Makes what is missing of a deployment's keys and passwords, in one volume for each who reads them:
# nobody is given a secret of somebody else. What is there stays; running it again mends.
set -eu
umask 027 # Group `saring` may read: PostgreSQL, RabbitMQ and Grafana run under ids of their own.

write() { # FILE TEXT: at once or not at all
  printf '%s' "$2" >"$1.new"
  mv "$1.new" "$1"
}

password() { # FILE: print its password; make it the first time
  [ -s "$1" ] || write "$1" "$(python -c 'import secrets; print(secrets.token_urlsafe(24))')"
  cat "$1"
}

# Two database servers, each with passwords of its own for the same roles.
for server in moderation publisher; do
  for name in superuser database_owner database_moderation database_publisher; do
    password "/made/postgres-$server/$name" >/dev/null
  done
done
for user in moderation publisher; do
  password "/made/rabbitmq/broker_$user" >/dev/null
done
password /made/grafana/admin >/dev/null

database() { # SERVER ROLE DATABASE: print the URL
  secret=$(cat "/made/postgres-$1/database_$2")
  printf 'postgresql+psycopg://saring_%s:%s@postgres-%s:5432/%s' "$2" "$secret" "$1" "$3"
}

broker() { # USER: print the URL
  printf 'amqp://saring_%s:%s@rabbitmq:5672/saring' "$1" "$(cat "/made/rabbitmq/broker_$1")"
}

saring secrets make /made/moderation
# The publisher can check who commands, and cannot command.
[ -s /made/publisher/verify_keys ] ||
  write /made/publisher/verify_keys "$(cat /made/moderation/verify_keys)"

write /made/owner/database_url "$(database moderation owner saring)"
write /made/owner/publisher_database_url "$(database publisher owner saring_publisher)"
write /made/moderation/database_url "$(database moderation moderation saring)"
write /made/moderation/broker_url "$(broker moderation)"
write /made/publisher/database_url "$(database publisher publisher saring_publisher)"
write /made/publisher/broker_url "$(broker publisher)"
write /made/rabbitmq/definitions.json \
  "$(SARING_SECRETS=/made/rabbitmq /deploy/rabbitmq/definitions.sh)"
