/* lists.h - the lists of words and phrases that the text stage uses, by the heading they stand under in data/text/. To add a
 * list: a line here, a `[heading]` there. WORDS are looked up whole and as written ("Gen."); PHRASES are compared atom by
 * atom (base/table.h) in any case, or letter for letter where the entry begins with `=`. */
#ifndef DL_LISTS_H
#define DL_LISTS_H

#include <stdint.h>

#define LISTS(X) \
    X(AGENCY, "agency", PHRASES)                 /* news agencies and papers; the value is the short name */ \
    X(ROLE, "role", PHRASES)                     /* what those who sign reports are called */ \
    X(BYLINE_OPEN, "byline opening", PHRASES)    /* "by" */ \
    X(BYLINE_LINE, "byline line", PHRASES)       /* a whole line that is a byline without a name */ \
    X(PARTICLE, "name particle", PHRASES)        /* small words inside names: "van" */ \
    X(NAME_LINK, "name link", PHRASES)           /* small words between names: "and", "in" */ \
    X(NO_NAME, "no name", PHRASES)               /* words that begin sentences and headlines but no name */ \
    X(MONTH, "month", PHRASES)                   /* the value is its number */ \
    X(WEEKDAY, "weekday", PHRASES)               \
    X(CITY, "dateline city", PHRASES)            /* cities that stand alone in datelines */ \
    X(NO_PLACE, "no dateline", PHRASES)          /* shouted words before a dash that are no place: "WATCH" */ \
    X(LINK_LINE, "link line", PHRASES)           /* a whole line: "People also read" */ \
    X(LINK_LABEL, "link label", PHRASES)         /* before a colon or dash: "Read more:" */ \
    X(LINK_OPEN, "link opening", PHRASES)        /* begins a short line: "Sign up for our" */ \
    X(LINK_INSIDE, "link inside", PHRASES)       /* between sentences, letter for letter: "Read More" */ \
    X(LINK_VERB, "link verb", PHRASES)           /* begins a short line that ends in one of the next: "Watch ... below" */ \
    X(LINK_END, "link end", PHRASES)             \
    X(CONTRIB_OPEN, "contributors opening", PHRASES) /* before names: "reporting by" */ \
    X(CONTRIB_CLOSE, "contributors close", PHRASES)  /* after names: "contributed to this report" */ \
    X(CONTRIB_LAST, "contributors last", PHRASES)    /* after names and last in its line: "contributed" */ \
    X(CONTRIB_FROM, "contributors from", PHRASES)    /* between a name and places: "reported from" */ \
    X(COPYRIGHT_MARK, "copyright mark", PHRASES)     /* before a year or an owner */ \
    X(COPYRIGHT_SURE, "copyright sure", PHRASES)     /* makes its sentence a copyright notice */ \
    X(CORRECTION_LABEL, "correction label", PHRASES) /* before a colon, or a whole line */ \
    X(CORRECTION_OPEN, "correction opening", PHRASES) \
    X(CORRECTION_PAREN, "correction in parentheses", PHRASES) /* after an opening parenthesis: "(Corrects" */ \
    X(CAPTION_LABEL, "caption label", PHRASES)   /* before a colon or dash */ \
    X(CAPTION_CREDIT, "caption credit", PHRASES) /* begins a photo credit */ \
    X(CREDIT_LINE, "credit line", PHRASES)       /* a whole line is made of these */ \
    X(HEADER_LINE, "header line", PHRASES)       /* a whole line: "URGENT" */ \
    X(HEADER_LABEL, "header label", PHRASES)     /* before a date: "Published" */ \
    X(COUNTED_LINE, "counted line", PHRASES)     /* after a number, a whole line: "3 min read" */ \
    X(NOTE_LABEL, "note label", PHRASES)         /* before a colon: "Editor's note" */ \
    X(NOTE_OPEN, "note opening", PHRASES)        /* begins a short paragraph: "This is a developing story" */ \
    X(SHORT_NAME, "short before a name", WORDS)          /* of tokens.txt, in lower case: abbreviations without the stop */ \
    X(SHORT_NUMBER, "short before a number", WORDS)      \
    X(SHORT, "short", WORDS)                             \
    X(SHORT_DATE, "short month or day", WORDS)           \
    X(SHORT_PLACE, "short place", WORDS)                 \
    X(HYPHEN_BEFORE, "keeps its hyphen: before", WORDS)  /* "anti" */ \
    X(HYPHEN_AFTER, "keeps its hyphen: after", WORDS)    \
    X(UNIT, "unit after a number", WORDS)                \
    X(CLIPPED, "clipped at its start", WORDS)            /* "em" of 'em */ \
    X(SEVERAL, "several words", WORDS)                   /* the value parts them by | */ \
    X(FACE, "face", WORDS)                               /* as written */ \
    X(ADDRESS_END, "end of an address", WORDS)           /* "com", "pdf" */ \
    X(SLASHED, "joined by a slash", WORDS)               /* "w/o" */

enum {
#define X(id, heading, form) LIST_##id,
    LISTS(X)
#undef X
    LIST_COUNT
};
_Static_assert(LIST_COUNT <= 64, "a set of lists is one word of bits");

#define LIST_BIT(id) (1ull << LIST_##id)
#define IN_LIST(set, id) ((set) >> LIST_##id & 1u)

/* What the sections "text.words" (a table) and "text.phrases" (phrases) give a number of in "text.entries". */
typedef struct text_entry {
    uint64_t lists; /* bits of LIST_... */
    uint32_t value; /* offset in "text.strings" of what stands after `=>`; 0, the empty string, where nothing does */
    uint32_t zero;
} text_entry;

#endif
