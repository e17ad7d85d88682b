"""The last row: whether the processes themselves are well."""

from deploy.grafana.panel import Panel, Query, Row, Unit
from deploy.grafana.queries import per_minute

PROCESSES = Row(
    "Proses · Processes",
    (
        Panel(
            "Proses yang menjawab",
            "1 berarti menjawab Prometheus.",
            "1 means that it answers Prometheus.",
            (Query("min by (job) (up)", "{{job}}"),),
        ),
        Panel(
            "Catatan audit belum disegel",
            "Catatan audit yang belum masuk rantai hash.",
            "Audit rows that are not in the hash chain yet.",
            (Query("max(saring_audit_unsealed)", "belum disegel"),),
        ),
        Panel(
            "Percobaan masuk per menit",
            "Percobaan masuk ke konsol, menurut hasilnya.",
            "Attempts to sign in to the console, by outcome.",
            (Query(per_minute("saring_sign_ins_total", "outcome"), "{{outcome}}"),),
            unit=Unit.PER_MINUTE,
        ),
    ),
)
