/*
 * The load of the comparison: one thread, epoll, every request made beforehand.
 *
 * Closed loop: each connection sends its next request when the last answer is complete. With --rate: requests are due at fixed
 * moments, whatever the answers do, and an answer's latency counts from the moment at which its request was due, so that a proxy
 * that stalls is charged for every request that would have been sent meanwhile (no coordinated omission).
 *
 * With --slices: a closed loop that counts from its very first request on, and says how many answers came in each slice of time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define IN_BYTES (32 << 10)
#define DISCARD_BYTES (1 << 20)
#define MOST_PIPELINED 64
#define SETTLE_NANOS 200000000L
#define MOST_ERRORS 100000
#define SUB_BITS 7
#define IDLE_AT_ONCE 16
#define MOST_SLICES 100000
#define CONNECT_NANOS 3000000000UL

struct connection {
    int fd;
    int index;
    bool connected;
    bool waits;          /* for room to send */
    int unanswered;
    int head_have;       /* bytes of an unfinished head in `in` */
    long body_left;
    long unsent;         /* of the request in flight */
    long backlog;        /* requests that are due but must wait for this connection */
    uint64_t due;        /* of the request in flight, or when it was sent */
    uint64_t next_due;   /* of the first in the backlog */
    long next_path;
    const char *out;
    char in[IN_BYTES];
};

static struct {
    struct sockaddr_in to;
    int connections, pipeline, paths, seconds, idle, slice_millis;
    long upload, rate;
    bool browser, fresh;
    const char *path;
} set = {.connections = 64, .pipeline = 1, .paths = 0, .seconds = 8, .path = "/"};

static struct {
    uint64_t requests, bytes, connect, read, write, status;
    uint64_t sum, max, count;
    uint64_t histogram[64 << SUB_BITS];
} seen;

static char **requests;
static long *lengths;
static int request_count;
static struct connection **all;
static int poller;
static bool measuring;
static uint64_t measured_from, interval, errors_in_all;
static uint32_t *slices;
static uint64_t slice_nanos, slice_count;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000UL + t.tv_nsec;
}

static int bucket(uint64_t v) {
    int shift = v >> SUB_BITS ? 63 - __builtin_clzl(v) - SUB_BITS : -1;
    return shift < 0 ? (int) v : ((shift + 1) << SUB_BITS) + (int) ((v >> shift) & ((1 << SUB_BITS) - 1));
}

/* The highest value of a bucket. */
static uint64_t value(int b) {
    int shift = (b >> SUB_BITS) - 1;
    return shift < 0 ? (uint64_t) b : ((uint64_t) ((1 << SUB_BITS) + (b & ((1 << SUB_BITS) - 1)) + 1) << shift) - 1;
}

static void record(uint64_t due, uint64_t at) {
    uint64_t nanos = at > due ? at - due : 0;
    seen.histogram[bucket(nanos)]++;
    seen.sum += nanos;
    seen.count++;
    if (nanos > seen.max) seen.max = nanos;
}

static uint64_t percentile(double share) {
    uint64_t rank = (uint64_t) (share * seen.count + 0.999999), before = 0;
    for (int b = 0; b < 64 << SUB_BITS; b++) {
        before += seen.histogram[b];
        if (before >= rank && before > 0) return value(b) < seen.max ? value(b) : seen.max;
    }
    return 0;
}

static void failed(uint64_t *kind) {
    ++*kind;
    if (++errors_in_all > MOST_ERRORS) {
        fprintf(stderr, "load: more than %d errors: nobody answers at port %d as it should\n", MOST_ERRORS, ntohs(set.to.sin_port));
        exit(1);
    }
}

static void watch(struct connection *c, bool output) {
    if (c->waits != output) {
        struct epoll_event e = {.events = output ? EPOLLOUT : EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &e);
        c->waits = output;
    }
}

static void begin_connecting(struct connection *c) {
    int on = 1;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) {
        perror("load: socket (see ulimit -n)");
        exit(1);
    }
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(c->fd, (void *) &set.to, sizeof set.to) && errno != EINPROGRESS) failed(&seen.connect);
    c->connected = false;
    c->unanswered = c->head_have = 0;
    c->body_left = c->unsent = 0;
    struct epoll_event e = {.events = EPOLLOUT, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &e);
    c->waits = true;
}

static void send_more(struct connection *c);

/* Ends the connection and opens another; a request in flight is lost and counted by the caller. */
static void reconnect(struct connection *c) {
    close(c->fd);
    begin_connecting(c);
}

static void send_more(struct connection *c) {
    while (c->unsent > 0) {
        ssize_t n = send(c->fd, c->out, c->unsent, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno != EAGAIN) {
                failed(&seen.write);
                reconnect(c);
                return;
            }
            break;
        }
        c->out += n;
        c->unsent -= n;
    }
    watch(c, c->unsent > 0);
}

