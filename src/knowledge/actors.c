/* actors.c - data/actors as a kind of data: read, checked, packed. The parts are the library's, which uses them once more for a
 * user's dictionaries. */
#include "knowledge/actors_book.h"

void knowledge_actors(knowledge *k, source *files, size_t n) {
    actors_book b = {0};
    dl_bytes section = {0};
    if (actors_book_read(&b, files, n)) {
        actors_book_check(&b);
        actors_book_pack(&b, &section);
    }
    section.failed |= b.failed;
    knowledge_section(k, "actors", &section);
    actors_book_free(&b);
}
