/*
 * The floor of the comparison: what it costs to carry bytes between two connections when nothing is read of them. One thread; for
 * each client a connection to the origin of its own. What a proxy spends beyond this is its own doing.
 *
 *   relay --to 127.0.0.1:PORT [--io epoll|io_uring]
 *
 * With io_uring: receives that stay armed and take buffers from a ring, sends in the order of their bytes, one system call for
 * everything that a turn has to say.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/io_uring.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ_BYTES (64 << 10)

static struct sockaddr_in origin;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int listen_here(int flags) {
    int listener = socket(AF_INET, SOCK_STREAM | flags, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    if (bind(listener, (void *) &here, length) || listen(listener, 8192)) die("relay: listen");
    getsockname(listener, (void *) &here, &length);
    printf("listening on 127.0.0.1:%d\n", ntohs(here.sin_port));
    fflush(stdout);
    return listener;
}

static void no_delay(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* ---- epoll ---- */

struct end {
    int fd;
    struct end *peer;
    bool closed;
    int held_from, held_to;  /* bytes that could not be sent yet */
    char *held;
};

static int poller;
static char buffer[READ_BYTES];
static struct end *dead[1024];
static int dead_count;

static struct end *join(int fd) {
    struct end *e = calloc(1, sizeof *e);
    e->fd = fd;
    no_delay(fd);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET | EPOLLOUT | EPOLLRDHUP, .data.ptr = e};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    return e;
}

/* Ends both; their memory goes when no event of this turn can name them any more. */
static void finish(struct end *e) {
    struct end *both[] = {e, e->peer};
    for (int i = 0; i < 2; i++) {
        if (!both[i]->closed) {
            close(both[i]->fd);
            both[i]->closed = true;
            dead[dead_count++] = both[i];
        }
    }
}

static bool flush_held(struct end *to) {
    while (to->held_from < to->held_to) {
        ssize_t n = send(to->fd, to->held + to->held_from, to->held_to - to->held_from, MSG_NOSIGNAL);
        if (n < 0) return errno == EAGAIN;
        to->held_from += (int) n;
    }
    to->held_from = to->held_to = 0;
    return true;
}

static bool carry(struct end *from) {
    struct end *to = from->peer;
    while (to->held_to == 0) {
        ssize_t n = recv(from->fd, buffer, READ_BYTES, 0);
        if (n < 0) return errno == EAGAIN;
        if (n == 0) return false;
        ssize_t sent = send(to->fd, buffer, n, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) return false;
            sent = 0;
        }
        if (sent < n) {
            if (!to->held) to->held = malloc(READ_BYTES);
            memcpy(to->held, buffer + sent, n - sent);
            to->held_to = (int) (n - sent);
        }
        if (n < READ_BYTES) return true;
    }
    return true;
}

static void with_epoll(void) {
    int listener = listen_here(SOCK_NONBLOCK);
    poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    struct epoll_event ready[256];
    for (;;) {
        int n = epoll_wait(poller, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            struct end *e = ready[i].data.ptr;
            int fd;
            if (!e) {
                while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    int back = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                    if (connect(back, (void *) &origin, sizeof origin) && errno != EINPROGRESS) die("relay: connect");
                    struct end *client = join(fd), *server = join(back);
                    client->peer = server;
                    server->peer = client;
                }
                continue;
            }
            if (e->closed) continue;
            bool good = true;
            if (ready[i].events & EPOLLOUT && e->held_to > 0) good = flush_held(e) && (e->held_to > 0 || carry(e->peer));
            if (good && ready[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) good = carry(e);
            if (!good) finish(e);
        }
        while (dead_count > 0) {
            struct end *e = dead[--dead_count];
            free(e->held);
            free(e);
        }
    }
}

/* ---- io_uring ---- */

#define ENTRIES 4096
#define BUFFERS 1024
#define BUFFER_BYTES (16 << 10)
#define GROUP 1

enum { ACCEPT, CONNECT, RECEIVE, SEND };

/* Buffers that wait for their turn to be sent; one send of a socket is in flight at a time. */
struct socket_end {
    int fd;
    struct socket_end *peer;
    int head, tail;  /* of the queue of buffers; the first is in flight */
    int in_flight;   /* operations that will still be told of */
    bool ending, starved;
    struct { unsigned short id; int from, to; } queue[BUFFERS];
};

static struct {
    int fd;
    unsigned *sq_tail, *sq_head, *cq_head, *cq_tail, sq_mask, cq_mask, local_tail, told;
    struct io_uring_sqe *sqes;
    struct io_uring_cqe *cqes;
    struct io_uring_buf_ring *buffers;
    char *memory;
    unsigned short buffer_tail;
} ring;

