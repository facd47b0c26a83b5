"""The words and made-up names that the benchmark corpus is composed of; nothing here names anything real."""

import re


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return [phrase for line in text.strip().splitlines() for phrase in line.split("|")]


GIVEN = _words("""
Ada Alma Anton Aris Basil Bela Berit Bruno Carla Cyril Dalia Dario Edda Egon Elin Emre Enzo Erna Fadil Fenja
Gerda Goran Greta Hanna Hasan Hedda Ida Igor Ilse Imre Ines Isak Ivo Jana Jonas Jorun Josef Jun Kaja Karel
Katja Lars Leila Lena Liv Luka Magda Malik Mara Marek Mila Mina Nadia Nils Nora Odile Olaf Oskar Pavel Petra
Rafael Rana Rena Ruben Runa Saida Sanna Selma Sigrid Simon Soren Stella Tamar Tarek Teodor Thea Tilda Tomas
Ulla Vera Viktor Wanda Yara Yusuf Zara Zoran
""")

ONSETS = _words("b br d dr f g gr h j k kl l m n p r s st t tr v w z")
VOWELS = _words("a e i o u")
SYLLABLES = [onset + vowel for onset in ONSETS for vowel in VOWELS]
SURNAME_ENDS = _words("nen ric ska vik lund mar dez tov ros ling berg sen")
PLACE_ENDS = _words("holm port vell stad ford haven gate mere wick burg dal mouth")
ACCENTS = str.maketrans("aeou", "áéöü")
_WITHOUT_ACCENTS = str.maketrans("áéöü", "aeou")
CYRILLIC = str.maketrans("abdefghijklmnoprstuvwyz", "абдефгхийклмнопрстуввиз")

ISSUES = _phrases("""
Fishing limits|Joint patrols|Harbour tolls|Grain transit|Pipeline fees|Border demarcation|Prisoner exchange
Observer mission|Ceasefire line|Island status|Reservoir shares|Dam safety|Mine clearance|Airspace corridors
Debt relief|Frozen deposits|Trade sanctions|Steel quotas|Data sharing|Cable landing rights|Election calendar
Minority schools|Refugee return|Visa waiver|Customs union|Port lease|Rail gauge|Forestry ban|Carbon levy
Nuclear inspection|Arms ceiling|Foreign bases|Missile moratorium|Truth commission|War crimes court
Currency peg|Power exchange|Drought fund|Seabed mining|Cultural property
""")

ADJECTIVES = _words("""
joint partial formal interim written verbal regional maritime confidential modest broad narrow technical legal
binding temporary permanent revised late early hesitant firm cautious detailed vague public private bilateral
trilateral seasonal northern southern eastern western coastal inland costly uneven gradual sudden steady
fragile credible disputed annual emergency provincial federal financial military civilian humanitarian
industrial agricultural electoral judicial parliamentary diplomatic commercial strategic logistical procedural
""")

NOUNS = _words("""
agreement text draft proposal framework timetable ceasefire patrol corridor commission delegation ministry
parliament council court treaty protocol annex clause guarantee deadline summit session round mandate border
harbour strait island province district railway pipeline refinery reservoir dam grid cable quota tariff levy
subsidy loan deposit reserve budget audit inspection registry census ballot coalition opposition union
garrison brigade convoy blockade truce withdrawal exchange prisoner refugee shelter hospital school harvest
drought flood fishery fleet vessel shipyard terminal warehouse customs visa passport embassy envoy mediator
observer monitor spokesman adviser minister governor mayor judge prosecutor auditor economist historian
engineer farmer fisherman driver trader insurer banker investor donor statement letter memorandum communique
interview broadcast leak rumour denial concession condition objection reservation amendment appendix map
satellite archive ledger invoice contract tender permit licence
""")

VERBS = _words("""
rejected accepted postponed revised published withdrew questioned defended criticised welcomed described
confirmed denied repeated softened hardened suspended resumed completed delayed extended shortened financed
inspected mapped recorded signed drafted amended tabled circulated leaked translated compared measured counted
weighed expected ignored noted disputed recalled supported opposed
""")