static void begin_measuring(uint64_t at) {
    seen.bytes = 0;
    measuring = true;
    measured_from = at;
    fputs("measuring\n", stderr);
}

static void request(struct connection *c, uint64_t due) {
    if (slices && !measuring) begin_measuring(due);
    c->due = due;
    c->unanswered = set.pipeline;
    c->out = requests[c->next_path];
    c->unsent = lengths[c->next_path];
    if (++c->next_path == request_count) c->next_path = 0;
    send_more(c);
}

/* The connection has nothing to wait for: sends what is due. */
static void rested(struct connection *c) {
    if (!c->connected || c->unanswered > 0) return;
    if (set.rate == 0) {
        request(c, now());
    } else if (c->backlog > 0) {
        uint64_t due = c->next_due;
        c->backlog--;
        c->next_due += interval * set.connections;
        request(c, due);
    }
}

static void answered(struct connection *c) {
    if (measuring && c->due >= measured_from) {
        uint64_t at = now();
        seen.requests++;
        record(c->due, at);
        if (slices && at - measured_from < slice_count * slice_nanos) slices[(at - measured_from) / slice_nanos]++;
    }
    c->unanswered--;
}

/* Status and length of an answer's head; false when it is none that the origin gives. */
static bool read_head(struct connection *c, const char *p, const char *end) {
    c->body_left = -1;
    if (end - p < 12 || memcmp(p, "HTTP/1.1 ", 9) != 0) return false;
    if (memcmp(p + 9, "200", 3) != 0) {
        failed(&seen.status);
        return false;
    }
    for (const char *line = memchr(p, '\n', end - p); line && ++line < end; line = memchr(line, '\n', end - line)) {
        if ((*line | 32) == 'c' && strncasecmp(line, "content-length:", 15) == 0) c->body_left = atol(line + 15);
    }
    return c->body_left >= 0;
}

/* Takes the bytes at c->in; false when they make no answer. */
static bool take(struct connection *c, int have) {
    char *p = c->in, *end = p + have;
    while (p < end || (c->body_left == 0 && c->head_have < 0)) {
        if (c->head_have >= 0) {
            char *body = memmem(p, end - p, "\r\n\r\n", 4);
            if (!body) break;
            if (c->unanswered == 0 || !read_head(c, p, body + 4)) return false;
            p = body + 4;
            c->head_have = -1;
        }
        long n = end - p < c->body_left ? end - p : c->body_left;
        p += n;
        c->body_left -= n;
        if (c->body_left > 0) return true;
        c->head_have = 0;
        answered(c);
    }
    if (p == c->in && have == IN_BYTES) return false;
    memmove(c->in, p, end - p);
    c->head_have = (int) (end - p);
    return true;
}

static void readable(struct connection *c) {
    ssize_t n;
    bool good = true;
    if (c->head_have < 0 && c->body_left > IN_BYTES) {
        /* MSG_TRUNC throws bytes away without copying them, so that the load costs little where bodies are large. */
        n = recv(c->fd, NULL, c->body_left < DISCARD_BYTES ? c->body_left : DISCARD_BYTES, MSG_TRUNC);
        if (n > 0) c->body_left -= n;
        if (n > 0 && c->body_left == 0) good = take(c, 0);
    } else {
        int held = c->head_have > 0 ? c->head_have : 0;
        n = recv(c->fd, c->in + held, IN_BYTES - held, 0);
        if (n > 0) good = take(c, held + (int) n);
    }
    if (n < 0 && errno == EAGAIN) return;
    if (n > 0) seen.bytes += n;
    if (n <= 0 || !good) {
        if (c->unanswered > 0 || n > 0) failed(&seen.read);
        reconnect(c);
        return;
    }
    if (c->unanswered == 0) {
        if (set.fresh) reconnect(c);
        else rested(c);
    }
}

static void writable(struct connection *c) {
    if (!c->connected) {
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error) {
            failed(&seen.connect);
            usleep(1000);
            reconnect(c);
            return;
        }
        c->connected = true;
        rested(c);
        watch(c, c->unsent > 0);
    } else {
        send_more(c);
    }
}

