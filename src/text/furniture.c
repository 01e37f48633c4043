/* furniture.c - sets apart what stands in a report but is no news, and hands the rest on as blocks. Paragraph by
 * paragraph from the top: dateline, byline, notes; then from the end upwards: contributors and copyright; then glitches
 * inside. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "text/furniture.h"

enum { HEAD_PIECES = 72, TOP = 8, CLOSING = 4, BYLINES_MAX = 32 };

/* What was found inside a paragraph of news. */
typedef struct cuts {
    uint32_t head_end, news; /* furniture [start, head_end), news from `news` on */
    uint8_t head_kind;
    uint32_t byline_end; /* a byline before the dateline in the same line, else 0 */
    uint32_t tail;       /* furniture from here on; else the paragraph's end */
    uint8_t tail_kind;
} cuts;

typedef struct work {
    dl_report *r;
    pieces s;
    para *paras;
    cuts *cuts;
    size_t n;
    size_t furniture_room, blocks_room, bylines_room;
    const char *signed_by; /* agency of a byline, notice or credit, if no dateline names one */
    bool keep, ok;
} work;

static void add_furniture(work *w, uint32_t start, uint32_t end, int kind) {
    dl_report *r = w->r;
    if (!w->ok || start >= end) return;
    if (r->n_furniture == w->furniture_room) {
        size_t room = w->furniture_room ? 2 * w->furniture_room : 16;
        dl_furniture *more = arena_grow(&r->arena, r->furniture, r->n_furniture, room, sizeof *more);
        if (!more) {
            w->ok = false;
            return;
        }
        r->furniture = more;
        w->furniture_room = room;
    }
    r->furniture[r->n_furniture++] = (dl_furniture){{report_cp(r, start), report_cp(r, end)}, kind};
}

static void add_block(work *w, dl_block block) {
    dl_report *r = w->r;
    const char *text = r->text;
    while (block.start < block.end &&
           (text[block.start] == ' ' || text[block.start] == '\n' || text[block.start] == '\t'))
        block.start++;
    while (block.end > block.start &&
           (text[block.end - 1] == ' ' || text[block.end - 1] == '\n' || text[block.end - 1] == '\t'))
        block.end--;
    if (!w->ok || block.start == block.end) return;
    if (r->n_blocks == w->blocks_room) {
        size_t room = w->blocks_room ? 2 * w->blocks_room : 32;
        dl_block *more = arena_grow(&r->arena, r->blocks, r->n_blocks, room, sizeof *more);
        if (!more) {
            w->ok = false;
            return;
        }
        r->blocks = more;
        w->blocks_room = room;
    }
    r->blocks[r->n_blocks++] = block;
}

/* A copy of text[start, end) with line breaks as blanks. */
static const char *copy(work *w, uint32_t start, uint32_t end) {
    char *s = arena_copy(&w->r->arena, w->r->text + start, end - start);
    if (!s) w->ok = false;
    for (char *c = s; c && *c; c++)
        if (*c == '\n' || *c == '\t') *c = ' ';
    return s;
}

static void state_day(work *w, stated_day day) {
    dl_meta *m = &w->r->meta;
    char text[11];
    if (!day.year || m->published_basis != DL_PUBLISHED_UNKNOWN) return;
    snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,
             (unsigned)day.day % 100);
    if (!date_valid(text)) return;
    memcpy(m->published, text, sizeof text);
    m->published_basis = DL_PUBLISHED_STATED;
}

static void take_names(work *w, const byline_found *f) {
    dl_meta *m = &w->r->meta;
    if (*f->agency && !w->signed_by) w->signed_by = f->agency;
    for (size_t i = 0; i < f->n_names && m->n_bylines < BYLINES_MAX; i++) {
        if (m->n_bylines == w->bylines_room) {
            size_t room = w->bylines_room ? 2 * w->bylines_room : 4;
            const char **more = arena_grow(&w->r->arena, m->bylines, m->n_bylines, room, sizeof *more);
            if (!more) {
                w->ok = false;
                return;
            }
            m->bylines = more;
            w->bylines_room = room;
        }
        m->bylines[m->n_bylines++] = copy(w, f->names[i].start, f->names[i].end);
    }
}

