"""A question understood: cleaned, made to stand alone, with its urgent signs and its reasons not to be answered."""

from __future__ import annotations

import re
import unicodedata

from chains.models import Question, Reading, Stop
from chains.places import placeless, state_named
from chains.refusals import stop_of

LONGEST = 8_000
LONG_WORDS, RUN_ON = 35, 60
"""Words above which a question is also asked sentence by sentence, and above which one sentence is cut in stretches."""
MOST_SENTENCES = 16
LONGEST_FOLLOW_UP = 40

DANGER = "If you or someone else is in danger or cannot breathe right now, call 911. If you are thinking of ending your life, call or text 988, at any hour."
DEFENSE_FIRST = "If you are charged with a crime, or might be, talk to your defense lawyer before you type, post or sign anything about what happened: what you write can be used against you."
ONLY_ENGLISH = "This page can only read English so far. / Esta página por ahora solo puede leer inglés."
CLOCK = "Time limits are short and differ by state: find out yours first, today if you can. A late claim is usually lost."

_DANGER = re.compile(
    r"can(?:'|no)?t breathe(?! on)|want(?:s|ed)? to (?:die|end it|kill (?:myself|himself|herself))|kill(?:ing)? myself|suicidal right now|i(?:'m| am) suicidal|end my life|"
    r"don'?t want to live|going to (?:kill me|die)|bleeding (?:out|right now|now)|having a (?:stroke|seizure|heart attack)|hurting me (?:right )?now|"
    r"(?:they|he|she|cops?|officers?) (?:are|is) (?:outside|at) my (?:door|house) (?:right )?now|self.?harm|overdos(?:e|ing) now|unconscious (?:right )?now"
)
_CRIMINAL = re.compile(
    r"\b(?:charged with|i(?:'m| am| was) (?:being )?charged|pending (?:charges?|case|criminal)|criminal (?:case|charges?|trial)|my (?:arraignment|plea|public defender|defense (?:lawyer|attorney)|bail|"
    r"trial|court date|probation|parole)|plea (?:deal|bargain|offer)|pled|plead(?:ed)? (?:guilty|no contest)|indict\w*|under investigation|warrant out|detectives? (?:want|called|keep)|resisting|"
    r"facing (?:charges|felony|jail|prison)|felony|misdemeanor|convict\w*|obstruct\w*|disorderly conduct|assault(?:ing)? (?:on )?an? (?:officer|cop))\b"
)
_TIME = re.compile(
    r"\b(?:how long (?:do|have|until|after)|deadline\w*|statute of limitation\w*|limitations? period|too late|time (?:limit\w*|bar\w*|run\w*)|run(?:s|ning)? out of time|ran out|"
    r"years? ago|months? ago|weeks? ago|last (?:year|month|week|spring|summer|fall|winter)|since (?:19|20)\d\d|in (?:19|20)\d\d|notice of claim|"
    r"(?:last|this past|since|back in|in early|in late) (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:jan|febr)uary \d|(?:march|april|may|june|july|august) \d{1,2}|(?:septem|octo|novem|decem)ber \d|\d{1,2}/\d{1,2}/\d{2,4}|yesterday|last night|tonight|expire[sd]?|file by|when (?:do i|must i|should i) (?:have to )?file)\b"
)
_ABOUT_TIME = re.compile(
    r"how long (?:do|have|until|after)|deadline|statute of limitation|limitations? period|too late|time limit|out of time|ran out|file by|when (?:do|must|should) i (?:have to )?file|years? ago|months? ago"
)


_ENGLISH = frozenset(
    "the a an i my me we our to of in on for and or is are was were be been do does did can could they them he she his her it its that this what how who when why where if with "
    "not no have has had at by from about as but so there their you your will would should get got police city officer cop cops sue court case lawsuit county jail train training "
    "trained rights law vs".split()
)
_FOREIGN = frozenset(
    "el la los las un una y que por para con mi me ciudad policia puedo contra como cuando nunca les des une est et je ma mon dans pour avec ville peux pas qui der die das und ich "
    "nicht ist mein kann ein gegen stadt polizei o os uma não nao meu minha cidade posso polícia policía fui ele il gli che per sono ho mia mio della città polizia mwen yo pou nan pa "
    "lapolis ang ng sa mga ko ako pulis nie jest się mnie moje khong không toi tôi cua của canh sat".split()
)  # fmt: skip


