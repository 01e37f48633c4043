/* serve.c - starting and stopping: the address is bound here, so that what is wrong with it can be said, and libmicrohttpd serves it
 * with a few threads over epoll. */
#include "serve/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "serve/private.h"

enum { WAITING = 128, CONNECTIONS = 512, IDLE_SECONDS = 30, HEAD_BYTES = 32 << 10, MOST_THREADS = 8 };

/* "127.0.0.1:8990", "[::1]:0", "localhost:80" in its two parts. */
static bool take_address(const char *s, char *host, size_t room, char port[8]) {
    const char *colon = strrchr(s, ':');
    if (!colon || colon == s || !colon[1] || strlen(colon + 1) > 5 || strspn(colon + 1, "0123456789") != strlen(colon + 1)) return false;
    if (atoi(colon + 1) > 65535) return false;
    size_t n = (size_t)(colon - s);
    if (*s == '[') {
        if (s[n - 1] != ']') return false;
        s++, n -= 2;
    } else if (memchr(s, ':', n)) return false;
    if (!n || n >= room) return false;
    memcpy(host, s, n);
    host[n] = 0;
    strcpy(port, colon + 1);
    return true;
}

static bool is_loopback(const struct sockaddr *a) {
    if (a->sa_family == AF_INET) return ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr) >> 24 == 127;
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

/* The listening socket, or -1. */
static int bind_to(server *s, dl_error *err) {
    const char *listen_to = s->options.listen;
    char host[128], port[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    if (!take_address(listen_to, host, sizeof host, port))
        return dl_fail(err, "\"%.100s\" is no address; write it like 127.0.0.1:8990 or [::1]:8990", listen_to), -1;
    int why = getaddrinfo(host, port, &hints, &found);
    if (why) return dl_fail(err, "%.100s: %s", listen_to, gai_strerror(why)), -1;
    int one = 1, fd = -1;
    if (!is_loopback(found->ai_addr) && !s->token)
        dl_fail(err, "%.100s can be reached from other machines: set a token with --token-file (make one with: openssl rand -hex 24)", listen_to);
    else if ((fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) ||
             bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, WAITING)) {
        if (errno == EADDRINUSE) dl_fail(err, "%.100s is in use, by another 'dateline serve' or some other program; take another port with --listen", listen_to);
        else dl_fail(err, "cannot listen at %.100s: %s", listen_to, strerror(errno));
        if (fd >= 0) close(fd);
        fd = -1;
    } else {
        struct sockaddr_storage at;
        socklen_t n = sizeof at;
        getsockname(fd, (struct sockaddr *)&at, &n);
        unsigned number = ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&at)->sin6_port : ((struct sockaddr_in *)&at)->sin_port);
        snprintf(s->url, sizeof s->url, strchr(host, ':') ? "http://[%.60s]:%u/" : "http://%.60s:%u/", host, number);
    }
    freeaddrinfo(found);
    return fd;
}

static unsigned threads(void) {
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? 2 : CPU_COUNT(&set);
    return n < 2 ? 2 : n > MOST_THREADS ? MOST_THREADS : (unsigned)n;
}

static bool start(server *s, dl_error *err) {
    unsigned char nonce[8];
    if (s->options.token_file && !(s->token = guard_token(s->options.token_file, err))) return false;
    if (getrandom(nonce, sizeof nonce, 0) != sizeof nonce) return dl_fail(err, "no random numbers");
    for (size_t i = 0; i < sizeof nonce; i++) snprintf(s->start + 2 * i, 3, "%02x", nonce[i]);
    if (s->options.add) { /* makes it, or brings it up to date */
        dl_store *store = store_open(s->options.db, true, err);
        if (!store) return false;
        store_close(store);
    }
    s->may_save = !access(s->options.db, W_OK);
    if (!(s->readers = readers_open(s->options.db, err))) return false;
    if (!(s->worker = worker_open())) return dl_fail(err, "out of memory");
    int fd = bind_to(s, err);
    if (fd < 0) return false;
    s->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, http_request, s,
                                 MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, threads(), MHD_OPTION_CONNECTION_LIMIT,
                                 (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                                 MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES, MHD_OPTION_NOTIFY_COMPLETED, http_finished, NULL,
                                 MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (s->daemon) return true;
    close(fd);
    return dl_fail(err, "cannot serve at %.100s: %s", s->options.listen, strerror(errno));
}

server *serve_start(const serve_options *o, const dl_model *model, dl_error *err) {
    server *s = calloc(1, sizeof *s);
    if (!s) return dl_fail(err, "out of memory"), NULL;
    s->options = *o;
    s->model = model;
    if (start(s, err)) return s;
    serve_stop(s);
    return NULL;
}

const char *serve_url(const server *s) { return s->url; }
bool serve_has_page(void) { return page_n_files > 0; }

void serve_stop(server *s) {
    if (!s) return;
    worker_close(s->worker); /* wakes all that wait for it */
    if (s->daemon) MHD_stop_daemon(s->daemon);
    readers_close(s->readers);
    if (s->token) explicit_bzero(s->token, strlen(s->token));
    free(s->token);
    free(s);
}