static void enter(unsigned wait) {
    atomic_store_explicit((_Atomic unsigned *) ring.sq_tail, ring.local_tail, memory_order_release);
    unsigned count = ring.local_tail - ring.told;
    ring.told = ring.local_tail;
    int done = (int) syscall(SYS_io_uring_enter, ring.fd, count, wait, IORING_ENTER_GETEVENTS, NULL, 0);
    if (done < 0 && errno != EINTR && errno != EBUSY) die("relay: io_uring_enter");
    if (done >= 0) ring.told -= count - done;
}

static struct io_uring_sqe *entry(int operation, int fd, int kind, void *owner) {
    while (ring.local_tail - atomic_load_explicit((_Atomic unsigned *) ring.sq_head, memory_order_acquire) == ENTRIES) enter(0);
    struct io_uring_sqe *e = &ring.sqes[ring.local_tail++ & ring.sq_mask];
    memset(e, 0, sizeof *e);
    e->opcode = operation;
    e->fd = fd;
    e->user_data = (unsigned long) owner | kind;
    return e;
}

static void give_back(unsigned short id) {
    struct io_uring_buf *b = &ring.buffers->bufs[ring.buffer_tail++ & (BUFFERS - 1)];
    b->addr = (unsigned long) (ring.memory + (size_t) id * BUFFER_BYTES);
    b->len = BUFFER_BYTES;
    b->bid = id;
    atomic_store_explicit((_Atomic unsigned short *) &ring.buffers->tail, ring.buffer_tail, memory_order_release);
}

static void receive(struct socket_end *s) {
    struct io_uring_sqe *e = entry(IORING_OP_RECV, s->fd, RECEIVE, s);
    e->ioprio = IORING_RECV_MULTISHOT;
    e->flags = IOSQE_BUFFER_SELECT;
    e->buf_group = GROUP;
    s->in_flight++;
}

static void send_first(struct socket_end *s) {
    int i = s->head & (BUFFERS - 1);
    struct io_uring_sqe *e = entry(IORING_OP_SEND, s->fd, SEND, s);
    e->addr = (unsigned long) (ring.memory + (size_t) s->queue[i].id * BUFFER_BYTES + s->queue[i].from);
    e->len = s->queue[i].to - s->queue[i].from;
    e->msg_flags = MSG_NOSIGNAL | MSG_WAITALL;
    s->in_flight++;
}

static void maybe_free(struct socket_end *s) {
    struct socket_end *p = s->peer;
    if (s->ending && p->ending && s->in_flight == 0 && p->in_flight == 0) {
        struct socket_end *both[] = {s, p};
        for (int i = 0; i < 2; i++) {
            while (both[i]->head != both[i]->tail) give_back(both[i]->queue[both[i]->head++ & (BUFFERS - 1)].id);
            close(both[i]->fd);
            free(both[i]);
        }
    }
}

static void end_both(struct socket_end *s) {
    s->ending = s->peer->ending = true;
    shutdown(s->fd, SHUT_RDWR);
    shutdown(s->peer->fd, SHUT_RDWR);
}

static struct socket_end *made(int fd) {
    struct socket_end *s = aligned_alloc(64, (sizeof *s + 63) / 64 * 64);
    memset(s, 0, sizeof *s);
    s->fd = fd;
    no_delay(fd);
    return s;
}

static void happened(struct io_uring_cqe *c) {
    int kind = c->user_data & 15;
    struct socket_end *s = (void *) (unsigned long) (c->user_data & ~15UL);
    if (kind == ACCEPT) {
        if (c->res < 0) return;
        struct socket_end *client = made(c->res), *server = made(socket(AF_INET, SOCK_STREAM, 0));
        client->peer = server;
        server->peer = client;
        struct io_uring_sqe *e = entry(IORING_OP_CONNECT, server->fd, CONNECT, server);
        e->addr = (unsigned long) &origin;
        e->off = sizeof origin;
        server->in_flight++;
        return;
    }
    if (!(c->flags & IORING_CQE_F_MORE)) s->in_flight--;
    if (kind == CONNECT) {
        if (c->res < 0) {
            end_both(s);
        } else {
            receive(s);
            receive(s->peer);
        }
    } else if (kind == RECEIVE) {
        struct socket_end *to = s->peer;
        if (c->res > 0) {
            int i = to->tail++ & (BUFFERS - 1);
            to->queue[i].id = c->flags >> IORING_CQE_BUFFER_SHIFT;
            to->queue[i].from = 0;
            to->queue[i].to = c->res;
            if (to->tail - to->head == 1 && !to->ending) send_first(to);
            if (!(c->flags & IORING_CQE_F_MORE) && !s->ending) receive(s);
        } else if (c->res == -ENOBUFS && !s->ending) {
            s->starved = true;
            if (to->head == to->tail) receive(s);
        } else if (!s->ending) {
            end_both(s);
        }
    } else if (kind == SEND) {
        int i = s->head & (BUFFERS - 1);
        if (c->res < 0) {
            if (!s->ending) end_both(s);
        } else {
            s->queue[i].from += c->res;
            if (s->queue[i].from == s->queue[i].to) {
                give_back(s->queue[i].id);
                s->head++;
            }
            if (s->head != s->tail && !s->ending) send_first(s);
            if (s->peer->starved && s->head == s->tail && !s->ending) {
                s->peer->starved = false;
                receive(s->peer);
            }
        }
    }
    maybe_free(s);
}

