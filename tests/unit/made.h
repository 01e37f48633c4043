/* made.h - reports whose record is set by hand, for tests of what is done with records: sentences of plain words, and then
 * entities, numbers, statements and events in them as the test says. */
#ifndef DL_MADE_H
#define DL_MADE_H

#include "report.h"

/* An empty report; `published` and `agency` may be NULL. Free it with dl_report_free(). */
dl_report *made_report(const char *published, const char *agency);
/* Appends a sentence of words parted by blanks; its words are all under its first word but for what made_event says. Returns its
 * number. */
uint32_t made_sentence(dl_report *r, const char *words);
/* An entity named by `words` in the last sentence; NULL actor where none is known. The words must be there. */
uint32_t made_entity(dl_report *r, const char *words, dl_entity_kind kind, const char *actor, const char *role);
/* "1,200 troops" in the last sentence. */
uint32_t made_quantity(dl_report *r, const char *words, double count, const char *unit);
/* Somebody's forces, of a quantity of the last sentence. */
void made_force(dl_report *r, uint32_t quantity, const char *party, uint32_t place);
void made_position(dl_report *r, dl_stance stance, const char *party, const char *toward, const char *words);
void made_due(dl_report *r, const char *what, const char *party, const char *with, const char *date);
uint32_t made_place(dl_report *r, const char *word, const char *country, uint32_t geonames);
/* Somebody's words in the last sentence; entities may be DL_NONE. */
uint32_t made_statement(dl_report *r, dl_act act, uint32_t source, uint32_t addressee, const char *content);
/* An event in the last sentence, told by `word`, which becomes the root. Codes and day may be NULL. */
dl_event *made_event(dl_report *r, const char *word, dl_event_type type, const char *source, const char *target, const char *day,
                     dl_status status);

#endif
