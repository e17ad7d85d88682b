"""The first row: numbers that say whether the safeguards hold."""

from dataclasses import replace

from deploy.grafana.panel import Row, Unit, number
from shared.messages import RefusalReason
from shared.signing import BadCommand

_FORGED = "|".join((*BadCommand, RefusalReason.ANCHOR_CONFLICT))

SAFEGUARDS = Row(
    "Pengaman · Safeguards",
    (
        replace(
            number(
                "Terbit tanpa keputusan",
                "Kiriman di halaman resmi yang tidak tercakup keputusan mana pun. Harus selalu 0.",
                "Posts on the official page that no decision covers. Must always be 0.",
                "sum(saring_unscreened_published_total)",
            ),
            wrong_from=1,
        ),
        replace(
            number(
                "Perintah palsu (24 jam)",
                "Perintah yang ditolak penerbit karena tidak dapat dipercaya.",
                "Commands that the publisher did not believe.",
                f'sum(increase(saring_commands_refused_total{{reason=~"{_FORGED}"}}[24h]))',
            ),
            wrong_from=1,
        ),
        replace(
            number(
                "Pesan disisihkan",
                "Pesan dalam antrean pesan mati; hilang sendiri setelah 7 hari.",
                "Messages in the dead-letter queue; they expire after 7 days.",
                'sum(rabbitmq_detailed_queue_messages{queue="saring.dead-letters"})',
            ),
            wrong_from=1,
        ),
        replace(
            number(
                "Pembandingan halaman (10 menit)",
                "Berapa kali halaman resmi dibandingkan dengan audit; 0 berarti tak terjaga.",
                "How often the official page was compared with the audit. At 0 nobody watches.",
                'sum(increase(saring_reconciled_pages_total{result="compared"}[10m]))',
            ),
            wrong_below=1,
        ),
        replace(
            number(
                "Audit belum disegel",
                "Umur catatan audit tertua yang belum masuk rantai hash.",
                "Age of the oldest audit row that is not in the hash chain yet.",
                "max(saring_audit_unsealed_oldest_seconds)",
            ),
            unit=Unit.SECONDS,
            wrong_from=600,
        ),
        replace(
            number(
                "Sakelar henti",
                "Apakah penerbitan sedang dihentikan.",
                "Whether publishing is stopped.",
                "max(saring_publisher_stopped)",
            ),
            wrong_from=1,
            words=("Berjalan", "Dihentikan"),
        ),
        replace(
            number(
                "Relay aktif",
                "Harus tepat satu; yang lain berjaga.",
                "Must be exactly one; the others stand by.",
                "sum(saring_relay_active)",
            ),
            wrong_below=1,
        ),
        replace(
            number(
                "Peringatan menyala",
                "Peringatan yang sedang menyala di Prometheus.",
                "Alerts that fire in Prometheus.",
                'count(ALERTS{alertstate="firing"}) or vector(0)',
            ),
            wrong_from=1,
        ),
    ),
)
