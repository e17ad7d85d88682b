"""Rows: what leaves for the channels, and what apps are told of it, over time."""

from deploy.grafana.panel import Panel, Query, Row, Unit
from deploy.grafana.queries import per_minute

PUBLISHING = Row(
    "Penerbitan · Publishing",
    (
        Panel(
            "Perintah per menit",
            "Perintah yang sampai di penerbit, menurut jenis dan nasibnya.",
            "Commands that reached the publisher, by operation and what became of them.",
            (
                Query(
                    per_minute("saring_commands_total", "op", "disposition"),
                    "{{op}}: {{disposition}}",
                ),
            ),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Perintah ditolak per menit",
            "Perintah yang tidak dijalankan penerbit, menurut alasannya.",
            "Commands that the publisher did not act on, by reason.",
            (Query(per_minute("saring_commands_refused_total", "reason"), "{{reason}}"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Hasil di kanal per menit",
            "Terbit, ditarik, gagal atau tidak diketahui, menurut kanal.",
            "Published, recalled, failed or unknown, by channel.",
            (
                Query(
                    per_minute("saring_publications_total", "channel", "outcome"),
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

CALLBACKS = Row(
    "Panggilan balik · Callbacks",
    (
        Panel(
            "Panggilan balik per menit",
            "Percobaan mengabari aplikasi penerima, menurut hasilnya.",
            "Attempts to deliver a callback, by what became of it.",
            (Query(per_minute("saring_callbacks_total", "result"), "{{result}}"),),
            unit=Unit.PER_MINUTE,
        ),
        Panel(
            "Panggilan balik yang menunggu",
            "Yang sudah jatuh tempo atau menunggu dicoba lagi.",
            "Callbacks that are due, or wait to be tried again.",
            (Query("max(saring_callbacks_pending)", "menunggu"),),
        ),
        Panel(
            "Panggilan balik tertua",
            "Umur yang paling lama belum diterima.",
            "Age of the callback that has waited longest to be taken.",
            (Query("max(saring_callbacks_oldest_seconds)", "tertua"),),
            unit=Unit.SECONDS,
        ),
    ),
)