static void with_io_uring(void) {
    struct io_uring_params p = {
        .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP,
        .cq_entries = 4 * ENTRIES};
    ring.fd = (int) syscall(SYS_io_uring_setup, ENTRIES, &p);
    if (ring.fd < 0) die("relay: io_uring_setup");
    int access = PROT_READ | PROT_WRITE, shared = MAP_SHARED | MAP_POPULATE;
    char *rings = mmap(NULL, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe) + p.sq_off.array + p.sq_entries * 4, access,
        shared, ring.fd, IORING_OFF_SQ_RING);
    ring.sqes = mmap(NULL, p.sq_entries * sizeof(struct io_uring_sqe), access, shared, ring.fd, IORING_OFF_SQES);
    ring.buffers = mmap(NULL, BUFFERS * sizeof(struct io_uring_buf), access, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    ring.memory = mmap(NULL, (size_t) BUFFERS * BUFFER_BYTES, access, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    if (rings == MAP_FAILED || ring.sqes == MAP_FAILED || ring.buffers == MAP_FAILED || ring.memory == MAP_FAILED) die("relay: mmap");
    ring.sq_head = (unsigned *) (rings + p.sq_off.head);
    ring.sq_tail = (unsigned *) (rings + p.sq_off.tail);
    ring.sq_mask = *(unsigned *) (rings + p.sq_off.ring_mask);
    ring.cq_head = (unsigned *) (rings + p.cq_off.head);
    ring.cq_tail = (unsigned *) (rings + p.cq_off.tail);
    ring.cq_mask = *(unsigned *) (rings + p.cq_off.ring_mask);
    ring.cqes = (void *) (rings + p.cq_off.cqes);
    unsigned *array = (unsigned *) (rings + p.sq_off.array);
    for (unsigned i = 0; i < p.sq_entries; i++) array[i] = i;
    struct io_uring_buf_reg group = {.ring_addr = (unsigned long) ring.buffers, .ring_entries = BUFFERS, .bgid = GROUP};
    if (syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_PBUF_RING, &group, 1)) die("relay: buffer ring");
    for (int i = 0; i < BUFFERS; i++) give_back((unsigned short) i);
    int listener = listen_here(0);
    struct io_uring_sqe *e = entry(IORING_OP_ACCEPT, listener, ACCEPT, NULL);
    e->ioprio = IORING_ACCEPT_MULTISHOT;
    for (;;) {
        enter(1);
        unsigned head = *ring.cq_head;
        unsigned tail = atomic_load_explicit((_Atomic unsigned *) ring.cq_tail, memory_order_acquire);
        for (; head != tail; head++) happened(&ring.cqes[head & ring.cq_mask]);
        atomic_store_explicit((_Atomic unsigned *) ring.cq_head, head, memory_order_release);
    }
}

static int usage(const char *word) {
    fprintf(stderr, "relay: %s (expected: --to 127.0.0.1:PORT [--io epoll|io_uring])\n", word);
    return 2;
}

int main(int argc, char **argv) {
    bool uring = false;
    origin.sin_family = AF_INET;
    for (int i = 1; i < argc; i++) {
        if (i + 1 == argc) return usage(argv[i]);
        if (strcmp(argv[i], "--io") == 0) {
            uring = strcmp(argv[++i], "io_uring") == 0;
            if (!uring && strcmp(argv[i], "epoll") != 0) return usage(argv[i]);
        } else if (strcmp(argv[i], "--to") == 0) {
            char *colon = strchr(argv[++i], ':');
            if (!colon) return usage(argv[i]);
            *colon = 0;
            origin.sin_port = htons(atoi(colon + 1));
            if (inet_pton(AF_INET, argv[i], &origin.sin_addr) != 1) return usage(argv[i]);
        } else return usage(argv[i]);
    }
    if (origin.sin_port == 0) return usage("no --to");
    signal(SIGPIPE, SIG_IGN);
    if (uring) with_io_uring();
    else with_epoll();
}