static void take_dateline(work *w, const dateline_found *d) {
    dl_meta *m = &w->r->meta;
    if (d->place_end > d->place_start && !m->dateline_place) m->dateline_place = copy(w, d->place_start, d->place_end);
    if (*d->agency && !m->agency) m->agency = d->agency;
    state_day(w, d->day);
}

/* ---- headline ---------------------------------------------------------------------------------------------------- */

/* Most of its words have a capital, and those that have none are small words. */
static bool is_title(const pieces *s) {
    size_t long_words = 0, capitals = 0;
    for (size_t i = 1; i < s->n; i++) {
        const piece *p = &s->at[i];
        if (!piece_is_word(p) || p->end - p->start < 4 || p->flags & PIECE_DIGIT) continue;
        long_words++;
        if (p->flags & PIECE_CAP) capitals++;
        else if (p->end - p->start > 4 && !(pieces_lists(s, i) & (LIST_BIT(NO_NAME) | LIST_BIT(NAME_LINK))))
            return false;
    }
    return long_words >= 3 && capitals * 10 >= long_words * 7;
}

/* A first line like a headline: few words, and either no stop at its end or most of its words with a capital. */
static bool is_headline(const pieces *s) {
    size_t words = 0;
    for (size_t i = 0; i < s->n; i++) {
        words += piece_is_word(&s->at[i]);
        /* two sentences, but not "St. Louis" */
        if (s->at[i].mark == '.' && i && i + 1 < s->n && s->at[i + 1].flags & PIECE_SPACE &&
            s->at[i - 1].end - s->at[i - 1].start > 4)
            return false;
    }
    if (!s->whole || words < 2 || words > 28) return false;
    size_t last = s->n;
    while (last > 1 && (s->at[last - 1].mark == '"' || s->at[last - 1].mark == '\'' || s->at[last - 1].mark == ')'))
        last--;
    uint32_t mark = s->at[last - 1].mark;
    if (mark == '(' || mark == ',' || mark == ':' || mark == ';' || mark == '-' || mark == '_' || s->at[0].mark == '"')
        return false;
    bool title = is_title(s);
    if (mark == '.' || s->r->text[s->at[last - 1].end - 1] == '.' || mark == '!' || mark == '?' || mark == 0x2026)
        return title;
    if (!mark && !(s->at[last - 1].flags & PIECE_CAP) && s->at[last - 1].end - s->at[last - 1].start <= 4 &&
        pieces_lists(s, last - 1) & (LIST_BIT(NO_NAME) | LIST_BIT(NAME_LINK)))
        return false; /* broken off */
    return (title || words <= 20) && (s->at[0].flags & (PIECE_CAP | PIECE_DIGIT) || s->at[0].mark == '\'');
}

/* Under a heading of links, each line of a few words in a title's manner is one. */
static bool is_linked_title(const pieces *s) {
    for (size_t i = 0; i + 1 < s->n; i++)
        if (s->at[i].mark == '.' && s->at[i + 1].flags & PIECE_SPACE) return false; /* more than one sentence */
    return s->n >= 4 && s->at[0].flags & PIECE_CAP && is_headline(s) && is_title(s);
}

/* ---- from the top ------------------------------------------------------------------------------------------------ */

/* Names alone, when an agency's dateline comes next. */
static bool names_before_dateline(work *w, size_t i, byline_found *b) {
    piece room[24];
    pieces next = {.r = w->r, .t = w->s.t, .at = room};
    dateline_found d;
    if (i + 1 >= w->n || !furniture_names(&w->s, b)) return false;
    pieces_read(&next, w->paras[i + 1].start, w->paras[i + 1].end, 24);
    return furniture_dateline(&next, true, &d) && *d.agency;
}