def understand(question: Question) -> Reading:
    """Pure reading of a question; nothing is looked up."""
    text = _clean(question.text)
    lowered = _plain(text)
    urgent = tuple(w for w, seen in ((DANGER, _DANGER), (DEFENSE_FIRST, _CRIMINAL), (CLOCK, _TIME)) if seen.search(lowered))
    about_time = bool(_ABOUT_TIME.search(lowered))
    if words := _unreadable(question.text, text):
        return Reading(text, (), urgent=tuple(u for u in urgent if u == DANGER), stop=Stop("invalid", words))
    earlier = _earlier(text, question.history)
    joined = f"{earlier}{'' if earlier[-1] in '.?!' else '.'} {text}" if earlier else None
    queries = (joined, text) if joined else tuple(dict.fromkeys(map(placeless, (text, *_sentences(text)))))
    return Reading(text, queries, joined, earlier, urgent, about_time, stop_of(lowered), _state(question))


def _state(question: Question) -> str | None:
    """The state that the question names, else the one that the reader chose, else the last one named before."""
    named = (state_named(_clean(t)) for t in reversed(question.history))
    return state_named(_clean(question.text)) or question.state or next((s for s in named if s), None)


def _clean(text: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip()


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("‘", "'")


def _unreadable(raw: str, text: str) -> str | None:
    """Why a text cannot be read as a question, in words for its writer; None where it can."""
    if not text:
        return "Nothing was asked yet. Write a question, for example: Can I sue the city because its officers were never trained?"
    if len(text) > LONGEST:
        return f"That is {len(text):,} characters; up to {LONGEST:,} can be read at once. Please ask the most important part first."
    if sum(c.isalpha() for c in text) >= 4 and sum("a" <= c <= "ɏ" for c in text.lower()) < sum(c.isalpha() for c in text) / 2:
        return ONLY_ENGLISH
    strange = sum(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\r\t" for c in raw)
    words = re.findall(r"[a-z']+", _plain(text))
    if strange > max(2, len(raw) // 20) or not words or sum(len(w) for w in words) < len(text) * 0.3:
        return "That could not be read as a question. Please write it in plain words."
    foreign = sum(w in _FOREIGN for w in re.findall(r"[^\W\d_]+", _plain(text)))
    if foreign >= 2 and foreign > sum(w in _ENGLISH and w not in _FOREIGN for w in words):
        return ONLY_ENGLISH
    return None


_LEANS = re.compile(
    r"^(?:and|but|so|ok|okay|also|or|then|even|same|what about|how about|what if|what else|which one|who else|why(?: not)?\b|how(?: so)?\?)\b|"
    r"\b(?:it|its|that|those|them|they|their|he|him|she|her|this|these|there|then|too|either|instead|meanwhile|else|again|the other|the same)\b"
)
"""Signs that a question needs the one before it."""


def _earlier(text: str, history: tuple[str, ...]) -> str:
    """The question before this one, cut short; empty where there is none or this one is long enough to say everything."""
    before = [h for h in (_clean(x) for x in history) if h and len(h) <= LONGEST]
    return " ".join(before[-1].split()[:60]) if before and len(text.split()) <= LONGEST_FOLLOW_UP else ""


def leans(text: str) -> bool:
    """Whether a question has the look of a follow-up: a joining word, or one that points to what was said before."""
    return bool(_LEANS.search(_plain(text)))


def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a long story, each long enough to mean something; none for a short question."""
    if len(text.split()) <= LONG_WORDS:
        return ()
    import nupunkt

    found = [text[a:b].strip() for a, b in nupunkt.sent_spans(text)]
    cut = [piece for s in found for piece in _windows(s)]
    worth = [s for s in cut if len(s.split()) >= 4]
    return tuple(worth[: MOST_SENTENCES // 2] + worth[-MOST_SENTENCES // 2 :]) if len(worth) > MOST_SENTENCES else tuple(worth)


def _windows(sentence: str) -> list[str]:
    """A run-on sentence in stretches of forty words."""
    words = sentence.split()
    return [sentence] if len(words) <= RUN_ON else [" ".join(words[i : i + 40]) for i in range(0, len(words), 30)]
