#!/bin/sh
# Writes Alertmanager's settings from the environment, then becomes Alertmanager.
# ALERT_WEBHOOK_URL and ALERT_EMAIL_TO (with ALERT_EMAIL_FROM and ALERT_SMTP_SERVER, host:port) may
# be set, both, or neither. With `--write-only` it stops before it becomes Alertmanager.
set -eu
umask 077

config=${ALERT_CONFIG:-/run/alertmanager/alertmanager.yml}
folder=$(dirname "$config")

fail() {
  echo "alertmanager: $1" >&2
  exit 2
}

# What goes into YAML between quotes must not end them.
plain() { # NAME VALUE
  case $2 in
    *[!A-Za-z0-9@.,:/?\&=%~_+-]*) fail "$1: holds a character that does not belong there" ;;
    '') fail "$1: must be set when ALERT_EMAIL_TO is" ;;
  esac
}

{
  cat <<'YAML'
route:
  receiver: office
  group_by: [alertname]
  group_wait: 10s
  group_interval: 5m
  repeat_interval: 12h
  routes:
    - matchers: [severity="page"]
      receiver: office
      repeat_interval: 1h
# What follows from a process that is down is not told again by itself.
inhibit_rules:
  - source_matchers: [alertname=~"TargetDown|TargetMissing", job="saring-relay"]
    target_matchers: [alertname=~"NoActiveRelay|ReconcilerNotComparing|AuditUnsealed|OutboxStuck"]
receivers:
  - name: office
YAML
  if [ -n "${ALERT_WEBHOOK_URL:-}" ]; then
    plain ALERT_WEBHOOK_URL "$ALERT_WEBHOOK_URL"
    cat <<YAML
    webhook_configs:
      - url: "$ALERT_WEBHOOK_URL"
        send_resolved: true
YAML
  fi
  if [ -n "${ALERT_EMAIL_TO:-}" ]; then
    plain ALERT_EMAIL_TO "$ALERT_EMAIL_TO"
    plain ALERT_EMAIL_FROM "${ALERT_EMAIL_FROM:-}"
    plain ALERT_SMTP_SERVER "${ALERT_SMTP_SERVER:-}"
    cat <<YAML
    email_configs:
      - to: "$ALERT_EMAIL_TO"
        from: "$ALERT_EMAIL_FROM"
        smarthost: "$ALERT_SMTP_SERVER"
        send_resolved: true
YAML
    if [ -n "${ALERT_SMTP_USER:-}" ]; then
      plain ALERT_SMTP_USER "$ALERT_SMTP_USER"
      printf '%s' "${ALERT_SMTP_PASSWORD:-}" >"$folder/smtp-password"
      cat <<YAML
        auth_username: "$ALERT_SMTP_USER"
        auth_password_file: "$folder/smtp-password"
YAML
    fi
  fi
} >"$config"

if [ -z "${ALERT_WEBHOOK_URL:-}${ALERT_EMAIL_TO:-}" ]; then
  echo "alertmanager: neither ALERT_WEBHOOK_URL nor ALERT_EMAIL_TO is set: nobody is told" >&2
fi
[ "${1:-}" != --write-only ] || exit 0
# One instance: no peers, so no port for them.
exec /bin/alertmanager --config.file="$config" --storage.path=/alertmanager \
  --cluster.listen-address=
