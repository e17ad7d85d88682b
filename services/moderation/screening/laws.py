"""The laws that rules of the official channels come from, as a statement of reasons names them."""

from services.moderation.screening.reasons import Sentences

# Article 28(2) of Law 11/2008 said so until the code came into force, on 2 January 2026.
HATRED_OF_GROUPS: Sentences = {
    "id": "Pasal 243 UU 1/2023 tentang Kitab Undang-Undang Hukum Pidana",
    "en": "Article 243 of Law 1/2023, the Criminal Code",
}
GAMBLING: Sentences = {
    "id": (
        "Pasal 27 ayat (2) UU 11/2008 tentang Informasi dan Transaksi Elektronik, sebagaimana"
        " terakhir diubah dengan UU 1/2024"
    ),
    "en": (
        "Article 27(2) of Law 11/2008 on electronic information and transactions, as last amended"
        " by Law 1/2024"
    ),
}
PERSONAL_DATA: Sentences = {
    "id": "Pasal 65 ayat (2) UU 27/2022 tentang Pelindungan Data Pribadi",
    "en": "Article 65(2) of Law 27/2022 on personal data protection",
}
ACCURATE_INFORMATION: Sentences = {
    "id": "Pasal 7 ayat (2) UU 14/2008 tentang Keterbukaan Informasi Publik",
    "en": "Article 7(2) of Law 14/2008 on public information disclosure",
}
OMBUDSMAN: Sentences = {
    "id": "UU 37/2008 tentang Ombudsman Republik Indonesia",
    "en": "Law 37/2008 on the Ombudsman of the Republic of Indonesia",
}