ADVERBS = _words("""
quietly openly again reluctantly promptly briefly formally informally privately repeatedly narrowly largely
partly eventually unexpectedly jointly
""")

LEADS = _phrases("""
On the first day|After a long night|Two weeks earlier|According to people in the room|By the end of the week
In the capital|Behind closed doors|Before the vote|At the same table|Despite the delay|In a short note
For the third time this year|Against advice|In the northern districts|With winter near
Under pressure from donors|Once the cameras had gone|Speaking to reporters|In the view of several diplomats
As in the spring
""")

BODIES = _words("""
Council Commission Ministry Institute Assembly Bank Court Authority Federation Union Agency Fund Congress
Forum Chamber Board
""")

ROLES = _phrases("""
foreign minister|lead negotiator|defence minister|head of the delegation|special envoy|president
prime minister|spokesman of the government|leader of the opposition|governor of the border province
head of the central bank|chair of the foreign affairs committee|mediator|chief of the general staff
justice minister|ambassador|secretary of the council|member of parliament|head of the observer mission
adviser to the president
""")

TOPICS = _phrases("""
diplomacy|fisheries|energy|borders|trade|defence|elections|water|migration|justice|finance|transport|climate
human rights|agriculture|technology
""")

TITLES = _phrases("""
talks end without a text|envoys agree on a timetable|delegations trade drafts|patrol deal moves closer
parliament asks for guarantees|round adjourned after nine hours|mediators publish a map
leaders keep to their lines|inspectors return after a pause|ministers sign an interim protocol
vote shifts the balance|summit opens with a dispute|court ruling changes the table
donors tie the loan to reform|convoy passes under escort|sides disagree on the annex
""")

PAPERS = _words("Gazette Courier Herald Post Chronicle Observer Tribune Wire Dispatch Monitor Review Bulletin")
COUNTRIES = _words("NO SE FI DK IS EE LV LT PL CZ AT CH IT ES PT FR BE NL IE GB CA US MX BR AR CL ZA KE NG EG")
LANGS = _words("en en en en fr es de pl pt it uk no")

SURNAMES = len(SYLLABLES) * len(SYLLABLES) * len(SURNAME_ENDS)
"""How many different surnames `person` can make."""

_NOT_ID = re.compile(r"[^a-z0-9]+")


def ascii_id(name: str) -> str:
    """Return the id that a name without accents gets: "Port Vell" → "port-vell"."""
    return _NOT_ID.sub("-", name.lower()).strip("-")


def _stem(number: int, ends: list[str]) -> str:
    """Return the word of a number: no two numbers below the size of the space share one."""
    size = len(SYLLABLES)
    scrambled = number * 7919 % (size * size * len(ends))
    rest, first = divmod(scrambled, size)
    end, second = divmod(rest, size)
    return (SYLLABLES[first] + SYLLABLES[second] + ends[end]).capitalize()


def person(number: int) -> tuple[str, str]:
    """Return id and name of person `number`; one name in seven has an accented letter. Different for each number."""
    given, surname = GIVEN[number * 37 % len(GIVEN)], _stem(number, SURNAME_ENDS)
    shown = surname[0] + surname[1:].translate(ACCENTS) if number % 7 == 3 else surname
    return ascii_id(f"{given} {surname}"), f"{given} {shown}"


def place(number: int) -> str:
    """Return the name of place `number`; different for each number."""
    return _stem(number + 11, PLACE_ENDS)


def body(number: int) -> str:
    """Return the name of an institution: "Vellor Council"; different for each number."""
    return f"{_stem(number + 5003, PLACE_ENDS)} {BODIES[number % len(BODIES)]}"


def name_id(name: str) -> str:
    """Return the id of a name that may have the accents of `person`."""
    return ascii_id(name.translate(_WITHOUT_ACCENTS))
