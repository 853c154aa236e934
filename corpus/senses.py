"""Tables of words whose exchange turns a sentence of this field: opposites, standards, parties, strength. Data only."""

from __future__ import annotations

OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"objective(?:ly)?", r"subjective(?:ly)?"),
    (r"affirm(?:s|ed|ing|ance)?|upheld|uphold(?:s|ing)?|left (?:in place|standing)", r"revers(?:e[sd]?|ing|al)|vacat(?:e[sd]?|ing)|overturn(?:s|ed)?|threw out|set aside|struck down"),
    (r"accept(?:s|ed|ing)?|adopt(?:s|ed|ing)?|agree[sd]?(?: with)?|embrac(?:ed?|es)|endors(?:ed?|es)", r"reject(?:s|ed|ing)?|declin(?:e[sd]?|ing)|disagree[sd]?|refus(?:e[sd]?|ing)|abandon(?:s|ed)?|disapprov(?:ed?|es)|too broad"),
    (r"correct|sound|proper|right standard", r"too broad|wrong standard|erroneous|mistaken|in error|incorrect"),
    (r"grant(?:s|ed|ing)?", r"den(?:y|ies|ied|ial)"),
    (r"always|automatic(?:ally)?|in every case|in all cases", r"sometimes|ordinarily|usually|limited circumstances|narrow(?:ly)?|only (?:where|when|if)|rare(?:ly)?|certain circumstances|seldom"),
    (r"never|under no circumstances", r"sometimes|can be|may be|at times|in (?:some|certain|limited) (?:cases|circumstances)|possible|possibly|yes"),
    (r"actual(?:ly)? (?:knew|know|notice|knowledge)", r"constructive|should have known"),
    (r"requires?|required|must|needs?|needed|necessary|necessarily", r"need not|not (?:require[ds]?|necessary|need)|(?:does|do|did) not (?:have to|need|require)|optional|unnecessary|needless|without (?:showing|proving)"),
    (r"before|prior|earlier|previous(?:ly)?", r"after|later|subsequent(?:ly)?|afterwards?|following"),
    (r"more than|greater|higher|exceeds?|above", r"less than|fewer|lower|below"),
    (r"strict(?:er)?|stringent|demanding|rigorous|high(?:est)?", r"lenient|easy|lax|loose|low(?:est)?|relaxed"),
    (r"strong(?:est)?|greatest", r"weak(?:est)?|least"),
    (r"broad(?:ly)?|unlimited|wide", r"narrow(?:ly)?|limited|rare"),
    (r"guilty|liable|responsible|answers? for|answerable|must pay|owes?", r"immune|not liable|immunity|escapes? liability|free of liability|owes? no"),
    (r"deliberate(?:ly)?|conscious(?:ly)?|intentional(?:ly)?|on purpose|purposeful(?:ly)?|knowing(?:ly)?", r"accidental(?:ly)?|unintentional(?:ly)?|inadvertent(?:ly)?|unknowing(?:ly)?|careless(?:ly)?|by mistake"),
    (r"liable|on the hook|has to pay|must pay", r"bars?|barred|defeat(?:s|ed)|dooms?|rules? out|wipes? out"),
    (r"formal(?:ly)?|written|official(?:ly)? approved", r"informal(?:ly)?|unwritten|never formally"),
    (r"inside|within|falls? under|covered", r"outside|beyond|excluded|not covered"),
    (r"only|solely|exclusively", r"also|as well|too|not only|both"),
    (r"majority|the court held", r"dissent\w*"),
    (r"public", r"private"),
    (r"civil", r"criminal"),
    (r"first", r"last"),
    (r"won|prevail(?:s|ed)?|wins?", r"lost|loses?|defeated|(?:came|came out|went|goes|ruled|decided) against"),
    (r"narrow(?:s|ed|ing)|limit(?:s|ed|ing)|tighten(?:s|ed|ing)", r"abolish\w+|end(?:s|ed|ing)|eliminat\w+|did away with|got rid of"),
    (r"same|alike|identical|like the", r"different|differs?|distinct|unlike"),
    (r"helps?|supports?|strengthens?", r"hurts?|weakens?|undermines?|defeats?"),
    (r"permit(?:s|ted)?|allow(?:s|ed)?|lets?", r"forbid(?:s|den)?|prohibit(?:s|ed)?|bar(?:s|red)?|preclud(?:e[sd]?|ing)|bann?(?:s|ed)?"),
    (r"start(?:s|ed)?|begin(?:s)?|began|open(?:s|ed)?", r"end(?:s|ed)?|stop(?:s|ped)?|clos(?:e[sd]?)|finish(?:es|ed)?|expire[sd]?"),
    (r"with (?:the )?hindsight|benefit of hindsight", r"without hindsight|not (?:with|in) hindsight|rather than (?:with )?(?:the 20/20 vision of )?hindsight"),
    (r"enough|suffic\w+|adequate(?:ly)?", r"insufficient|inadequate|not enough|too little|does not suffice|not sufficient"),
    (r"dismiss\w*|thrown out|throws? out", r"reinstat\w*|reviv\w*|allowed to (?:go on|proceed)"),
    (r"in good faith|good[- ]faith", r"in bad faith|bad[- ]faith"),
    (r"with prejudice", r"without prejudice"),
    (r"increas\w+|expand\w*|enlarg\w+|broaden\w*|rais(?:e[sd]?|ing)", r"decreas\w+|reduc\w+|shrink\w*|narrow(?:s|ed|ing)|curtail\w*|lower(?:s|ed|ing)"),
    (r"easy|easier|easily|simple", r"hard(?:er)?|difficult\w*|tough\w*"),
    (r"success\w*|succeed\w*", r"fail(?:s|ed|ing)?(?! to)|unsuccess\w*"),
    (r"voluntar(?:y|ily)", r"involuntar(?:y|ily)|coerc\w+|forced|compel\w+"),
    (r"direct(?:ly)?", r"indirect(?:ly)?|vicarious(?:ly)?"),
    (r"present(?! (?:evidence|proof|a |the ))|presence", r"absen(?:t|ce)"),
    (r"includ(?:e[sd]?|ing)|counts? as", r"exclud\w+|except(?:s|ed|ing)?|leaves? out|does not count"),
    (r"protect(?:s|ed|ion)?|shield(?:s|ed)?", r"expos(?:e[sd]?|ing)|strip(?:s|ped)?|leaves? (?:open|exposed)"),
    (r"new|novel|unprecedented|startling|departure", r"familiar|well[- ]settled|long[- ]settled|traditional(?:ly)?|nothing new"),
    (r"clear(?:ly)?|obvious(?:ly)?|certain(?:ly)?", r"unclear|doubtful|uncertain(?:ly)?|debatable|ambiguous"),
    (r"common(?:ly)?|often|frequent(?:ly)?", r"rare(?:ly)?|seldom|uncommon|infrequent\w*|unusual(?:ly)?"),
    (r"minimum|floor|at least", r"maximum|ceiling|at most|no more than"),
    (r"consisten(?:t|tly)|compatible|in line with|agrees? with|harmoni\w+", r"inconsisten\w+|incompatible|at odds|conflicts? with|contrary to|contradict\w*"),
    (r"relevant|bears on|matters", r"irrelevant|immaterial|beside the point|no bearing"),
    (r"separate(?:ly)?|independent(?:ly)?|distinct", r"together|combined|jointly|in unison|one and the same"),
    (r"general(?! (?:rule|public|election))", r"specific|particular(?:ized)?"),
    (r"temporar(?:y|ily)", r"permanent(?:ly)?"),
    (r"overrul\w+|abandon\w*|discard\w*", r"reaffirm\w*|adher\w+|retain\w*|preserv\w+|left intact|keeps? intact"),
    (r"confin\w+|limited to|restrict\w+", r"extend(?:s|ed|ing)?|appl(?:y|ies|ied) (?:equally|also|as well)|reach(?:es)? (?:also|beyond)"),
    (r"discretion\w*|optional|free to choose", r"mandator\w+|no discretion|compulsory"),
    (r"mild|minor|slight", r"severe|serious|grave|substantial"),
    (r"remains? (?:open|available)|stays? open|left open|survives?|exists?|narrow range|however rare", r"abolish\w+|eliminat\w+|overrul\w+|closed|foreclos\w+|end(?:s|ed) "),
)  # fmt: skip
"""Pairs of patterns: the claim has one and not the other, the source the reverse."""

