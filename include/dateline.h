/* dateline.h - the one public header of libdateline.
 *
 * Open a model once with dl_model_open(), read any number of reports with dl_read() from any number of threads, look at
 * the plain structs of each report, and free it with one call. Everything a report hands out lives until
 * dl_report_free(); everything a model hands out lives until dl_model_close().
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DL_VERSION "0.1.0"

#if defined(__GNUC__)
#define DL_API __attribute__((visibility("default")))
#else
#define DL_API
#endif

/* ---- errors ---------------------------------------------------------------------------------------------------- */

/* A one-line message: where (file, position), what is wrong, what to do. Empty when there was no error. */
typedef struct dl_error {
    char message[512];
} dl_error;

/* ---- the model --------------------------------------------------------------------------------------------------- */

typedef struct dl_model dl_model;

/* Opens the grammar model (dateline.model) and the compiled knowledge (dateline.data) in `dir` by mmap and checks their
 * versions and checksums. `dir` NULL: $DATELINE_DATA, then the running program's folder, then ../share/dateline from
 * there, then the folder the library was installed for. Returns NULL and fills `err` (which may be NULL) when a file is
 * missing, damaged or of another version. The model never changes after that and is shared freely between threads. Close
 * it after the last report is freed. */
DL_API dl_model *dl_model_open(const char *dir, dl_error *err);

/* Actors of your own, in the form of data/actors (data/actors/README.md): a file, or a text in memory. Both are read only
 * while the model is opened. */
typedef struct dl_dictionary {
    const char *path;        /* of the file; what messages call the text */
    const char *text;        /* NULL: read the file */
    size_t bytes;            /* of the text */
} dl_dictionary;

typedef struct dl_model_options {
    const char *dir;         /* as of dl_model_open() */
    const dl_dictionary *dictionaries; /* n_dictionaries; they may speak of each other, in any order */
    size_t n_dictionaries;
    const char *petrarch;    /* a folder of PETRARCH dictionaries, or NULL (docs/petrarch.md) */
} dl_model_options;

/* The same with dictionaries over ours: they add actors and names, and where both speak of one name or of who held an office
 * theirs is right. NULL also when one of them cannot be read or has a problem, which `err` tells as FILE:LINE:COLUMN.
 * `options` may be NULL. */
DL_API dl_model *dl_model_open_with(const dl_model_options *options, dl_error *err);
DL_API void dl_model_close(dl_model *model);

/* How many lines of the PETRARCH dictionaries could not be carried over, and the first of them as FILE:LINE and why, or NULL.
 * `dateline lint --petrarch-dictionaries` lists them. */
DL_API long dl_model_petrarch_problems(const dl_model *model, const char **first);

/* Name of the instruction set the grammar model runs on: "avx512-vnni", "avx2" or "plain". All give the same result. */
DL_API const char *dl_model_backend(const dl_model *model);

/* Sixteen hexadecimal digits that tell this grammar model and knowledge from any other. */
DL_API const char *dl_model_version(const dl_model *model);

/* ---- the record's parts ------------------------------------------------------------------------------------------ */

/* [start, end) in Unicode code points of the report's text as given; each undecodable byte run counts as one. */
typedef struct dl_span {
    uint32_t start, end;
} dl_span;

typedef enum dl_furniture_kind {
    DL_FURNITURE_BYLINE, DL_FURNITURE_DATELINE, DL_FURNITURE_LINK, DL_FURNITURE_CONTRIBUTORS, DL_FURNITURE_COPYRIGHT,
    DL_FURNITURE_CAPTION, DL_FURNITURE_CORRECTION, DL_FURNITURE_GLITCH, DL_FURNITURE_HEADER, DL_FURNITURE_OTHER,
    DL_FURNITURE_KINDS
} dl_furniture_kind;

/* Text that stands in the report but is not news. */
typedef struct dl_furniture {
    dl_span span;
    dl_furniture_kind kind;
} dl_furniture;

typedef enum dl_published_basis {
    DL_PUBLISHED_UNKNOWN, DL_PUBLISHED_GIVEN, DL_PUBLISHED_METADATA, DL_PUBLISHED_STATED, DL_PUBLISHED_INFERRED
} dl_published_basis;