/* A byline as a whole or before a dateline. Far from both ends only what is sure counts. */
static bool take_byline(work *w, size_t i, bool after_headline) {
    pieces *s = &w->s;
    byline_found b;
    bool near_end = i < TOP || i + 3 >= w->n, bare = false;
    if (!furniture_byline(s, &b)) {
        if (i >= 5 || !(furniture_byline_bare(s, &b) || names_before_dateline(w, i, &b))) return false;
        bare = true;
    }
    if (!b.sure && !(near_end && (!bare || after_headline))) return false;
    if (b.pieces >= s->n && !s->whole) return false;
    take_names(w, &b);
    if (b.pieces >= s->n) {
        w->paras[i].kind = DL_FURNITURE_BYLINE;
        return true;
    }
    cuts *c = &w->cuts[i];
    c->head_kind = DL_FURNITURE_BYLINE;
    c->head_end = s->at[b.pieces - 1].end;
    c->news = s->at[b.pieces].start;
    pieces rest = {s->r, s->t, s->at + b.pieces, s->n - b.pieces, s->whole};
    dateline_found d;
    if (furniture_dateline(&rest, true, &d)) {
        take_dateline(w, &d);
        c->byline_end = c->head_end;
        c->head_kind = DL_FURNITURE_DATELINE;
        c->head_end = d.furniture_end;
        c->news = d.end;
    }
    return true;
}

static void read_down(work *w) {
    bool first = true;       /* no news yet */
    bool correcting = false; /* under a heading "CORRECTION:" */
    bool linking = false;    /* under a heading "Related:" */
    size_t headline = SIZE_MAX;
    for (size_t i = 0; i < w->n; i++) {
        para *p = &w->paras[i];
        dateline_found d;
        stated_day day = {0};
        w->cuts[i] = (cuts){.head_end = p->start, .news = p->start, .tail = p->end};
        pieces_read(&w->s, p->start, p->end, HEAD_PIECES);
        if (correcting && i + CLOSING + 2 >= w->n) {
            p->kind = DL_FURNITURE_CORRECTION;
            continue;
        }
        if (linking && !first && is_linked_title(&w->s)) {
            p->kind = DL_FURNITURE_LINK;
            continue;
        }
        linking = false;
        if (furniture_dateline(&w->s, first, &d)) {
            take_dateline(w, &d);
            if (d.end >= p->end) p->kind = DL_FURNITURE_DATELINE;
            w->cuts[i].head_kind = DL_FURNITURE_DATELINE;
            w->cuts[i].head_end = d.furniture_end;
            w->cuts[i].news = d.end;
            first = false;
            continue;
        }
        if (take_byline(w, i, headline != SIZE_MAX && i == headline + 1)) continue;
        p->kind = (uint8_t)furniture_note(&w->s, (position){i, first}, &day);
        state_day(w, day);
        if (p->kind == DL_FURNITURE_CORRECTION && w->s.whole && w->s.n <= 6 && pieces_mark(&w->s, w->s.n - 1, ':'))
            correcting = !first;
        linking = p->kind == DL_FURNITURE_LINK && w->s.whole && w->s.n <= 8;
        if (p->kind != NEWS) continue;
        char next = i + 1 < w->n ? w->r->text[p[1].start] : 0;
        if (first && headline == SIZE_MAX && next && !(next >= 'a' && next <= 'z') && is_headline(&w->s)) {
            headline = i;
            p->headline = true;
            continue;
        }
        first = false;
    }
    /* A title with nothing under it is the report itself. */
    if (headline != SIZE_MAX && first) w->paras[headline].headline = false;
    else if (headline != SIZE_MAX) w->r->meta.title = copy(w, w->paras[headline].start, w->paras[headline].end);
}

/* ---- from the end ------------------------------------------------------------------------------------------------ */

/* The start of the last part of a paragraph that fits into the pieces. */
static uint32_t last_part(const dl_report *r, const para *p, uint32_t from) {
    uint32_t i = p->end - from > 3 * PIECES_MAX ? p->end - 3 * PIECES_MAX : from;
    while (i > from && i < p->end && r->text[i - 1] != ' ' && r->text[i - 1] != '\n') i++;
    return i;
}

