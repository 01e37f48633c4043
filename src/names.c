/* names.c - the names of tags, relations, features and kinds as the record and CoNLL-U write them. */
#include <string.h>

#include "dateline.h"

static const char *const UPOS[] = {
#define X(t) #t,
    DL_UPOS_LIST(X)
#undef X
};
static const char *const XPOS[] = {
#define X(id, name) name,
    DL_XPOS_LIST(X)
#undef X
};
static const char *const DEPREL[] = {
#define X(id, name) name,
    DL_DEPREL_LIST(X)
#undef X
};
static const struct { const char *feature, *value; } FEATS[] = {
#define X(f, v) {#f, #v},
    DL_FEAT_LIST(X)
#undef X
};
static const char *const FURNITURE[] = {"byline",  "dateline",   "link",   "contributors", "copyright",
                                        "caption", "correction", "glitch", "header",       "other"};

static const char *const ENTITY_KINDS[] = {"person", "group", "organization", "country", "place", "event", "other"};
static const char *const MENTION_FORMS[] = {"name", "nominal", "pronoun", "metonym"};
static const char *const TIME_TYPES[] = {"DATE", "TIME", "DURATION", "SET"};
static const char *const QUANTITIES[] = {"count", "share", "percent", "money", "measure"};
static const char *const PLACE_KINDS[] = {
#define X(id, name) name,
    DL_PLACE_LIST(X)
#undef X
};
static const char *const ACTS[] = {
#define X(id, name) name,
    DL_ACT_LIST(X)
#undef X
};
static const char *const MANNERS[] = {"direct", "indirect", "mixed"};
static const char *const EVENT_TYPES[] = {
#define X(t) #t,
    DL_EVENT_LIST(X)
#undef X
};
static const char *const STATUSES[] = {
#define X(id, name) name,
    DL_STATUS_LIST(X)
#undef X
};
static const char *const STANCES[] = {"demand", "offer", "refuse", "accept"};
static const char *const ANSWERS[] = {"open", "rejected", "accepted", "retracted"};
static const char *const PLACE_USES[] = {"literal", "metonym", "associative", "embedded"};

#define NAME(table, i) ((i) >= 0 && (size_t)(i) < sizeof table / sizeof *table ? table[i] : "_")

const char *dl_upos_name(int upos) { return NAME(UPOS, upos); }
const char *dl_xpos_name(int xpos) { return NAME(XPOS, xpos); }
const char *dl_deprel_name(int deprel) { return NAME(DEPREL, deprel); }
const char *dl_furniture_name(int kind) { return NAME(FURNITURE, kind); }
const char *dl_entity_kind_name(int kind) { return NAME(ENTITY_KINDS, kind); }
const char *dl_mention_form_name(int form) { return NAME(MENTION_FORMS, form); }
const char *dl_time_type_name(int type) { return NAME(TIME_TYPES, type); }
const char *dl_quantity_name(int kind) { return NAME(QUANTITIES, kind); }
const char *dl_place_kind_name(int kind) { return NAME(PLACE_KINDS, kind); }
const char *dl_place_use_name(int use) { return NAME(PLACE_USES, use); }
const char *dl_act_name(int act) { return NAME(ACTS, act); }
const char *dl_manner_name(int manner) { return NAME(MANNERS, manner); }
const char *dl_event_type_name(int type) { return NAME(EVENT_TYPES, type); }
const char *dl_stance_name(int stance) { return NAME(STANCES, stance); }
const char *dl_answer_name(int answer) { return NAME(ANSWERS, answer); }
const char *dl_status_name(int status) { return NAME(STATUSES, status); }

char *dl_feats_string(uint64_t feats, char *out, size_t size) {
    size_t n = 0;
    const char *before = "";
    for (size_t i = 0; i < DL_FEAT_COUNT; i++) {
        if (!(feats >> i & 1)) continue;
        bool same = !strcmp(before, FEATS[i].feature); /* several values of one feature: Gender=Fem,Masc */
        const char *parts[] = {same ? "," : n ? "|" : "", same ? "" : FEATS[i].feature, same ? "" : "=", FEATS[i].value};
        before = FEATS[i].feature;
        for (size_t k = 0; k < 4; k++)
            for (const char *s = parts[k]; *s && n + 1 < size; s++) out[n++] = *s;
    }
    if (!n && size > 1) out[n++] = '_';
    if (size) out[n] = 0;
    return out;
}