/* What the furniture says about the report itself. Strings are NULL where nothing is known. */
typedef struct dl_meta {
    const char *id;             /* given, or a hash of the text */
    const char *agency;         /* "AP" */
    const char *title;          /* headline, if the report carries one */
    const char *dateline_place; /* "MOSCOW", "KYIV, Ukraine": as written */
    const char **bylines;       /* persons named in bylines, as written */
    size_t n_bylines;
    char published[11];         /* YYYY-MM-DD, or empty */
    dl_published_basis published_basis;
    uint32_t bad_bytes;         /* undecodable bytes replaced by U+FFFD */
} dl_meta;

/* Universal part-of-speech tags. */
#define DL_UPOS_LIST(X) \
    X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN) X(PUNCT) X(SCONJ) \
    X(SYM) X(VERB) X(X)
typedef enum dl_upos {
#define X(t) DL_##t,
    DL_UPOS_LIST(X)
#undef X
    DL_UPOS_COUNT
} dl_upos;

/* Relations of UD v2 as English uses them; a subtype's name is its macro name with '_' for ':'. */
#define DL_DEPREL_LIST(X) \
    X(acl, "acl") X(acl_relcl, "acl:relcl") X(advcl, "advcl") X(advcl_relcl, "advcl:relcl") X(advmod, "advmod") \
    X(amod, "amod") X(appos, "appos") X(aux, "aux") X(aux_pass, "aux:pass") X(case, "case") X(cc, "cc") \
    X(cc_preconj, "cc:preconj") X(ccomp, "ccomp") X(compound, "compound") X(compound_prt, "compound:prt") X(conj, "conj") \
    X(cop, "cop") X(csubj, "csubj") X(csubj_outer, "csubj:outer") X(csubj_pass, "csubj:pass") X(dep, "dep") X(det, "det") \
    X(det_predet, "det:predet") X(discourse, "discourse") X(dislocated, "dislocated") X(expl, "expl") X(fixed, "fixed") \
    X(flat, "flat") X(goeswith, "goeswith") X(iobj, "iobj") X(list, "list") X(mark, "mark") X(nmod, "nmod") \
    X(nmod_desc, "nmod:desc") X(nmod_poss, "nmod:poss") X(nmod_unmarked, "nmod:unmarked") X(nsubj, "nsubj") \
    X(nsubj_outer, "nsubj:outer") X(nsubj_pass, "nsubj:pass") X(nummod, "nummod") X(obj, "obj") X(obl, "obl") \
    X(obl_agent, "obl:agent") X(obl_unmarked, "obl:unmarked") X(orphan, "orphan") X(parataxis, "parataxis") \
    X(punct, "punct") X(reparandum, "reparandum") X(root, "root") X(vocative, "vocative") X(xcomp, "xcomp")
typedef enum dl_deprel {
#define X(id, name) DL_REL_##id,
    DL_DEPREL_LIST(X)
#undef X
    DL_DEPREL_COUNT
} dl_deprel;

/* Penn tags as the treebanks write them; XPOS_name gives the text. */
#define DL_XPOS_LIST(X) \
    X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP") X(JJ, "JJ") X(PRP, "PRP") X(STOP, ".") X(RB, "RB") X(COMMA, ",") \
    X(NNS, "NNS") X(VB, "VB") X(CC, "CC") X(VBD, "VBD") X(VBP, "VBP") X(VBZ, "VBZ") X(CD, "CD") X(VBN, "VBN") X(VBG, "VBG") \
    X(TO, "TO") X(MD, "MD") X(PRPS, "PRP$") X(UH, "UH") X(COLON, ":") X(RRB, "-RRB-") X(LRB, "-LRB-") X(WDT, "WDT") \
    X(WRB, "WRB") X(WP, "WP") X(HYPH, "HYPH") X(OPENQ, "``") X(CLOSEQ, "''") X(RP, "RP") X(POS, "POS") X(NNPS, "NNPS") \
    X(JJR, "JJR") X(JJS, "JJS") X(EX, "EX") X(RBR, "RBR") X(SYM, "SYM") X(FW, "FW") X(NFP, "NFP") X(DOLLAR, "$") X(GW, "GW") \
    X(ADD, "ADD") X(PDT, "PDT") X(RBS, "RBS") X(LS, "LS") X(AFX, "AFX") X(WPS, "WP$") X(XX, "XX")
typedef enum dl_xpos {
#define X(id, name) DL_XPOS_##id,
    DL_XPOS_LIST(X)
#undef X
    DL_XPOS_COUNT
} dl_xpos;

