/* mst.h - the best tree over arc scores. */
#ifndef DL_MST_H
#define DL_MST_H

#include <stddef.h>

/* score[d * (n + 1) + h]: score of head h for word d, both 1..n, h 0 the root (row 0 is unused). Fills head[1..n] with the
 * best tree that has exactly one root (head 0): the greedy heads where they already are one, else the maximum spanning
 * arborescence of Chu & Liu (1965) and Edmonds (1967), tried for the likeliest roots. `score` is overwritten. `room` has
 * mst_room(n) bytes aligned to 8. */
void mst_tree(float *score, int n, int *head, void *room);
size_t mst_room(int n);

#endif
