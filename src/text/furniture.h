/* furniture.h - what the finders of furniture share: a paragraph cut into pieces, and what was found in it. A finder
 * looks at the pieces of one paragraph and says how far its kind of furniture goes. Private to src/text. */
#ifndef DL_TEXT_FURNITURE_H
#define DL_TEXT_FURNITURE_H

#include "report.h"
#include "text/text_model.h"

/* A paragraph of the report as the shape of its lines tells: bytes [start, end), not blank at either end; a line break
 * inside is a wrapped line. */
typedef struct para {
    uint32_t start, end;
    uint8_t kind; /* dl_furniture_kind of the whole, or NEWS */
    bool newpar;  /* an empty line stands before it */
    bool headline;
} para;
enum { NEWS = DL_FURNITURE_KINDS };

/* A paragraph is read as pieces: words with what is inside them ("O'Brien", "U.S.", "al-Assad", "a@b.com"), and marks,
 * one character each. The full stop after a word is a mark of its own, unless the word holds another or is one letter
 * ("J."). */
typedef struct piece {
    uint32_t start, end;
    uint32_t mark; /* the character, typographic dashes and quotes as ASCII; 0 for a word */
    uint8_t flags;
} piece;
enum {
    PIECE_CAP = 1,     /* begins with a capital letter */
    PIECE_SHOUT = 2,   /* letters, none of them small */
    PIECE_DIGIT = 4,   /* begins with a digit */
    PIECE_SPACE = 8,   /* blank before, or the first */
    PIECE_ADDRESS = 16 /* holds an @ */
};

typedef struct pieces {
    const dl_report *r;
    const text_model *t;
    piece *at;
    size_t n;
    bool whole; /* all of the paragraph */
} pieces;

enum { PIECES_MAX = 480 };

/* Reads at most `max` pieces of text[start, end). */
void pieces_read(pieces *s, uint32_t start, uint32_t end, size_t max);
/* How many pieces, from i on, the longest phrase of any list in `lists` takes; 0 for none. `entry` (may be NULL) gets
 * it. */
size_t pieces_match(const pieces *s, size_t i, uint64_t lists, uint32_t *entry);
/* The lists in which the piece i alone stands. */
uint64_t pieces_lists(const pieces *s, size_t i);
static inline bool piece_is_word(const piece *p) { return !p->mark; }
static inline bool piece_is_dash(const piece *p) { return p->mark == '-' || p->mark == '_'; }
/* What may stand before a note: a bracket, or a dash, star or arrow. */
static inline bool piece_is_bracket(const piece *p) { return p->mark == '(' || p->mark == '[' || p->mark == '{'; }
static inline bool piece_is_bullet(const piece *p) {
    return piece_is_dash(p) || p->mark == '*' || p->mark == '|' || p->mark == '+' || p->mark == '>' ||
           p->mark == 0xB7 || p->mark == 0x2022 || p->mark == 0xBB || (p->mark >= 0x2190 && p->mark <= 0x27BF);
}
static inline bool pieces_mark(const pieces *s, size_t i, uint32_t mark) { return i < s->n && s->at[i].mark == mark; }
/* Number of pieces from i on that only close a line: stops, colons, ellipses, arrows. */
size_t pieces_close(const pieces *s, size_t i);
/* A person's name at i: how many pieces it takes, 0 if there is none; *capitals its words with a capital. `signer`: an
 * office before it says that a name comes, be it like a common word ("sportswriter An Bei"). */
size_t pieces_name(const pieces *s, size_t i, bool signer, size_t *capitals);
/* A day at i: how many pieces; *year 0 where it is not said. */
typedef struct stated_day {
    int year, month, day;
} stated_day;
size_t pieces_day(const pieces *s, size_t i, stated_day *day);

/* ---- finders ----------------------------------------------------------------------------------------------------- */

typedef struct dateline_found {
    uint32_t end;                    /* where the news begins */
    uint32_t furniture_end;          /* after the dash */
    uint32_t place_start, place_end; /* equal: none */
    const char *agency;              /* "" : none */
    stated_day day;
} dateline_found;
/* Does the paragraph begin with a dateline? `first`: no news has stood before it. */
bool furniture_dateline(const pieces *s, bool first, dateline_found *found);

enum { BYLINE_NAMES = 12 };
typedef struct byline_found {
    size_t pieces; /* how many the byline takes */
    struct {
        uint32_t start, end;
    } names[BYLINE_NAMES];
    size_t n_names;
    const char *agency;
    bool sure; /* an agency, a role or a shouted name says so, not the place alone */
} byline_found;
/* Is the paragraph a byline, or does it begin with one that an agency's dateline follows? */
bool furniture_byline(const pieces *s, byline_found *found);
/* Names without "by": "Jane Doe in London", "Jane Doe, Associated Press". */
bool furniture_byline_bare(const pieces *s, byline_found *found);

/* Nothing but names: a byline only where something else says so. */
bool furniture_names(const pieces *s, byline_found *found);

/* Where a paragraph stands in its report. */
typedef struct position {
    size_t before; /* paragraphs before it */
    bool first;    /* no news yet */
} position;
/* The kind of a paragraph that is furniture as a whole by its words: links, notes, captions, headers; or NEWS. *day
 * gets a day that a header states. */
int furniture_note(const pieces *s, position where, stated_day *day);
/* For the last paragraphs: contributors, a copyright notice or a credit at the end. From which piece on, and its kind;
 * s->n for none. */
size_t furniture_tail(const pieces *s, int *kind);

/* Parts of furniture_note(): `i` is the first piece after a bullet or bracket, `words` how many words there are. */
bool furniture_caption(const pieces *s, size_t i, size_t words);
bool furniture_copyright(const pieces *s, size_t i, size_t words);
/* From piece `from` on nothing but names and what they did for the report. */
bool furniture_contributors(const pieces *s, size_t from);
/* "Watch ... below", "Follow ... on Twitter", "See ... at http://...". */
bool furniture_link_words(const pieces *s, size_t from);
/* A parenthesis at the end that is a photo credit: which piece it starts at, or s->n. */
size_t furniture_credit(const pieces *s);
/* Is the piece i what stands after a label: a colon, or a dash or bar before something else? */
bool pieces_label(const pieces *s, size_t i);

/* Calls `found` for each piece of furniture in the middle of text[start, end), in order. False when `found` gave false.
 */
typedef bool inside_found(void *context, uint32_t start, uint32_t end, int kind);
bool furniture_inside(const dl_report *r, uint32_t start, uint32_t end, inside_found *found, void *context);

/* Cuts the report into paragraphs by empty lines and the shape of its lines. False when memory ends. */
bool text_paragraphs(dl_report *r, para **paras, size_t *n);

#endif