/* Morphological features, one bit each, in CoNLL-U's order. */
#define DL_FEAT_LIST(X) \
    X(Abbr, Yes) X(Case, Acc) X(Case, Gen) X(Case, Nom) X(Definite, Def) X(Definite, Ind) X(Degree, Cmp) X(Degree, Pos) \
    X(Degree, Sup) X(ExtPos, ADP) X(ExtPos, ADV) X(ExtPos, CCONJ) X(ExtPos, PRON) X(ExtPos, PROPN) X(ExtPos, SCONJ) \
    X(Foreign, Yes) X(Gender, Fem) X(Gender, Masc) X(Gender, Neut) X(Mood, Imp) X(Mood, Ind) X(Mood, Sub) X(NumForm, Combi) \
    X(NumForm, Digit) X(NumForm, Roman) X(NumForm, Word) X(NumType, Card) X(NumType, Frac) X(NumType, Mult) X(NumType, Ord) \
    X(Number, Plur) X(Number, Ptan) X(Number, Sing) X(Person, 1) X(Person, 2) X(Person, 3) X(Polarity, Neg) X(Polarity, Pos) \
    X(Poss, Yes) X(PronType, Art) X(PronType, Dem) X(PronType, Emp) X(PronType, Ind) X(PronType, Int) X(PronType, Neg) \
    X(PronType, Prs) X(PronType, Rcp) X(PronType, Rel) X(PronType, Tot) X(Reflex, Yes) X(Style, Expr) X(Style, Vrnc) \
    X(Tense, Past) X(Tense, Pres) X(Typo, Yes) X(VerbForm, Fin) X(VerbForm, Ger) X(VerbForm, Inf) X(VerbForm, Part) \
    X(Voice, Pass)
typedef enum dl_feat {
#define X(f, v) DL_FEAT_##f##_##v,
    DL_FEAT_LIST(X)
#undef X
    DL_FEAT_COUNT
} dl_feat;
#define DL_HAS(token, feature) (((token)->feats >> DL_FEAT_##feature) & 1u)

#define DL_ROOT UINT32_MAX /* head of a sentence's root */

enum { DL_TOKEN_SPACE_AFTER = 1, DL_TOKEN_IN_QUOTE = 2 };

/* A syntactic word in UD's sense. Where several words are one surface token (do + n't), `mwt` of the first is their
 * number and of the others 0; elsewhere it is 1. */
typedef struct dl_token {
    dl_span span;
    uint32_t byte, bytes;    /* place and length in dl_report_text() */
    const char *form;        /* as written, NUL-terminated */
    const char *lemma;       /* NULL before the syntax stage */
    uint64_t feats;          /* bits of dl_feat */
    uint32_t head;           /* index among the report's tokens, or DL_ROOT */
    uint8_t upos, xpos, deprel;
    uint8_t mwt;
    uint8_t flags;           /* DL_TOKEN_... */
} dl_token;

enum { DL_SENTENCE_CUT = 1, DL_SENTENCE_FURNITURE = 2, DL_SENTENCE_HEADLINE = 4, DL_SENTENCE_NEWPAR = 8 };

typedef struct dl_sentence {
    dl_span span;
    uint32_t first, count;   /* tokens */
    uint32_t root;           /* token index */
    uint32_t paragraph;      /* 0-based */
    uint8_t flags;           /* CUT: ends because it reached the cap of words, not because the text ends it.
                                FURNITURE: read only because options.keep_furniture asked for it. NEWPAR: first of its
                                paragraph. */
} dl_sentence;

/* A time that the report speaks of. */
typedef enum dl_time_type { DL_TIME_DATE, DL_TIME_TIME, DL_TIME_DURATION, DL_TIME_SET, DL_TIME_TYPES } dl_time_type;
typedef struct dl_time {
    dl_span span;
    uint32_t first, count;   /* tokens that hold it; count 0 in a dateline, which is in no sentence */
    dl_time_type type;
    const char *value;       /* TIMEX3: "2022-02-14", "PT48H", "XXXX-WXX-2"; NULL when the text leaves it open */
    const char *relative;    /* what an open value still tells: "P-1W" (from the unknown day of publication),
                                "XXXX-WXX-7TEV"; or NULL */
    const char *mod;         /* TIMEX3: "START", "APPROX", "MORE_THAN"...; or NULL */
    uint8_t weekday;         /* named in the text: 1 Monday .. 7 Sunday; else 0 */
} dl_time;