ENOUGH = r"\b(?:enough|suffic(?:e|es|ed|ient)|all (?:that )?(?:is|a|the|she|he|it|they|you|i)\b[^.;]{0,30}\bneed\w*|no more than|nothing (?:more|beyond|else)|merely by|just by|simply by|as soon as)"
"""Words that call something enough."""
NOT_ENOUGH = (
    r"(?:\b(?:not|never|cannot|\w+n't|neither|nor)\b[^.;]{0,60}\b(?:enough|suffic\w+|solely|merely|simply|alone|automatically)|\binsufficient|\binadequate|\bmust also\b|\bsomething more\b|\bmore than (?:mere|simpl|just)"
    r"|\bfalls? short|\bwithout more\b|\bin addition\b)"
)
"""Words that call something not enough."""
STANDARDS: dict[str, str] = {
    "deliberate indifference": r"deliberate(?:ly)? indifferen\w+|deliberate or conscious",
    "gross negligence": r"gross(?:ly)?[ -]negligen\w+",
    "negligence": r"(?<!gross[ -])(?<!grossly )\bnegligen\w+|careless\w*|lack of care|reasonable care",
    "recklessness": r"\breckless\w*",
    "malice": r"\bmalic\w+|sadistic\w*",
    "intent": r"\bintent to\b|\bpurposeful\w*|\bspecific intent\b",
    "strict liability": r"strict(?:ly)? liab\w+|automatic(?:ally)? liab\w+|regardless of fault|without fault",
    "probable cause": r"probable cause",
    "reasonable suspicion": r"reasonable suspicion",
    "beyond a reasonable doubt": r"beyond (?:a )?reasonable doubt",
    "preponderance": r"preponderance|more likely than not",
    "clear and convincing": r"clear and convincing",
    "shocks the conscience": r"shock\w* the conscience",
    "actual knowledge": r"\bactual(?:ly)? (?:knew|know\w*|aware\w*)|\bin fact (?:knew|knows?|aware)|\bknowing of\b|\bsubjective(?:ly)? (?:aware|knew)",
    "what should have been known": r"\bshould have (?:known|realized|been aware)|\bought to have known|\bwhether or not \w+ (?:was|were) aware|\bconstructive (?:notice|knowledge)",
}
CITIES = r"\b(?:city|cities|municipal\w*|county|counties|towns?|local (?:governments?|governing bod\w+))\b"
PARTIES: tuple[tuple[str, str, str], ...] = (
    ("the city and the officer", CITIES, r"\b(?:officers?|employees?|individuals?|deputy|deputies|officials?)\b"),
    ("the city and the State", CITIES, r"\bstates?\b(?! law| court| tort| of mind| power| facts?| actor)"),
    ("plaintiff and defendant", r"\b(?:plaintiffs?|claimants?|suing|injured person)\b", r"\bdefendants?\b"),
    ("majority and dissent", r"\bmajority\b|\bthe court\b", r"\bdissent\w*\b"),
    ("state law and federal law", r"\bstate(?:['’]s)? (?:law|courts?)\b", r"\bfederal (?:law|courts?)\b"),
    ("judge and jury", r"\bjudges?\b", r"\bjur(?:y|ies|ors?)\b"),
)
ACTORS_BY_KIND: dict[str, str] = {
    "city": r"city|cities|municipal\w*|count(?:y|ies)|towns?|local governments?", "officer": r"officers?|employees?|deput(?:y|ies)|police|cops?|workers?|agents?",
    "state": r"states?", "plaintiff": r"plaintiffs?|claimants?|petitioners?|respondents?|inmates?|prisoners?|victims?|citizens?|arrestees?|suspects?|i|me|my|you|your",
    "defendant": r"defendants?", "official": r"officials?|policymakers?|supervisors?|chief|sheriffs?|mayors?", "prosecutor": r"prosecut\w+",
    "judge": r"judges?|courts?", "jury": r"jur(?:y|ies|ors?)", "congress": r"congress|legislat\w+", "federal": r"federal", "dissent": r"dissent\w*",
}  # fmt: skip
"""Who acts in a sentence of this field."""
ACTS = {kind: rf"\b(?:{words})\b" for kind, words in ACTORS_BY_KIND.items()}
UNIVERSAL = r"\b(?:always|every|everything|everyone|automatically|in all cases|no matter|solely|exclusively|whenever|any|all|without (?:any )?exception)\b"
NEVER = r"\b(?:never|under no circumstances|no one|nobody)\b"
HEDGES = r"\b(?:ordinarily|usually|generally|sometimes|may|might|can|could|possibl[ey]|limited|narrow|some|certain|rare(?:ly)?|often|appropriate|normally|seldom|only)\b"

