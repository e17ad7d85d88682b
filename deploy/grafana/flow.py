"""The other rows: what comes in, is screened, decided and published, over time."""

from deploy.grafana.panel import Panel, Query, Row, Unit

_RATE = "[$__rate_interval]"


def _per_minute(metric: str, *labels: str) -> str:
    by = f" by ({', '.join(labels)})" if labels else ""
    return f"60 * sum{by} (rate({metric}{_RATE}))"


def _quantiles(metric: str) -> tuple[Query, ...]:
    return tuple(
        Query(f"histogram_quantile({q}, sum by (le) (rate({metric}_bucket{_RATE})))", name)
        for q, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
    )


DECISIONS = Row(
    "Keputusan · Decisions",
    (
        Panel(
            "Kiriman diterima per menit",
            "Kiriman yang diterima lewat API.",
            "Submissions accepted over HTTP, per minute.",
            (Query(_per_minute("saring_submissions_total"), "diterima"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Keputusan per menit",
            "Menurut siapa yang memutuskan dan hasilnya.",
            "Decisions per minute, by who decided and how.",
            (Query(_per_minute("saring_decisions_total", "by", "outcome"), "{{by}}: {{outcome}}"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Antrean menurut keadaan",
            "Kiriman yang menunggu disaring atau menunggu orang.",
            "Submissions that wait for screening or for a person, by state.",
            (Query("max by (state) (saring_queue_items)", "{{state}}"),),
        ),
        Panel(
            "Menunggu paling lama",
            "Umur kiriman yang paling lama menunggu moderator.",
            "Age of the submission that has waited longest for a person.",
            (Query("max(saring_queue_oldest_seconds)", "paling lama"),),
            unit=Unit.SECONDS,
        ),
    ),
)

SCREENING = Row(
    "Penyaringan · Screening",
    (
        Panel(
            "Lama penyaringan",
            "Waktu untuk menyaring satu teks.",
            "Time to screen one text.",
            _quantiles("saring_screening_seconds"),
            unit=Unit.SECONDS,
        ),
        Panel(
            "Kegagalan pemeriksa per menit",
            "Pemeriksa yang tidak memberi nilai; kirimannya diperiksa orang.",
            "Checkers that gave no score; a person then looks at the post.",
            (
                Query(
                    _per_minute("saring_checker_failures_total", "checker", "kind"),
                    "{{checker}}: {{kind}}",
                ),
            ),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Lama jawaban API",
            "Waktu menjawab permintaan HTTP, termasuk yang menunggu putusan.",
            "Time to answer an HTTP request, those included that wait for a verdict.",
            _quantiles("saring_http_request_seconds"),
            unit=Unit.SECONDS,
        ),
        Panel(
            "Permintaan API per menit",
            "Menurut golongan status.",
            "HTTP requests per minute, by status class.",
            (Query(_per_minute("saring_http_request_seconds_count", "status"), "{{status}}"),),
            unit=Unit.PER_MINUTE,
        ),
    ),
)

PUBLISHING = Row(
    "Penerbitan · Publishing",
    (
        Panel(
            "Perintah per menit",
            "Perintah yang sampai di penerbit, menurut jenis dan nasibnya.",
            "Commands that reached the publisher, by operation and what became of them.",
            (
                Query(
                    _per_minute("saring_commands_total", "op", "disposition"),
                    "{{op}}: {{disposition}}",
                ),
            ),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Perintah ditolak per menit",
            "Perintah yang tidak dijalankan penerbit, menurut alasannya.",
            "Commands that the publisher did not act on, by reason.",
            (Query(_per_minute("saring_commands_refused_total", "reason"), "{{reason}}"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Hasil di kanal per menit",
            "Terbit, ditarik, gagal atau tidak diketahui, menurut kanal.",
            "Published, recalled, failed or unknown, by channel.",
            (
                Query(
                    _per_minute("saring_publications_total", "channel", "outcome"),
                    "{{channel}}: {{outcome}}",
                ),
            ),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Kotak keluar",
            "Pesan yang sudah jatuh tempo tetapi belum terkirim.",
            "Messages that are due and not sent, by service.",
            (Query("max by (service) (saring_outbox_pending)", "{{service}}"),),
        ),
        Panel(
            "Kotak keluar: menunggu paling lama",
            "Sejak kapan pesan tertua yang belum terkirim jatuh tempo.",
            "Time since the oldest message that is not sent was due, by service.",
            (Query("max by (service) (saring_outbox_oldest_seconds)", "{{service}}"),),
            unit=Unit.SECONDS,
        ),
        Panel(
            "Antrean RabbitMQ",
            "Pesan dalam tiap antrean.",
            "Messages in each queue of the broker.",
            (
                Query(
                    'sum by (queue) (rabbitmq_detailed_queue_messages{queue=~"saring.*"})',
                    "{{queue}}",
                ),
            ),
        ),
        Panel(
            "Konsumen RabbitMQ",
            "Berapa proses yang mengambil dari tiap antrean. Antrean pesan mati tidak punya.",
            "How many processes take from each queue. Dead letters have none.",
            (
                Query(
                    'sum by (queue) (rabbitmq_detailed_queue_consumers{queue=~"saring.*"})',
                    "{{queue}}",
                ),
            ),
        ),
    ),
)

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
            (Query(_per_minute("saring_sign_ins_total", "outcome"), "{{outcome}}"),),
            unit=Unit.PER_MINUTE,
        ),
    ),
)
