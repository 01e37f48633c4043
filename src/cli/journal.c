/* journal.c - how far a batch that writes to a file has come, kept in FILE.progress beside it, so that a run that was killed goes
 * on where it was: the inputs done, and how long the files were then. What was written after that is cut off again. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli.h"

/* One line of fixed length, written in place by one call: it is there whole or not at all. */
#define LINE "dateline-progress 1 %016" PRIx64 " %020" PRIu64 " %020" PRIu64 " %020" PRIu64 " %020" PRIu64 "\n"
enum { LINE_LENGTH = 20 + 16 + 4 * 21 + 1 };

static void name_of(const char *output, char *room, size_t size) { snprintf(room, size, "%s.progress", output); }

bool journal_open(cli_journal *j, const char *output, bool resume, uint64_t task, dl_error *err) {
    char line[LINE_LENGTH + 1] = "", path[4096];
    *j = (cli_journal){.fd = -1, .task = task};
    name_of(output, path, sizeof path);
    struct stat st;
    if (!stat(output, &st) && !S_ISREG(st.st_mode)) { /* a pipe or device cannot be cut back */
        if (resume) return dl_fail(err, "%.300s: not a regular file, so nothing can be resumed", output);
        return true;
    }
    int fd = open(path, O_RDWR | O_CLOEXEC | (resume ? 0 : O_CREAT | O_TRUNC), 0666);
    if (fd < 0 && resume && errno == ENOENT) {
        if (stat(output, &st)) return journal_open(j, output, false, task, err); /* nothing was begun: begin */
        j->complete = true;
        return true;
    }
    if (fd < 0) return dl_fail(err, "%.300s: cannot open: %s; check the path", path, strerror(errno));
    j->fd = fd;
    ssize_t n = resume ? pread(fd, line, LINE_LENGTH, 0) : 0;
    if (!n) return true; /* killed before the first report was done */
    uint64_t whose;
    if (n != LINE_LENGTH || sscanf(line, LINE, &whose, &j->done, &j->failed, &j->output, &j->errors) != 5)
        return dl_fail(err, "%.300s: not written by dateline, or damaged; start again without --resume", path);
    if (whose != task)
        return dl_fail(err, "%.300s: was made with other inputs, options or model; use the same, or start again without --resume", path);
    return true;
}

bool journal_write(cli_journal *j) {
    char line[LINE_LENGTH + 1];
    if (j->fd < 0) return true;
    snprintf(line, sizeof line, LINE, j->task, j->done, j->failed, j->output, j->errors);
    return pwrite(j->fd, line, LINE_LENGTH, 0) == LINE_LENGTH;
}

void journal_close(cli_journal *j, const char *output, bool finished) {
    char path[4096];
    if (j->fd < 0) return;
    close(j->fd);
    j->fd = -1;
    name_of(output, path, sizeof path);
    if (finished) unlink(path);
}