/* Kinds of places, as the record writes them. The last four are kinds of names that no gazetteer lists one by one. */
#define DL_PLACE_LIST(X) \
    X(COUNTRY, "country") X(DIVISION, "division") X(COUNTY, "county") X(TOWN, "town") X(CONTINENT, "continent") \
    X(REGION, "region") X(LAND, "land") X(SEA, "sea") X(RIVER, "river") X(LAKE, "lake") X(STRAIT, "strait") \
    X(ISLAND, "island") X(MOUNTAIN, "mountain") X(DESERT, "desert") X(LANDMARK, "landmark") X(AIRPORT, "airport") \
    X(BASE, "base") X(ROAD, "road") X(BUILDING, "building") X(FEATURE, "feature") X(OTHER, "other")
typedef enum dl_place_kind {
#define X(id, name) DL_PLACE_##id,
    DL_PLACE_LIST(X)
#undef X
    DL_PLACE_KINDS
} dl_place_kind;

/* How a name of a place is used: for the place itself ("in Kyiv"); for those who act there ("Kyiv said": an actor); to say
 * what something else is of ("Russian troops", "the Moscow talks"); or only as a part of the name of something that is no
 * place ("the Washington Post", "Bank of America"). */
typedef enum dl_place_use { DL_USE_LITERAL, DL_USE_METONYM, DL_USE_ASSOCIATIVE, DL_USE_EMBEDDED, DL_PLACE_USES } dl_place_use;

/* A place named in the text. */
typedef struct dl_place {
    dl_span span;
    uint32_t first, count;   /* tokens */
    const char *name;        /* the gazetteer's name, or as written */
    const char *country;     /* ISO 3166-1 alpha-3, or NULL */
    const char *division;    /* the state, province, oblast... it is or lies in, or NULL */
    const char *division_code; /* GeoNames' code of that within the country, or NULL */
    double lat, lon;         /* degrees; NAN when not known */
    uint32_t geonames;       /* GeoNames id, or 0 */
    uint32_t population;     /* 0: none or not known */
    uint8_t kind;            /* dl_place_kind */
    uint8_t use;             /* dl_place_use */
    bool approximate;        /* not in the gazetteer: the position is that of the place it was named with */
} dl_place;

/* Who or what the report speaks of. */
typedef enum dl_entity_kind {
    DL_ENTITY_PERSON, DL_ENTITY_GROUP, DL_ENTITY_ORGANIZATION, DL_ENTITY_COUNTRY, DL_ENTITY_PLACE, DL_ENTITY_EVENT,
    DL_ENTITY_OTHER, DL_ENTITY_KINDS
} dl_entity_kind;

/* How a mention names it: "Sergei Lavrov", "the minister", "he", or "Moscow" for Russia's government. */
typedef enum dl_mention_form {
    DL_MENTION_NAME, DL_MENTION_NOMINAL, DL_MENTION_PRONOUN, DL_MENTION_METONYM, DL_MENTION_FORMS
} dl_mention_form;

#define DL_NONE UINT32_MAX

/* One expression that stands for an entity, in the order of the text, an outer one before those inside it. */
typedef struct dl_mention {
    dl_span span;            /* without a final possessive 's */
    uint32_t first, count;   /* tokens */
    uint32_t head;           /* token */
    uint32_t entity;         /* index among the entities */
    uint32_t next;           /* the entity's next mention, or DL_NONE */
    uint8_t form;            /* dl_mention_form */
} dl_mention;

/* One real thing and all that stands for it. Strings are NULL where nothing is known. */
typedef struct dl_entity {
    const char *name;        /* its fullest name, or its first mention where it has none */
    const char *actor;       /* country (ISO 3166-1 alpha-3) or organization */
    const char *sector;      /* as in PLOVER: "GOV", "MIL" */
    const char *role;        /* "foreign minister" */
    uint32_t first, mentions;/* first mention; how many */
    uint8_t kind;            /* dl_entity_kind */
    bool actor_inferred;     /* no words give the actor: it is the country of its town, its sentence or its report */
} dl_entity;

