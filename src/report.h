/* report.h - the record of one report while it is being read: each stage reads what earlier stages wrote and appends
 * its own part. Private to the library; dateline.h shows the finished parts. */
#ifndef DL_REPORT_H
#define DL_REPORT_H

#include "base/arena.h"
#include "dateline.h"

/* A run of the cleaned text that is read as one paragraph: bytes [start, end) of report->text, no furniture inside unless
 * `furniture` is set (then the block is all furniture of that kind, kept for CoNLL-U only). `line_is_space`: a single
 * newline inside is only a wrapped line. */
typedef struct dl_block {
    uint32_t start, end;     /* bytes */
    bool headline, furniture, newpar;
} dl_block;

/* Where a report's time goes: `make bench` hands one in; otherwise there is none and a tick is one compare. */
typedef enum report_part {
    PART_REPAIR, PART_FURNITURE, PART_SENTENCES, PART_ENCODE, PART_TREE, PART_WORDS, PART_PLACES, PART_TIMES, PART_ENTITIES,
    PART_STATEMENTS, PART_EVENTS, PART_LEDGER, PART_REST, PART_COUNT
} report_part;
typedef struct report_clock {
    uint64_t last, ns[PART_COUNT];
} report_clock;

struct dl_report {
    dl_arena arena;
    report_clock *clock;     /* NULL except when measuring */
    const dl_model *model;
    dl_options options;

    char *text;              /* repaired UTF-8, NUL-terminated */
    uint32_t bytes;          /* length of text */
    uint32_t *cp_marks;      /* cp_marks[i]: code points before byte 256*i; NULL when the text is ASCII */

    dl_meta meta;
    dl_furniture *furniture; size_t n_furniture;
    dl_block *blocks;        size_t n_blocks;
    dl_sentence *sentences;  size_t n_sentences;
    dl_token *tokens;        size_t n_tokens;
    dl_time *times;          size_t n_times;
    dl_entity *entities;     size_t n_entities;
    dl_mention *mentions;    size_t n_mentions;
    const char **homes;      /* per entity without an actor: the country that its context tells, or NULL */
    uint32_t *mention_at;    /* per token: the mention whose head it is, or DL_NONE */
    dl_quantity *quantities; size_t n_quantities;
    dl_place *places;        size_t n_places;
    dl_statement *statements; size_t n_statements;
    uint32_t *statement_at;  /* per token: the innermost statement whose content holds it, or DL_NONE; NULL without any */
    dl_event *events;        size_t n_events;
    dl_force *forces;        size_t n_forces;
    dl_due *schedule;        size_t n_schedule;
    dl_refusal *refusals;    size_t n_refusals, cap_refusals;
    dl_position *positions;  size_t n_positions;
    dl_incident *incidents;  size_t n_incidents;
    struct petrarch_issue *issues; size_t n_issues; /* by sentence; only with PETRARCH's list of issues */
};

/* Code-point offset of byte offset `byte` (which starts a character) of r->text. At most 256 bytes are looked at. */
uint32_t report_cp(const dl_report *r, uint32_t byte);

/* Charges the time since the last tick to `part`. A stage ticks when a part of its work is done, not for each word. */
void report_clock_tick(report_clock *clock, report_part part);
static inline void report_tick(const dl_report *r, report_part part) {
    if (r->clock) report_clock_tick(r->clock, part);
}

/* Keeps that token `token` was looked at as `what` and turned down, if options.explain asks for it. The strings live as long as
 * the report. False only when memory ends. */
bool report_refuse(dl_report *r, uint32_t token, const char *what, const char *why);

/* dl_read with a clock (may be NULL). */
dl_report *report_read(const dl_model *model, const char *text, size_t len, const dl_options *options, report_clock *clock,
                       dl_error *err);

/* Stages, in order. Each returns false only when memory ends. */
bool text_repair(dl_report *r, const char *raw, size_t len); /* text, bytes, cp_marks, meta.bad_bytes */
bool text_furniture(dl_report *r);                           /* furniture, blocks, meta */
bool text_sentences(dl_report *r);                           /* tokens (span, form, mwt, flags) and sentences (no root) */
bool syntax_read(dl_report *r);                              /* lemma, tags, feats, head, deprel; sentence roots */
bool entities_read(dl_report *r);                            /* entities, mentions, mention_at */
void entities_settle(dl_report *r);                          /* last of all: actors that only the context tells */
bool times_read(dl_report *r);                               /* times; meta.published if the text states it */
bool quantities_read(dl_report *r);                          /* quantities */
bool places_read(dl_report *r);                              /* places */
bool statements_read(dl_report *r);                          /* statements, statement_at: who said what in which words */
bool events_read(dl_report *r);                              /* events */
bool ledger_read(dl_report *r);                              /* forces, schedule, positions, incidents */

#endif
