"""Pairs of forms of one word, in six languages, for the question whether one form finds the other.

The list was written down before any engine was tried on it, from one list of 36 notions of the news, the same in each
language: 18 nouns, 6 adjectives, 12 verbs. The second form goes through the usual ones in turn (plural, case, gender,
comparison; tense and person). Regular inflection only, with the changes that it brings: umlaut, vowels that come and
go, the prefixes of German participles and of the Arabic present. No pair was left out because it is hard to find.
"""

_ENGLISH = """
agreement agreements, minister ministers, government governments, border borders, election elections,
sanction sanctions, negotiation negotiations, army armies, weapon weapons, parliament parliaments,
president presidents, country countries, party parties, court courts, law laws, attack attacks,
refugee refugees, embassy embassies,
new newer, strong stronger, high highest, large larger, heavy heavier, early earliest,
demand demanded, declare declares, sign signing, support supported, reject rejects, discuss discussing,
continue continued, confirm confirms, threaten threatening, accuse accused, postpone postpones,
negotiate negotiating
"""

_GERMAN = """
Abkommen Abkommens, Minister Ministern, Regierung Regierungen, Grenze Grenzen, Wahl Wahlen, Sanktion Sanktionen,
Verhandlung Verhandlungen, Armee Armeen, Waffe Waffen, Parlament Parlamente, Präsident Präsidenten, Land Ländern,
Partei Parteien, Gericht Gerichts, Gesetz Gesetze, Angriff Angriffen, Flüchtling Flüchtlinge, Botschaft Botschaften,
neu neuen, politisch politische, militärisch militärischen, wirtschaftlich wirtschaftlicher, stark stärker,
wichtig wichtigsten,
fordern gefordert, erklären erklärte, unterzeichnen unterzeichnet, unterstützen unterstützte, ablehnen abgelehnt,
diskutieren diskutierten, fortsetzen fortgesetzt, bestätigen bestätigte, drohen drohten, beschuldigen beschuldigt,
verschieben verschiebt, verhandeln verhandelte
"""

_FRENCH = """
accord accords, ministre ministres, gouvernement gouvernements, frontière frontières, élection élections,
sanction sanctions, négociation négociations, armée armées, arme armes, parlement parlements, président présidente,
nation nations, parti partis, tribunal tribunaux, loi lois, attaque attaques, réfugié réfugiées, ambassade ambassades,
nouveau nouvelle, politique politiques, militaire militaires, économique économiques, fort fortes,
important importante,
exiger exigent, déclarer déclaré, signer signait, appuyer appuyaient, rejeter rejettent, discuter discuté,
continuer continuait, confirmer confirmaient, menacer menacent, accuser accusée, reporter reportait,
négocier négociaient
"""

_UKRAINIAN = """
угода угоди, міністр міністрами, уряд уряду, кордон кордони, вибори виборів, санкція санкцій,
переговори переговорами, армія армії, зброя зброєю, парламент парламенті, президент президентом, країна країнами,
партія партією, суд судами, закон законів, напад нападу, біженець біженців, посольство посольства,
новий нового, політичний політичних, військовий військові, економічний економічною, сильний сильніший,
важливий важливими,
вимагати вимагає, оголосити оголосив, підписати підписали, підтримати підтримала, відхилити відхилив,
обговорити обговорили, продовжити продовжив, підтвердити підтвердила, погрожувати погрожує, звинуватити звинуватили,
відкласти відклала, домовитися домовилися
"""

_RUSSIAN = """
соглашение соглашения, министр министрами, правительство правительству, граница границы, выборы выборов,
санкция санкций, переговоры переговорами, армия армии, оружие оружием, парламент парламенте, президент президентом,
страна странами, партия партией, суд судами, закон законов, нападение нападений, беженец беженцев,
посольство посольства,
новый нового, политический политических, военный военные, экономический экономической, сильный сильнее,
важный важными,
требовать требует, объявить объявил, подписать подписали, поддержать поддержала, отклонить отклонил,
обсудить обсудили, продолжить продолжил, подтвердить подтвердила, угрожать угрожает, обвинить обвинили,
отложить отложила, договориться договорились
"""

_ARABIC = """
اتفاق اتفاقات, وزير وزيرين, حكومة حكومات, حدود حدودها, انتخاب انتخابات, عقوبة عقوبات, مفاوضة مفاوضات, جيش جيشها,
سلاح سلاحه, برلمان برلمانات, رئيس رئيسة, دولة دولتين, حزب حزبان, محكمة محكمتين, قانون قانونها, هجوم هجومين,
لاجئ لاجئين, سفارة سفارات,
جديد جديدة, سياسي سياسية, عسكري عسكريين, اقتصادي اقتصادية, قوي قوية, مهم مهمة,
طالب طالبت, أعلن أعلنوا, وقع يوقع, دعم دعمت, رفض يرفض, ناقش ناقشوا, واصل يواصل, أكد أكدت, هدد يهدد, اتهم اتهمت,
أجل أجلوا, تفاوض يتفاوض
"""

Pair = tuple[str, str]


def _pairs(text: str) -> list[Pair]:
    found = []
    for pair in text.split(","):
        base, other = pair.split()
        found.append((base, other))
    return found


PAIRS = {
    "en": _pairs(_ENGLISH),
    "de": _pairs(_GERMAN),
    "fr": _pairs(_FRENCH),
    "uk": _pairs(_UKRAINIAN),
    "ru": _pairs(_RUSSIAN),
    "ar": _pairs(_ARABIC),
}
"""Language → pairs of a dictionary form and another form."""

NAMES = {"en": "English", "de": "German", "fr": "French", "uk": "Ukrainian", "ru": "Russian", "ar": "Arabic"}