/* How many or how much. */
typedef enum dl_quantity_kind {
    DL_QUANTITY_COUNT, DL_QUANTITY_SHARE, DL_QUANTITY_PERCENT, DL_QUANTITY_MONEY, DL_QUANTITY_MEASURE, DL_QUANTITY_KINDS
} dl_quantity_kind;
typedef struct dl_quantity {
    dl_span span;            /* from "more than" to the noun that is counted */
    uint32_t first, tokens;  /* tokens that hold it */
    double count, count_high; /* equal unless the text gives a range; a share is a part of 1 */
    const char *bound;       /* "exactly", "more than", "at least", "about", "almost", "less than", "up to", or the order
                                of size: "dozens", "thousands"... with its least count */
    const char *unit;        /* "troops", "fighter jets"; a currency's ISO 4217 code; "%"; "barrel per day"; or NULL */
    uint32_t noun;           /* token of the counted noun, or DL_ROOT */
    dl_quantity_kind kind;
} dl_quantity;

/* What a speaker does by saying it, as the record writes it. */
#define DL_ACT_LIST(X) \
    X(SAY, "say") X(CLAIM, "claim") X(DENY, "deny") X(CONFIRM, "confirm") X(DEMAND, "demand") X(REQUEST, "request") \
    X(PROPOSE, "propose") X(OFFER, "offer") X(PROMISE, "promise") X(ACCEPT, "accept") X(REJECT, "reject") \
    X(REFUSE, "refuse") X(WARN, "warn") X(THREATEN, "threaten") X(ACCUSE, "accuse") X(CRITICISE, "criticise") \
    X(PRAISE, "praise") X(APOLOGISE, "apologise") X(ANNOUNCE, "announce") X(ADVISE, "advise") X(CALL, "call") X(ASK, "ask") \
    X(ANSWER, "answer") X(WELCOME, "welcome") X(RETRACT, "retract") X(BELIEVE, "believe") X(INTEND, "intend") X(FEAR, "fear")
typedef enum dl_act {
#define X(id, name) DL_ACT_##id,
    DL_ACT_LIST(X)
#undef X
    DL_ACTS
} dl_act;

typedef enum dl_manner { DL_MANNER_DIRECT, DL_MANNER_INDIRECT, DL_MANNER_MIXED, DL_MANNERS } dl_manner;

/* Somebody's words, belief or plan as the report gives it. The parts of source, cue and content stand in the text's order and
 * may be apart from each other; there is always a content. */
typedef struct dl_statement {
    dl_span span;            /* from the first to the last of all its parts */
    const dl_span *source, *cue, *content;
    uint32_t n_source, n_cue, n_content; /* n_source 0: nobody is named */
    uint32_t sentence;       /* the cue's, or without a cue the content's first */
    uint32_t head;           /* token: the cue's verb or noun, or DL_NONE */
    uint32_t source_head;    /* token: head of the source, or DL_NONE */
    uint32_t source_entity, addressee_entity, reported_by_entity; /* or DL_NONE */
    uint32_t outer;          /* the statement in whose content this one stands, or DL_NONE */
    uint32_t answers, denies, retracts; /* statements, or DL_NONE */
    const char *channel;     /* "Twitter", "BBC Radio 5", or NULL */
    const char *date;        /* the day it was said, YYYY-MM-DD, or NULL */
    float confidence;        /* 0..1 */
    uint8_t manner, act;     /* dl_manner, dl_act */
    bool negated;            /* the act was not done: "did not confirm", "has not ruled out" */
} dl_statement;

/* Event types of PLOVER. */
#define DL_EVENT_LIST(X) \
    X(AGREE) X(CONSULT) X(SUPPORT) X(CONCEDE) X(COOPERATE) X(AID) X(RETREAT) X(REQUEST) X(ACCUSE) X(REJECT) X(THREATEN) \
    X(PROTEST) X(SANCTION) X(MOBILIZE) X(COERCE) X(ASSAULT)
typedef enum dl_event_type {
#define X(t) DL_EVENT_##t,
    DL_EVENT_LIST(X)
#undef X
    DL_EVENT_TYPES
} dl_event_type;

/* What the text says of its being so. Only OCCURRED and ONGOING are said to be facts. */
#define DL_STATUS_LIST(X) \
    X(OCCURRED, "occurred") X(ONGOING, "ongoing") X(PLANNED, "planned") X(POSSIBLE, "possible") X(CONDITIONAL, "conditional") \
    X(DENIED, "denied") X(ALLEGED, "alleged") X(NEGATED, "negated") X(BACKGROUND, "past-background")
typedef enum dl_status {
#define X(id, name) DL_STATUS_##id,
    DL_STATUS_LIST(X)
#undef X
    DL_STATUSES
} dl_status;

