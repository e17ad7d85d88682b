"""Coarse words: enough to tell an angry text from an abusive one where a set does not."""

import re

COARSE = re.compile(
    r"an?jing|\basu\b|bangs[ae]t|goblo[kg]|tolol|bodoh|bego|idiot|dungu|baj[iu]ngan|kampret|babi"
    r"|monyet|brengsek|setan|iblis|laknat|cebong|kecebong|otak|sampah|kafir|bani|banci|bencong"
    r"|lonte|pelacur|jancu?[ko]|tai\b|taik|najis|bacot|congor|cocot|kunyuk|biadab|keparat"
    r"|penjilat|pki|gila|sinting|fuck|bitch|shit|stupid"
)