NEGATORS = (
    r"(?:not|no|never|cannot|nor|neither|without|none|nothing|nobody|hardly|rarely|seldom|\w+n't|refus\w+|reject\w+|declin\w+|lacks?|lacked|unable|den(?:y|ies|ied)|"
    r"forbid\w*|prohibit\w*|preclud\w*|bars?|barred|immune|nowhere|inconsistent|incompatible|contrary)"
)
CLAUSE_ENDS = frozenset(
    ["but", "because", "although", "unless", "if", "when", "where", "which", "since", "while", "though", "until", "so", "whether", "unlike", "yet"]
)
UNTURNED = ("train", "supervise", "discipline", "disclose", "screen", "fail", "lack", "missing")
"""Words whose "not" is the subject itself: failure to train, untrained, lack of training."""
ACTORS = (
    "city", "officer", "court", "plaintiff", "defendant", "person", "people", "justice", "state", "judge", "jury", "official", "policymaker", "employ", "government",
    "may", "can", "could", "might", "make", "need", "one", "even", "simply", "alone", "itself", "simple",
)  # fmt: skip
"""Words that a negation passes over to what it turns: "does not make the city liable"."""
OUTCOMES: dict[str, str] = {
    "an objective test": r"\bobjective(?:ly)?\b", "a subjective test": r"\bsubjective(?:ly)?\b", "punitive damages": r"\bpunitive\b",
    "an affirmance": r"\baffirm(?:s|ed)\b", "a reversal": r"\brevers(?:es|ed)\b", "absolute immunity": r"\babsolute(?:ly)? immun", "qualified immunity": r"\bqualified immun",
}  # fmt: skip
"""Words that decide what a sentence says: a claim that has one its source lacks is not supported by it."""
STRENGTH = {
    "universal": UNIVERSAL, "never": NEVER, "hedge": HEDGES, "only": r"\bonly\b|\balone\b|\bjust\b", "may": r"\b(?:may|can|could|might|sometimes)\b",
    "must": r"\b(?:must|have to|has to|requir\w+|need\w*)\b", "even": r"\beven (?:if|when|though|where)\b|\bwhatever\b|\bno matter\b|\bregardless\b|\bat all\b",
}  # fmt: skip
"""Words of strength that the claim has and the passage lacks, or the reverse."""
PATTERNS = frozenset(
    [*STANDARDS.values(), *OUTCOMES.values(), *(side for _, *both in PARTIES for side in both), *ACTS.values(), *STRENGTH.values(), ENOUGH, NOT_ENOUGH]
)
"""What is looked for in a text by itself, before two are compared."""
PREFIXED = {
    "unlawful": "lawful", "unreasonable": "reasonable", "unreasonably": "reasonable", "unconstitutional": "constitutional", "unnecessary": "necessary",
    "insufficient": "sufficient", "inadequate": "sufficient", "invalid": "valid", "irrelevant": "relevant", "unavailable": "available", "unable": "able",
    "unlikely": "likely", "immaterial": "relevant", "improper": "proper", "unrelated": "related", "impossible": "possible", "unknown": "known",
    "unclear": "clear", "unsettled": "settled", "untrue": "true", "unaware": "aware", "illegal": "lawful", "nondangerous": "dangerous", "unarmed": "armed",
}  # fmt: skip
ALIKE = {
    "enough": "sufficient", "suffice": "sufficient", "suffices": "sufficient", "adequate": "sufficient", "municipality": "city", "municipalities": "city", "municipal": "city",
    "cities": "city", "county": "city", "counties": "city", "town": "city", "towns": "city", "inadequacy": "inadequate", "deficiency": "gap", "shortcoming": "gap", "deficient": "gap", "lesson": "training",
    "police": "officer", "cop": "officer", "cops": "officer", "deputy": "officer", "deputies": "officer", "employs": "employ", "employee": "employ", "employees": "employ",
    "harm": "injury", "hurt": "injury", "harmed": "injury", "responsible": "liable", "answers": "liable", "answerable": "liable", "liability": "liable", "award": "award", "awarded": "award",
    "merely": "just", "simply": "just", "required": "need", "require": "need", "requires": "need", "must": "need", "necessary": "need", "needs": "need", "ordinarily": "usual", "usually": "usual", "normally": "usual", "generally": "usual",
    "failure": "fail", "statute": "law", "limitations": "limit", "deadline": "limit", "period": "limit", "lawsuit": "suit", "sue": "suit", "sued": "suit", "suing": "suit", "wrongdoer": "wrong", "tortfeasor": "wrong",
    "violation": "violate", "violations": "violate", "deprivation": "violate", "bad": "poor", "badly": "poor", "poorly": "poor", "weak": "poor", "unsatisfactorily": "poor", "inadequately": "poor", "inadequate": "poor",
    "similar": "like", "show": "prove", "shows": "prove", "showing": "prove", "proof": "prove", "evidence": "prove", "demonstrate": "prove", "holds": "hold", "damages": "money", "monetary": "money",
    "judged": "judge", "analyzed": "judge", "assessed": "judge", "obvious": "obvious", "plain": "obvious", "plainly": "obvious", "patently": "obvious",
}  # fmt: skip
"""Words that this field uses for one another, towards one of them; only ever to see that two sentences speak of the same."""
DECISIVE = frozenset(
    "may must can could might shall city officer state federal plaintiff plaintiffs defendant defendants judge jury court "
    "more less fewer greater lower higher only also unless except before after earlier later prior all any every some no not never always ordinarily usually rarely "
    "neither first last civil criminal public private objective subjective actual constructive deliberate gross negligent knew majority dissent plurality".split()
)
"""Words whose exchange in a sentence otherwise copied is a change of what it says."""
