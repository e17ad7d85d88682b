"""Rows: what comes in, is screened and decided, over time."""

from deploy.grafana.panel import Panel, Query, Row, Unit
from deploy.grafana.queries import per_minute, quantiles

DECISIONS = Row(
    "Keputusan · Decisions",
    (
        Panel(
            "Kiriman diterima per menit",
            "Kiriman yang diterima lewat API.",
            "Submissions accepted over HTTP, per minute.",
            (Query(per_minute("saring_submissions_total"), "diterima"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Keputusan per menit",
            "Menurut siapa yang memutuskan dan hasilnya.",
            "Decisions per minute, by who decided and how.",
            (Query(per_minute("saring_decisions_total", "by", "outcome"), "{{by}}: {{outcome}}"),),
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
            quantiles("saring_screening_seconds"),
            unit=Unit.SECONDS,
        ),
        Panel(
            "Kegagalan pemeriksa per menit",
            "Pemeriksa yang tidak memberi nilai; kirimannya diperiksa orang.",
            "Checkers that gave no score; a person then looks at the post.",
            (
                Query(
                    per_minute("saring_checker_failures_total", "checker", "kind"),
                    "{{checker}}: {{kind}}",
                ),
            ),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Lama jawaban API",
            "Waktu menjawab permintaan HTTP, termasuk yang menunggu putusan.",
            "Time to answer an HTTP request, those included that wait for a verdict.",
            quantiles("saring_http_request_seconds"),
            unit=Unit.SECONDS,
        ),
        Panel(
            "Permintaan API per menit",
            "Menurut golongan status.",
            "HTTP requests per minute, by status class.",
            (Query(per_minute("saring_http_request_seconds_count", "status"), "{{status}}"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Permintaan ditolak per menit",
            "Kunci tidak berlaku, cakupan kurang, batas per menit atau kuota harian tercapai.",
            "No valid key, a missing scope, the limit per minute or the quota of the day used up.",
            (Query(per_minute("saring_requests_refused_total", "reason"), "{{reason}}"),),
            unit=Unit.PER_MINUTE,
        ),
    ),
)
