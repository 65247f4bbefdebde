/*
 * The origin of the comparison: one thread, epoll, no allocation for a request. It has to be so cheap that it is never what is
 * measured. Trusts its peers: it stands behind the proxies that are compared and reads no more of a request than it needs.
 *
 *   origin [--body BYTES]    answers with BYTES bytes (128), or with N for the path /bytes/N
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_BODY (64L << 20)
#define HEAD_BYTES (32 << 10)
#define DISCARD_BYTES (1 << 20)

struct connection {
    int fd;
    int have;       /* bytes of an unfinished head */
    long skip;      /* bytes of a request's body that are still to come */
    bool chunked;   /* skipping a chunked body until its last chunk */
    int tail;       /* how much of "0\r\n\r\n" has been seen */
    bool respond;   /* answer once the body is over */
    long answer;    /* length of the answer's body */
    long sent;      /* of the answer, head included; its length when there is none */
    int head_len;
    char head[160];
    bool waits;     /* for room to send */
    char *in;
};

static char *body;
static long plain_body = 128;
static int poller;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void start_answer(struct connection *c) {
    c->head_len = snprintf(c->head, sizeof c->head,
        "HTTP/1.1 200 OK\r\nServer: origin\r\nContent-Type: text/plain\r\nContent-Length: %ld\r\n\r\n", c->answer);
    c->sent = 0;
    c->respond = false;
}

static bool answering(const struct connection *c) {
    return c->head_len > 0;
}

static void watch(struct connection *c, bool output) {
    if (c->waits != output) {
        struct epoll_event e = {.events = output ? EPOLLOUT : EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &e);
        c->waits = output;
    }
}

/* True when all of it is sent; -1 in *broken when the peer is gone. */
static bool send_answer(struct connection *c, bool *broken) {
    while (c->sent < c->head_len + c->answer) {
        struct iovec parts[2];
        int n = 0;
        long in_body = c->sent - c->head_len;
        if (in_body < 0) {
            parts[n++] = (struct iovec) {c->head + c->sent, c->head_len - c->sent};
            in_body = 0;
        }
        if (in_body < c->answer) parts[n++] = (struct iovec) {body + in_body, c->answer - in_body};
        struct msghdr m = {.msg_iov = parts, .msg_iovlen = n};
        ssize_t done = sendmsg(c->fd, &m, MSG_NOSIGNAL);
        if (done < 0) {
            if (errno == EAGAIN) return false;
            *broken = true;
            return false;
        }
        c->sent += done;
    }
    c->head_len = 0;
    return true;
}

/* Reads method, path and framing of the head of `len` bytes at `p`. */
static void read_head(struct connection *c, char *p, int len) {
    c->answer = plain_body;
    char *path = memchr(p, ' ', len);
    if (path && p + len - path > 8 && memcmp(path + 1, "/bytes/", 7) == 0) {
        c->answer = atol(path + 8);
        if (c->answer < 0 || c->answer > MOST_BODY) c->answer = plain_body;
    }
    c->skip = 0;
    c->chunked = false;
    if (p[0] != 'G') {
        char *end = p + len;
        for (char *line = memchr(p, '\n', len); line && ++line < end; line = memchr(line, '\n', end - line)) {
            if (strncasecmp(line, "content-length:", 15) == 0) c->skip = atol(line + 15);
            if (strncasecmp(line, "transfer-encoding:", 18) == 0) c->chunked = true;
        }
    }
    c->tail = 0;
    c->respond = true;
}

/* How many of the bytes belong to the body; finds the end of a chunked one by its last chunk (the load's bodies hold no such bytes). */
static int skip_body(struct connection *c, const char *p, int len) {
    if (!c->chunked) {
        int n = len < c->skip ? len : (int) c->skip;
        c->skip -= n;
        return n;
    }
    static const char last[] = "0\r\n\r\n";
    for (int i = 0; i < len; i++) {
        c->tail = p[i] == last[c->tail] ? c->tail + 1 : p[i] == '0';
        if (c->tail == 5) {
            c->chunked = false;
            return i + 1;
        }
    }
    return len;
}

static void close_connection(struct connection *c) {
    close(c->fd);
    free(c->in);
    free(c);
}

/* Takes what has been read as far as it goes; false when the peer is gone. */
static bool take(struct connection *c, char *p, int len) {
    bool broken = false;
    while (!answering(c)) {
        if (c->skip > 0 || c->chunked) {
            int n = skip_body(c, p, len);
            p += n;
            len -= n;
            if (c->skip > 0 || c->chunked) break;
        }
        if (!c->respond) {
            char *end = len >= 4 ? memmem(p, len, "\r\n\r\n", 4) : NULL;
            if (!end) break;
            int head = (int) (end + 4 - p);
            read_head(c, p, head);
            p += head;
            len -= head;
            if (c->skip > 0 || c->chunked) continue;
        }
        start_answer(c);
        if (!send_answer(c, &broken)) break;
    }
    if (broken || len == HEAD_BYTES) return false;
    memmove(c->in, p, len);
    c->have = len;
    watch(c, answering(c));
    return true;
}

static bool readable(struct connection *c) {
    if (c->skip > HEAD_BYTES && c->have == 0) {
        /* MSG_TRUNC throws bytes away without copying them. */
        ssize_t n = recv(c->fd, NULL, c->skip < DISCARD_BYTES ? c->skip : DISCARD_BYTES, MSG_TRUNC);
        if (n <= 0) return n < 0 && errno == EAGAIN;
        c->skip -= n;
        return c->skip > 0 || take(c, c->in, 0);
    }
    ssize_t n = recv(c->fd, c->in + c->have, HEAD_BYTES - c->have, 0);
    if (n <= 0) return n < 0 && errno == EAGAIN;
    return take(c, c->in, c->have + (int) n);
}

static bool writable(struct connection *c) {
    bool broken = false;
    if (!send_answer(c, &broken)) return !broken;
    return take(c, c->in, c->have);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--body") == 0 && i + 1 < argc) plain_body = atol(argv[++i]);
        else {
            fprintf(stderr, "origin: %s (expected: [--body BYTES])\n", argv[i]);
            return 2;
        }
    }
    if (plain_body < 0 || plain_body > MOST_BODY) {
        fprintf(stderr, "origin: --body %ld (expected: 0 to %ld)\n", plain_body, MOST_BODY);
        return 2;
    }
    body = malloc(MOST_BODY);
    memset(body, 'x', MOST_BODY);
    signal(SIGPIPE, SIG_IGN);
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    if (bind(listener, (void *) &here, length) || listen(listener, 8192)) die("origin: listen");
    getsockname(listener, (void *) &here, &length);
    printf("listening on 127.0.0.1:%d\n", ntohs(here.sin_port));
    fflush(stdout);
    poller = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &e);
    struct epoll_event ready[512];
    for (;;) {
        int n = epoll_wait(poller, ready, 512, -1);
        for (int i = 0; i < n; i++) {
            struct connection *c = ready[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                    c = calloc(1, sizeof *c);
                    c->fd = fd;
                    c->in = malloc(HEAD_BYTES);
                    e = (struct epoll_event) {.events = EPOLLIN, .data.ptr = c};
                    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
                }
            } else if (!(c->waits ? writable(c) : readable(c))) {
                close_connection(c);
            }
        }
    }
}