static void read_up(work *w) {
    size_t news = 0;
    for (size_t i = w->n; i-- > 0 && news < CLOSING;) {
        para *p = &w->paras[i];
        cuts *c = &w->cuts[i];
        if (p->kind != NEWS) {
            if (p->kind == DL_FURNITURE_COPYRIGHT && !w->signed_by) {
                uint32_t entry;
                pieces_read(&w->s, p->start, p->end, HEAD_PIECES);
                for (size_t k = 0; k < w->s.n && !w->signed_by; k++)
                    if (pieces_match(&w->s, k, LIST_BIT(AGENCY), &entry)) w->signed_by = text_value(w->s.t, entry);
            }
            continue;
        }
        news++;
        if (p->headline) continue;
        uint32_t from = last_part(w->r, p, c->news);
        int kind;
        pieces_read(&w->s, from, p->end, PIECES_MAX);
        size_t tail = furniture_tail(&w->s, &kind);
        if (tail >= w->s.n) continue;
        if (tail == 0 && from == c->news) {
            if (from == p->start) p->kind = (uint8_t)kind;
            c->tail = c->news;
            news--;
        } else if (tail == 0) {
            continue; /* the beginning was not seen */
        } else {
            c->tail = w->s.at[tail].start;
        }
        c->tail_kind = (uint8_t)kind;
    }
}

/* ---- the result -------------------------------------------------------------------------------------------------- */

typedef struct gathering {
    work *w;
    dl_block block; /* the news that is being gathered */
} gathering;

static bool cut_inside(void *context, uint32_t start, uint32_t end, int kind) {
    gathering *g = context;
    add_furniture(g->w, start, end, kind);
    if (!g->w->keep) {
        dl_block before = g->block;
        before.end = start;
        size_t n = g->w->r->n_blocks;
        add_block(g->w, before);
        if (g->w->r->n_blocks > n) g->block.newpar = false;
        g->block.start = end;
    }
    return g->w->ok;
}

static void give_out(work *w) {
    for (size_t i = 0; i < w->n; i++) {
        const para *p = &w->paras[i];
        const cuts *c = &w->cuts[i];
        if (p->kind != NEWS) {
            add_furniture(w, p->start,
                          c->head_end > p->start && p->kind == DL_FURNITURE_DATELINE ? c->head_end : p->end, p->kind);
            if (w->keep) add_block(w, (dl_block){p->start, p->end, false, true, true});
            continue;
        }
        if (c->byline_end) {
            add_furniture(w, p->start, c->byline_end, DL_FURNITURE_BYLINE);
            uint32_t from = c->byline_end;
            while (from < c->head_end && (w->r->text[from] == ' ' || w->r->text[from] == '\n')) from++;
            add_furniture(w, from, c->head_end, c->head_kind);
        } else {
            add_furniture(w, p->start, c->head_end, c->head_kind);
        }
        dl_block block = {w->keep ? p->start : c->news, w->keep ? p->end : c->tail, p->headline, false, true};
        gathering g = {w, block};
        if (!furniture_inside(w->r, c->news, c->tail, cut_inside, &g)) return;
        add_block(w, g.block);
        add_furniture(w, c->tail, p->end, c->tail_kind);
    }
}

bool text_furniture(dl_report *r) {
    work w = {.r = r, .keep = r->options.keep_furniture, .ok = true};
    piece room[PIECES_MAX];
    w.s = (pieces){.r = r, .t = r->model->text, .at = room};
    if (!text_paragraphs(r, &w.paras, &w.n)) return false;
    /* Mostly undecodable: no text, and nothing in it to read. */
    if (r->meta.bad_bytes > 64 && r->meta.bad_bytes > r->bytes / 8) {
        for (size_t i = 0; i < w.n; i++) w.paras[i].kind = DL_FURNITURE_OTHER;
    }
    if (!(w.cuts = ARENA_NEW(&r->arena, cuts, w.n + 1))) return false;
    if (w.n && w.paras[0].kind == NEWS) {
        read_down(&w);
        read_up(&w);
    }
    if (w.ok) give_out(&w);
    if (!r->meta.agency && w.signed_by) r->meta.agency = w.signed_by;
    return w.ok;
}