/* Who did what to whom. Strings are NULL where nothing is known. */
typedef struct dl_event {
    dl_span span;            /* the words it was read from */
    uint32_t sentence, head; /* head: token of its verb or noun */
    uint32_t source_entity, target_entity; /* or DL_NONE */
    uint32_t source_head, target_head;     /* tokens, or DL_NONE */
    const char *source, *source_sector, *target, *target_sector; /* codes, as of entities */
    uint8_t type;            /* dl_event_type */
    uint8_t status;          /* dl_status */
    uint8_t quad;            /* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; 0 neutral */
    const char *mode;        /* PLOVER's mode: "visit", "military"; or NULL */
    const char *const *contexts; /* n_contexts of PLOVER's contexts */
    uint32_t n_contexts;
    char cameo[5];           /* "154", "0333" */
    float goldstein;         /* -10..10 */
    uint32_t statement;      /* the innermost statement it stands in, or DL_NONE */
    const char *date, *until;/* YYYY-MM-DD, or YYYY-MM or YYYY where the text says no more; or NULL */
    uint32_t place, quantity;/* index among the places, quantities, or DL_NONE */
    float confidence;        /* 0..1 */
    const char *why;         /* entry of the lexicon, or features, that made it */
} dl_event;

/* Who has how many of what, where. */
typedef struct dl_force {
    dl_span span;            /* the quantity's */
    uint32_t sentence;
    uint32_t party_entity;   /* or DL_NONE */
    const char *party, *party_sector; /* codes, as of entities; the sector may be NULL */
    uint32_t quantity;       /* count, bound and unit: index among the quantities */
    uint32_t place;          /* index among the places, or DL_NONE */
    const char *place_name;  /* also where no place but an owner is named ("near Ukraine's borders"), or NULL */
    const char *as_of;       /* the day it is said of, YYYY-MM-DD (or a month or year); the report's where none is named; or NULL */
    uint32_t statement;      /* on whose word: the statement it stands in, or DL_NONE */
    bool planned;            /* to come, or on the way */
} dl_force;

/* What is due: a meeting, a visit, a deadline, the end of an exercise. */
typedef struct dl_due {
    dl_span span;            /* from what is due to when */
    uint32_t sentence;
    uint32_t thing;          /* token that names it */
    const char *what;        /* as written, in small letters: "meeting", "talks" */
    const char *party, *with;/* actors; or NULL */
    uint32_t party_entity, with_entity; /* or DL_NONE */
    const char *body;        /* the organization that meets, or NULL */
    const char *date, *until;/* TIMEX3 values of a day or a time of day; one or both are NULL */
    uint32_t time;           /* index among the times, or DL_NONE */
    uint32_t statement;      /* on whose word, or DL_NONE */
} dl_due;

/* What was looked at as an event and turned down; only with options.explain. */
typedef struct dl_refusal {
    uint32_t sentence, token;
    const char *what;        /* entry of the lexicon and frame, or what else was looked at */
    const char *why;         /* "nobody is its target" */
} dl_refusal;
/* Who wants what of whom, and what was answered. */
typedef enum dl_stance { DL_STANCE_DEMAND, DL_STANCE_OFFER, DL_STANCE_REFUSE, DL_STANCE_ACCEPT, DL_STANCES } dl_stance;
typedef enum dl_answer { DL_ANSWER_OPEN, DL_ANSWER_REJECTED, DL_ANSWER_ACCEPTED, DL_ANSWER_RETRACTED, DL_ANSWERS } dl_answer;
typedef struct dl_position {
    dl_span span;            /* the words that say what is wanted */
    uint32_t sentence, head; /* head: token of the verb that takes the position, or DL_NONE */
    const char *party, *toward;             /* actors; toward may be NULL */
    uint32_t party_entity, toward_entity;   /* or DL_NONE */
    const char *issue;       /* a label of data/ledger/issues.txt, or the words of the span */
    const char *answer_by;   /* actor, or NULL */
    uint32_t statement;      /* that takes it, or in which it stands; or DL_NONE */
    uint32_t answer_statement; /* or DL_NONE */
    uint8_t stance, answer;  /* dl_stance, dl_answer */
} dl_position;

