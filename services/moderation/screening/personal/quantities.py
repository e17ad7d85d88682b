"""Numbers, amounts of money and stretches of time as people write them, as parts of patterns."""

NUMBER_WORD = (
    r"(?:se(?:puluh|belas|ratus|ribu|juta|yuta|tengah|wu|ket|widak|lawe|kawan)?|satu|dua"
    r"|tiga|empat|lima|enam|tujuh|delapan|sembilan"
    r"|belas|puluh|ratus|siji|setunggal|loro|kalih|rong|telu|telung|papat|patang|sekawan"
    r"|lima|limang|gangsal|nem|enem|nenem|pitu|pitung"
    r"|wolu|wolung|sanga|songo|sangang|hiji|tilu|opat|genep|dalapan|salapan|atus|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|beberapa|ratusan|puluhan|belasan|several)"
)
NUMBER = rf"(?:[0-9]{{1,3}}(?:[.,][0-9]{{1,3}})?|{NUMBER_WORD}(?: {NUMBER_WORD}){{0,4}})"
_UNIT = r"(?:ribu|rb|ewu|juta|jt|yuta|miliar|milyar|m|k|million|thousand)(?:an)?\b"
AMOUNT = (
    rf"(?:(?:rp|idr)\.? ?[0-9][0-9.,]{{0,15}}(?<![.,])(?: ?{_UNIT})?"
    rf"|[0-9]{{1,3}}(?:[.,][0-9]{{1,3}})? ?{_UNIT}|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}"
    rf"|{NUMBER_WORD}(?: {NUMBER_WORD}){{0,4}} {_UNIT})(?: rupiah\b)?"
)
PERIOD = (
    r"(?: (?:(?:per|tiap|setiap|saben|a|each) ?-?|se|sa|sak)(?:bulan|sasi|minggu|hari"
    r"|dina|tahun|taun|month|week|year)\b| sasi\b)"
)
TIME = (
    rf"{NUMBER}(?: setengah)? ?(?:tahun|thn|th|taun|bulan|bln|sasi|wulan|minggu|years?|months?)\b"
)