static void make_requests(void) {
    static const char *browser =
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n"
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8\r\n"
        "Accept-Encoding: gzip, deflate, br, zstd\r\n"
        "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
        "Cache-Control: no-cache\r\n"
        "Pragma: no-cache\r\n"
        "Cookie: session=3f9a1c5e7b2d4860a1b2c3d4e5f60718; theme=dark; consent=1; _ga=GA1.1.1234567890.1730000000\r\n"
        "DNT: 1\r\n"
        "Priority: u=0, i\r\n"
        "Referer: http://www.example.org/articles/2026/november/index.html\r\n"
        "Sec-CH-UA: \"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\"\r\n"
        "Sec-CH-UA-Mobile: ?0\r\n"
        "Sec-CH-UA-Platform: \"Linux\"\r\n"
        "Sec-Fetch-Dest: document\r\n"
        "Sec-Fetch-Mode: navigate\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
        "Sec-Fetch-User: ?1\r\n"
        "Upgrade-Insecure-Requests: 1\r\n"
        "If-Modified-Since: Sat, 01 Nov 2025 10:00:00 GMT\r\n";
    request_count = set.paths > 0 ? set.paths : 1;
    requests = calloc(request_count, sizeof *requests);
    lengths = calloc(request_count, sizeof *lengths);
    char *upload = malloc(set.upload + 1);
    memset(upload, 'x', set.upload);
    for (int i = 0; i < request_count; i++) {
        char path[512], head[4096], length[64] = "";
        if (set.paths > 0) snprintf(path, sizeof path, "/r/%d", i);
        else snprintf(path, sizeof path, "%s", set.path);
        if (set.upload > 0) snprintf(length, sizeof length, "Content-Length: %ld\r\n", set.upload);
        int n = snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: www.example.org\r\n%s%s%s\r\n", set.upload > 0 ? "POST" : "GET",
            path, set.browser ? browser : "", length, set.fresh ? "Connection: close\r\n" : "");
        long one = n + set.upload;
        requests[i] = malloc(one * set.pipeline);
        lengths[i] = one * set.pipeline;
        for (int k = 0; k < set.pipeline; k++) {
            memcpy(requests[i] + k * one, head, n);
            memcpy(requests[i] + k * one + n, upload, set.upload);
        }
    }
    free(upload);
}

/* Waits for at most `nanos` and handles what happened. */
static void turn(uint64_t nanos) {
    struct epoll_event ready[512];
    struct timespec limit = {nanos / 1000000000UL, nanos % 1000000000UL};
    int n = epoll_pwait2(poller, ready, 512, &limit, NULL);
    for (int i = 0; i < n; i++) {
        struct connection *c = ready[i].data.ptr;
        if (c->waits) writable(c);
        else readable(c);
    }
}

static void open_all(int count) {
    all = calloc(count, sizeof *all);
    for (int i = 0; i < count; i++) {
        struct connection *c = calloc(1, sizeof *c);
        c->index = i;
        c->next_path = (long) i * request_count / count;
        all[i] = c;
        begin_connecting(c);
        if (i % 256 == 255) turn(1000000);
    }
}

static void closed_loop(void) {
    open_all(set.connections);
    for (uint64_t until = now() + SETTLE_NANOS; now() < until;) turn(10000000);
    begin_measuring(now());
    for (uint64_t until = measured_from + set.seconds * 1000000000UL; now() < until;) turn(10000000);
}

/* Nothing settles: the first request of all is the first that counts. */
static void sliced(void) {
    slice_nanos = set.slice_millis * 1000000UL;
    slice_count = set.seconds * 1000UL / set.slice_millis;
    slices = calloc(slice_count, sizeof *slices);
    uint64_t began = now();
    open_all(set.connections);
    while (!measuring) {
        turn(10000000);
        if (now() - began > CONNECT_NANOS) {
            fprintf(stderr, "load: nobody listens at port %d\n", ntohs(set.to.sin_port));
            exit(1);
        }
    }
    for (uint64_t until = measured_from + set.seconds * 1000000000UL; now() < until;) turn(10000000);
}

static void constant_rate(void) {
    open_all(set.connections);
    interval = 1000000000UL / set.rate;
    uint64_t settled = now() + SETTLE_NANOS, due = now() + SETTLE_NANOS / 4, end = settled + set.seconds * 1000000000UL;
    uint64_t released = 0;
    while (now() < end) {
        uint64_t at = now();
        if (!measuring && at >= settled) begin_measuring(at);
        for (; due <= at; due += interval) {
            struct connection *c = all[released++ % set.connections];
            if (c->backlog++ == 0) c->next_due = due;
            rested(c);
        }
        at = now();
        turn(due > at ? due - at : 0);
    }
    /* Whoever still waits has waited at least this long. */
    uint64_t at = now();
    for (int i = 0; i < set.connections; i++) {
        struct connection *c = all[i];
        if (c->unanswered > 0 && c->due >= measured_from) record(c->due, at);
        for (; c->backlog > 0; c->backlog--, c->next_due += interval * set.connections) {
            if (c->next_due >= measured_from) record(c->next_due, at);
        }
    }
}

