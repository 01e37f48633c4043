/* make_crisis.c - `make_crisis SEED [REPORTS]` prints the reports of a crisis as JSON lines, with what each tells as "truth". */
#include <stdio.h>
#include <stdlib.h>

#include "crisis.h"
#include "output/json.h"

int main(int argc, char **argv) {
    crisis *c = crisis_new(argc > 1 ? strtoull(argv[1], NULL, 10) : 1, argc > 2 ? atoi(argv[2]) : 200);
    if (!c) return 1;
    for (int i = 0; i < c->n_reports; i++) {
        const crisis_report *r = &c->reports[i];
        json_put(stdout, "{\"id\":");
        json_string(stdout, r->id);
        json_put(stdout, ",\"date\":");
        json_string(stdout, r->date);
        json_put(stdout, ",\"text\":");
        json_string(stdout, r->text);
        json_put(stdout, ",\"truth\":[");
        for (int k = 0; k < r->n_tellings; k++) {
            const crisis_event *e = &c->events[r->tellings[k].event];
            printf("%s{\"event\":%d,\"span\":[%zu,%zu],\"date\":\"%s\",\"source\":\"%s\",\"target\":\"%s\",\"type\":\"%s\"}", k ? "," : "",
                   r->tellings[k].event, r->tellings[k].start, r->tellings[k].end, e->date, e->source, e->target, e->types[0]);
        }
        json_put(stdout, "]}\n");
    }
    crisis_free(c);
    return fflush(stdout) != 0;
}
