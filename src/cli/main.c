/* main.c - the command. */
#include <stdio.h>
#include <string.h>

#include "dateline.h"
#include "knowledge/compile.h"

int main(int argc, char **argv) {
    dl_error err = {""};
    if (argc == 2 && !strcmp(argv[1], "--version")) return puts("dateline " DL_VERSION) < 0;
    if (argc >= 5 && !strcmp(argv[1], "compile") && !strcmp(argv[3], "-o")) {
        if (knowledge_compile(argv[2], argv[4], argc == 7 ? argv[6] : NULL, &err)) return 0;
        fprintf(stderr, "dateline: %s\n", err.message);
        return 1;
    }
    fprintf(stderr, "usage: dateline --version | compile DATA -o FILE [--depfile FILE]\n");
    return 2;
}