static void report(double seconds) {
    printf("{\"requests\":%lu,\"seconds\":%.6f,\"bytes\":%lu,\"errors\":{\"connect\":%lu,\"read\":%lu,\"write\":%lu,\"status\":%lu,"
        "\"timeout\":0},\"latency_ns\":{\"mean\":%lu,\"p50\":%lu,\"p90\":%lu,\"p99\":%lu,\"p99.9\":%lu,\"max\":%lu}",
        seen.requests, seconds, seen.bytes, seen.connect, seen.read, seen.write, seen.status,
        seen.count ? seen.sum / seen.count : 0, percentile(0.5), percentile(0.9), percentile(0.99), percentile(0.999), seen.max);
    if (slices) {
        printf(",\"slice_ms\":%d,\"slices\":[", set.slice_millis);
        for (uint64_t i = 0; i < slice_count; i++) printf(i ? ",%u" : "%u", slices[i]);
        printf("]");
    }
    printf("}\n");
}

/* Opens the connections, one answer on each, and keeps them until the input ends. */
static void idle(void) {
    /* One request is due on each connection, and never another. */
    set.rate = 1;
    measuring = true;
    open_all(set.idle);
    interval = 0;
    int asked = 0;
    for (uint64_t until = now() + 60000000000UL; seen.requests < (uint64_t) set.idle && now() < until;) {
        /* Few at a time, so that what a proxy needs for many requests at once is not taken for what connections need. */
        for (; asked < set.idle && (uint64_t) asked < seen.requests + IDLE_AT_ONCE; asked++) {
            all[asked]->backlog = 1;
            rested(all[asked]);
        }
        turn(10000000);
    }
    if (seen.requests < (uint64_t) set.idle) {
        fprintf(stderr, "load: %lu of %d connections were answered\n", seen.requests, set.idle);
        exit(1);
    }
    fputs("idle\n", stderr);
    while (getchar() != EOF) continue;
}

static int usage(const char *word) {
    fprintf(stderr, "load: %s (expected: --to 127.0.0.1:PORT [--connections N] [--seconds S] [--rate R] [--path P] [--paths N] "
        "[--browser] [--upload BYTES] [--pipeline N] [--new-connections] [--idle N] [--slices MILLIS])\n", word);
    return 2;
}

int main(int argc, char **argv) {
    set.to.sin_family = AF_INET;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (strcmp(word, "--browser") == 0) set.browser = true;
        else if (strcmp(word, "--new-connections") == 0) set.fresh = true;
        else if (i + 1 == argc) return usage(word);
        else if (strcmp(word, "--connections") == 0) set.connections = atoi(argv[++i]);
        else if (strcmp(word, "--seconds") == 0) set.seconds = atoi(argv[++i]);
        else if (strcmp(word, "--rate") == 0) set.rate = atol(argv[++i]);
        else if (strcmp(word, "--path") == 0) set.path = argv[++i];
        else if (strcmp(word, "--paths") == 0) set.paths = atoi(argv[++i]);
        else if (strcmp(word, "--upload") == 0) set.upload = atol(argv[++i]);
        else if (strcmp(word, "--pipeline") == 0) set.pipeline = atoi(argv[++i]);
        else if (strcmp(word, "--idle") == 0) set.idle = atoi(argv[++i]);
        else if (strcmp(word, "--slices") == 0) set.slice_millis = atoi(argv[++i]);
        else if (strcmp(word, "--to") == 0) {
            char *colon = strchr(argv[++i], ':');
            if (!colon) return usage(argv[i]);
            *colon = 0;
            set.to.sin_port = htons(atoi(colon + 1));
            if (inet_pton(AF_INET, argv[i], &set.to.sin_addr) != 1) return usage(argv[i]);
        } else return usage(word);
    }
    if (set.to.sin_port == 0) return usage("no --to");
    if (set.connections < 1 || set.seconds < 1 || set.rate < 0 || set.rate > 1000000 || set.upload < 0 || set.paths < 0
        || set.pipeline < 1 || set.pipeline > MOST_PIPELINED || set.idle < 0 || strlen(set.path) > 500 || set.slice_millis < 0
        || (set.slice_millis > 0 && (set.seconds * 1000L < set.slice_millis || set.seconds * 1000L / set.slice_millis > MOST_SLICES)))
        return usage("a number that is out of range");
    if (set.rate > 0 && (set.pipeline > 1 || set.fresh)) return usage("--rate with --pipeline or --new-connections");
    if (set.slice_millis > 0 && (set.rate > 0 || set.idle > 0)) return usage("--slices with --rate or --idle");
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, 1);
    make_requests();
    poller = epoll_create1(0);
    if (set.idle > 0) idle();
    else if (set.rate > 0) constant_rate();
    else if (set.slice_millis > 0) sliced();
    else closed_loop();
    uint64_t ended = now();
    fputs("measured\n", stderr);
    if (set.idle == 0) report((ended - measured_from) / 1e9);
    return 0;
}