/* What one says has happened and another denies. */
typedef struct dl_incident {
    dl_span span;            /* of what is claimed */
    uint32_t sentence;
    const char *what;        /* its words */
    const char *claimed_by, *denied_by;     /* actors; denied_by NULL: only claimed */
    uint32_t claimed_entity, denied_entity; /* or DL_NONE */
    uint32_t place;          /* index among the places, or DL_NONE */
    const char *date;        /* YYYY-MM-DD, or NULL */
    uint32_t claim, denial;  /* statements; denial may be DL_NONE */
} dl_incident;

/* ---- reading ----------------------------------------------------------------------------------------------------- */

typedef struct dl_report dl_report;

typedef struct dl_options {
    const char *id;          /* NULL: a hash of the text */
    const char *date;        /* publication date YYYY-MM-DD, or NULL */
    bool date_is_metadata;   /* the date came with the report (JSONL), not from the user */
    bool explain;            /* keep what was turned down, for dl_report_refusals() */
    bool keep_furniture;     /* sentences and trees for furniture too, flagged; for CoNLL-U of the whole text */
} dl_options;

/* Reads one report of `len` bytes. `options` may be NULL. Returns NULL and fills `err` (may be NULL) only if the text is
 * larger than DL_MAX_TEXT, a date in the options is no date, or memory ends; any bytes are accepted. Cost is linear in
 * `len`. Thread-safe for one model. */
DL_API dl_report *dl_read(const dl_model *model, const char *text, size_t len, const dl_options *options, dl_error *err);
DL_API void dl_report_free(dl_report *report);

#define DL_MAX_TEXT ((size_t)16 << 20) /* bytes of one report */
#define DL_MAX_SENTENCE 256u           /* words; a longer sentence is cut there and flagged DL_SENTENCE_CUT */

/* Views; *n gets the count. The text is the report's as NUL-terminated UTF-8: undecodable bytes are U+FFFD,
 * every line end is '\n' and control characters are blanks, each character in its old place counted in code points. */
DL_API const char *dl_report_text(const dl_report *r, size_t *bytes);
DL_API const dl_meta *dl_report_meta(const dl_report *r);
DL_API const dl_furniture *dl_report_furniture(const dl_report *r, size_t *n);
DL_API const dl_sentence *dl_report_sentences(const dl_report *r, size_t *n);
DL_API const dl_token *dl_report_tokens(const dl_report *r, size_t *n);
DL_API const dl_entity *dl_report_entities(const dl_report *r, size_t *n);
DL_API const dl_mention *dl_report_mentions(const dl_report *r, size_t *n);
DL_API const dl_time *dl_report_times(const dl_report *r, size_t *n);
DL_API const dl_quantity *dl_report_quantities(const dl_report *r, size_t *n);
DL_API const dl_place *dl_report_places(const dl_report *r, size_t *n);
DL_API const dl_statement *dl_report_statements(const dl_report *r, size_t *n);
DL_API const dl_event *dl_report_events(const dl_report *r, size_t *n);
DL_API const dl_refusal *dl_report_refusals(const dl_report *r, size_t *n);
DL_API const dl_force *dl_report_forces(const dl_report *r, size_t *n);
DL_API const dl_due *dl_report_schedule(const dl_report *r, size_t *n);
DL_API const dl_position *dl_report_positions(const dl_report *r, size_t *n);
DL_API const dl_incident *dl_report_incidents(const dl_report *r, size_t *n);

/* Names as the record writes them. */
DL_API const char *dl_upos_name(int upos);
DL_API const char *dl_xpos_name(int xpos);
DL_API const char *dl_deprel_name(int deprel);
DL_API const char *dl_furniture_name(int kind);
DL_API const char *dl_entity_kind_name(int kind);
DL_API const char *dl_mention_form_name(int form);
DL_API const char *dl_time_type_name(int type);
DL_API const char *dl_quantity_name(int kind);
DL_API const char *dl_place_kind_name(int kind);
DL_API const char *dl_place_use_name(int use);
DL_API const char *dl_act_name(int act);
DL_API const char *dl_manner_name(int manner);
DL_API const char *dl_event_type_name(int type);
DL_API const char *dl_status_name(int status);
DL_API const char *dl_stance_name(int stance);
DL_API const char *dl_answer_name(int answer);
/* Writes CoNLL-U's FEATS ("_" when none) into `out` of `size` bytes, cut to fit; returns `out`. */
DL_API char *dl_feats_string(uint64_t feats, char *out, size_t size);

#ifdef __cplusplus
}
#endif
#endif
