"""What must not be answered with a figure, whatever else is asked: found in the text itself, before any reading."""

from __future__ import annotations

import re

from cin_narrative.questions.setting import Decline

CHILD = r"(?:child|kid|baby|toddler|boy|girl|son|daughter|niece|nephew|grandson|granddaughter|pupil|teenager|infant|little one|children|kids)"
DANGER = (
    rf"\b{CHILD}\b.{{0,40}}\b(?:is|are|being|keeps?|was|hears?|hear|been) (?:\w+ )?(?:screaming|crying|hurt|hit|beaten|starv\w+|locked|abused|neglected|in danger|unsafe|at risk right now|bleeding|left alone|home alone|bruised|scared|terrified|touched)",
    rf"\b(?:hits?|hitting|beats?|beating|hurts?|hurting|abuses?|abusing|touch(?:es|ing)|starves?|starving|neglects?|neglecting|threatens?|threatening) (?:me|my|her|his|their|the|a|us)\b(?: \w+)? ?(?:{CHILD}|me|sister|brother)?",
    r"\b(?:next door|neighbour|upstairs|downstairs|across the road|over the road|my street)\b.{0,60}\b(?:scream|shout|cry|hit|beat|hurt|bruise|left alone|abus)",
    r"\bscreaming\b|\bwhat (?:do|should|can) i do\b.{0,60}\b(?:child|kid|abuse|hurt|safe)|\b(?:child|kid|abuse|abused|hurt|safe)\b.{0,60}\bwhat (?:do|should|can) i do\b",
    rf"\b(?:i am|i'm|im|we are|we're) (?:\w+ )?(?:worried|concerned|scared|frightened) (?:about|for|of) (?:a|my|the|this|our|his|her|their|some)?\b ?(?:\w+ ){{0,2}}(?:{CHILD}|dad|mum|mother|father|stepdad|uncle)\b",
    rf"\b(?:report|reporting) (?:a |an |some |suspected |child )*(?:{CHILD}|abuse|neglect|concern)\b(?! statistics| data| figures| numbers| to )(?=.{{0,40}}(?:how|who|where|$))|\b(?:who|how) (?:do|can|should|would|to) (?:i |we |you )?(?:call|ring|phone|contact|report|tell)\b|\bhow to report\b|\bwho to (?:call|ring|tell|contact)\b",
    r"\b(?:i|my \w+) (?:am|is|was|'m|have been|has been|keep|keeps) (?:being |getting )?(?:abused|hit|hurt|beaten|raped|molested|in danger|not safe|unsafe|scared of)\b|\bi(?:'m| am) (?:not safe|in danger|scared|suicidal)\b|\bhelp me\b.{0,40}\b(?:dad|mum|hit|hurt|abuse)|\bneed help now\b|\bkill (?:myself|my)\b",
    rf"\bright now\b.{{0,60}}\b{CHILD}\b.{{0,40}}\b(?:danger|risk|hurt|hit|alone)|\b{CHILD}\b.{{0,60}}\b(?:in immediate danger|at immediate risk|in danger|at risk right now|at risk of harm now|not safe)\b|\bthink (?:a|my|the|this|that|his|her) {CHILD}\b.{{0,60}}\b(?:abus|neglect|hurt|danger|risk|unsafe)",
)
PERSONAL = (
    r"\bnames? (?:of|and)\b(?! (?:the )?(?:authorit|council|la\b|las\b|local auth|borough|region|area|indicator|measure|neighbour|file|all (?:authorit|council|la)|each (?:authorit|council)|every (?:authorit|council|la)|our (?:stat|neigh)))|\bnames? and address|\baddress(?:es)?\b|\bpostcodes? of\b|\bdates? of birth\b|\bdobs?\b|\bphone numbers? of\b|\bemails? of\b|\bname the (?:child|kid|famil|parent|social worker|boy|girl|mother)",
    r"\b(?:identify|identities|identity of|unmask|who exactly are|who are the (?:child|kid|famil|\d+|boy|girl)|which (?:child|children|kids|family|families)(?: \w+)? (?:is|are|was|were)\b(?! (?:counted|included|in need\b)))",
    rf"\b(?:my|our|his|her|their|this|that|a (?:named|particular|specific|certain)) (?:own )?(?:{CHILD}|case|file|record|records|family|grandchildren|ex|wife|husband|sister|brother|cousin|friend)(?:'s)?\b(?! (?:rate|numbers|plan rate))(?! in need)(?!ren in)(?! protection)(?! referrals)",
    r"\b(?:is|was|has|did|does) (?:[a-z]+ [a-z]+ )?(?:smith|jones|baby [a-z])\b|\bcase (?:number|reference|ref|notes?|file|files|record|records)\b|\bbaby [a-z]\b(?! )|\bpeter connelly\b|\bvictoria climbie\b|\b(?:individual|single) (?:child|case|record)(?:'s)? (?:details?|data|rows?|records?)|\bchild[- ]level (?:data|rows?|records?)\b|\brow[- ]level\b|\bupns?\b|\blachildid\b|\bchild ids?\b",
)
HIDDEN = (
    r"\b(?:suppressed|hidden|redacted|withheld|masked|confidential|secret|blanked|starred|missing) (?:count|counts|number|numbers|figure|figures|value|values|cell|cells|ones?|bit|c\b)",
    r"\b(?:what|how many|work out|tell me|guess|estimate|calculate|deduce|infer|reveal|derive)\b.{0,80}\b(?:suppressed|redacted|withheld|hidden behind|behind the c\b|shown as c\b|marked c\b|hidden|unsuppressed)",
    r"\b(?:subtract|subtracting|take away|taking away|deduct|minus|less) (?:the )?(?:others?|rest|published|other categories|known|shown|everything else|all the other)|\bwork (?:it|them|this) out (?:from|by|using)|\bby subtraction\b|\breverse[- ]engineer|\bgive or take\b.{0,20}\bsuppress|\bunder 6\b.{0,30}\bexact|\bexact (?:number|count|figure) (?:behind|under|where)",
)
ORDERS = (
    r"\b(?:ignore|disregard|forget|override|bypass|drop) (?:\w+ ){0,3}(?:rules?|instructions?|prompts?|guidelines|restrictions|previous|above|safeguards|disclosure|suppression)",
    r"\b(?:system prompt|you are now|pretend (?:to be|you)|act as (?:a|an|if)|jailbreak|developer mode|dan mode|role ?play|make (?:one|it|them|something|a number|a figure|up) up|make up (?:a|some|the)|invent (?:a|some)|hallucinate|just guess|best guess|say that .{1,40} is \d|round (?:it )?(?:up|down) to look)",
    r"\b(?:drop|delete|truncate|alter|insert into|update) (?:table|from|database|\w+ set)\b|\bselect\b.{1,60}\bfrom\b|\bunion (?:all )?select\b|;\s*--|' or '?1'?\s*=|<script|<\/?\w+>|\bimport os\b|\b(?:rm -rf|sudo|eval\(|exec\()|\{\{|\$\{|\bapi[_ ]?key|\bpassword",
)
NOT_ENGLISH = re.compile(r"\b(?:combien|enfants|quel|quelle|cuantos|cuántos|ninos|wie viele|kinder|quanti|bambini|ile dzieci|dzieci|faint o blant|plant mewn|kolik|hvor mange|hoeveel|kinderen)\b")
COMPILED = tuple(
    (outcome, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
    for outcome, patterns in (("danger", DANGER), ("personal", PERSONAL), ("hidden", HIDDEN), ("orders", ORDERS))
)


COUNTING = re.compile(r"(?:and |so |hi |hello |please )*(?:how many|what (?:number|percentage|proportion|%|share|is the (?:number|rate|percentage))|(?:the )?(?:number|percentage|proportion|rate|%|share) of|which (?:council|authorit|la\b|local))")


def stopped(text: str) -> Decline | None:
    """The refusal that the normalised text calls for, if any: danger first, as it cannot wait."""
    counts = COUNTING.match(text)
    for saying, pattern in COMPILED:
        if saying == "danger" and counts and "right now" not in text:
            continue
        if pattern.search(text):
            return Decline("refused", saying)
    if NOT_ENGLISH.search(text):
        return Decline("refused", "not_english")
    return None
