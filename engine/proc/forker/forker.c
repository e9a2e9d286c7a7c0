//go:build cgo && (linux || darwin)

// The waiting process: what runs before Go does.
//
// Go cannot fork and go on: only the calling thread survives a fork, and Go's
// runtime is many threads. Before the runtime has started there is one thread
// only. So this constructor, which the C library calls before main, looks for a
// variable in the environment; when it is there, the process does not become a
// Go program but waits on a socket. Each request forks. The child returns from
// the constructor, and Go starts in it, fresh and whole, with the pages of the
// waiting process shared copy-on-write: the program's code and the dynamic
// libraries are loaded and bound already, and so is the data that the waiting
// process was given to load.
//
// The socket came with exec from the one process that may ask, and nobody else
// can reach it. What it says is fixed in size and checked; the first thing that
// makes no sense ends the waiting process. So does the end of the socket: its
// owner is gone.
//
// Nothing here allocates, but for the data; the child of a fork before Go must
// find the C library as it was. There may even be none: the lean program is
// made of this file and syscalls.c, and calls the function at the end itself.

#define _GNU_SOURCE
#include "forker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 // of older systems of Apple: the signal ends this process, as its own check would
#endif

struct corelanes_birth corelanes_birth;

enum { KEEP_FROM = 64 }; // descriptors are parked from here on while the child's own are put in their places

static int control = -1;       // the socket
static int reaper[2] = {-1, -1}; // a byte for every SIGCHLD

static int64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void leave(int status) { _exit(status); }

// receive reads all of a request's bytes, and the descriptors that come with
// them. It is the number of descriptors, or -1.
static int receive(void *to, size_t size, int *fds) {
	char *at = to;
	int got = 0;
	while (size > 0) {
		struct iovec part = {at, size};
		union {
			struct cmsghdr align;
			char room[CMSG_SPACE(sizeof(int) * CORELANES_MAX_FDS)];
		} rights;
		struct msghdr m = {0};
		m.msg_iov = &part;
		m.msg_iovlen = 1;
		m.msg_control = rights.room;
		m.msg_controllen = sizeof rights.room;
		ssize_t n = recvmsg(control, &m, 0);
		if (n < 0 && errno == EINTR) continue;
		if (n <= 0 || (m.msg_flags & MSG_CTRUNC)) return -1;
		for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c != NULL; c = CMSG_NXTHDR(&m, c)) {
			if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) return -1;
			int k = (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
			if (got + k > CORELANES_MAX_FDS) return -1;
			memcpy(fds + got, CMSG_DATA(c), k * sizeof(int));
			got += k;
		}
		at += n;
		size -= (size_t)n;
	}
	return got;
}

static void answer(struct corelanes_answer a) {
	a.magic = CORELANES_MAGIC;
	const char *at = (const char *)&a;
	for (size_t left = sizeof a; left > 0;) {
		ssize_t n = send(control, at, left, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR) continue;
		if (n <= 0) leave(0); // nobody listens any more
		at += n;
		left -= (size_t)n;
	}
}

// load puts the owner's data into memory of this process, in the place of what
// was there.
static void load(const struct corelanes_request *r) {
	struct corelanes_answer a = {0};
	a.kind = CORELANES_LOADED;
	if (corelanes_birth.data != NULL) munmap(corelanes_birth.data, corelanes_birth.data_size);
	corelanes_birth.data = NULL;
	corelanes_birth.data_size = 0;
	if (r->size > 0) {
		void *p = mmap(NULL, r->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p == MAP_FAILED) {
			a.status = errno;
			answer(a);
			leave(1); // the data that follows is not understood
		}
#ifdef MADV_HUGEPAGE
		// A fork copies the tables of pages, not the pages: with huge ones they are 512 times shorter.
		// A child that writes to one gets that small page alone. Where there are none it stays as it is.
		madvise(p, r->size, MADV_HUGEPAGE);
#endif
		int none[CORELANES_MAX_FDS];
		if (receive(p, r->size, none) != 0) leave(1);
		corelanes_birth.data = p;
		corelanes_birth.data_size = r->size;
	}
	answer(a);
}

static void on_child(int sig) {
	(void)sig;
	int e = errno;
	if (write(reaper[1], "", 1) < 0) {} // full: there is a byte to be read already
	errno = e;
}

// reap tells the owner of the children that have ended, or were stopped by a
// signal, or go on.
static void reap(void) {
	char bytes[64];
	while (read(reaper[0], bytes, sizeof bytes) == (ssize_t)sizeof bytes) {}
	for (;;) {
		int status;
		struct rusage u;
		pid_t pid = wait4(-1, &status, WNOHANG | WUNTRACED | WCONTINUED, &u);
		if (pid < 0 && errno == EINTR) continue;
		if (pid <= 0) return;
		struct corelanes_answer a = {0};
		a.pid = pid;
		if (WIFSTOPPED(status) || WIFCONTINUED(status)) {
			a.kind = CORELANES_STOPPED;
			a.status = WIFSTOPPED(status) ? 1 : 0;
			answer(a);
			continue;
		}
		a.kind = CORELANES_ENDED;
		a.status = status;
		a.cpu_us = (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec;
		answer(a);
	}
}

// begin_child is fork, or the like of it that makes the child a sibling: a
// child of this process's parent, who can then wait for it as for any other.
static pid_t begin_child(int sibling) {
#ifdef __linux__
	if (sibling) return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
#else
	(void)sibling;
#endif
	return fork();
}

// settle makes the child what the request says: its descriptors in their
// places, nothing of the waiting process left.
static void settle(const struct corelanes_request *r, int *fds, int n) {
	corelanes_birth.born = now();
	corelanes_birth.forked = 1;
	corelanes_birth.lane = r->lane;
	corelanes_birth.fds = n;
	memcpy(corelanes_birth.role, r->role, sizeof corelanes_birth.role);
	signal(SIGCHLD, SIG_DFL);
	close(control);
	close(reaper[0]);
	close(reaper[1]);
#ifdef __linux__
	prctl(PR_SET_NAME, "corelanes");
	if (r->flags & CORELANES_SIBLING) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != (pid_t)r->owner) leave(1); // it died before
	} else {
		// A child of the server outlives it, as Python's does, and ends when the run does: its channel
		// tells it. But one that is stopped reads nothing; so whoever's server dies goes on.
		prctl(PR_SET_PDEATHSIG, SIGCONT);
	}
#endif
	for (int i = 0; i < n; i++) {
		int high = fcntl(fds[i], F_DUPFD, KEEP_FROM);
		if (high < 0) leave(1);
		close(fds[i]);
		fds[i] = high;
	}
	for (int i = 0; i < n; i++) {
		if (dup2(fds[i], i) < 0) leave(1);
		close(fds[i]);
	}
}

// serve answers one request. It is true in the child.
static int serve(void) {
	struct corelanes_request r;
	int fds[CORELANES_MAX_FDS];
	int n = receive(&r, sizeof r, fds);
	if (n < 0) leave(0);
	if (r.magic != CORELANES_MAGIC || r.role[sizeof r.role - 1] != 0) leave(1);
	switch (r.kind) {
	case CORELANES_LOAD:
		if (n != 0 || r.size > CORELANES_MAX_DATA) leave(1);
		load(&r);
		return 0;
	case CORELANES_FORK:
		break;
	default:
		leave(1);
	}
	if (n < 3) leave(1);
	pid_t pid = begin_child((r.flags & CORELANES_SIBLING) != 0);
	if (pid == 0) {
		settle(&r, fds, n);
		return 1;
	}
	struct corelanes_answer a = {0};
	a.kind = CORELANES_FORKED;
	a.pid = pid;
	if (pid < 0) a.status = errno;
	for (int i = 0; i < n; i++) close(fds[i]);
	answer(a);
	return 0;
}

__attribute__((constructor)) void corelanes_wait_before_go(void) {
	corelanes_birth.born = now();
	const char *v = getenv(CORELANES_VARIABLE);
	if (v == NULL) return;
	control = atoi(v);
	if (control < 3 || fcntl(control, F_SETFD, FD_CLOEXEC) < 0 || pipe(reaper) < 0) leave(1);
	for (int i = 0; i < 2; i++) {
		fcntl(reaper[i], F_SETFD, FD_CLOEXEC);
		fcntl(reaper[i], F_SETFL, O_NONBLOCK);
	}
#ifdef __linux__
	prctl(PR_SET_NAME, "forkserver");
#endif
	struct sigaction sa = {0};
	sa.sa_handler = on_child;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGCHLD, &sa, NULL);
	struct corelanes_answer ready = {0};
	ready.kind = CORELANES_READY;
	ready.pid = getpid();
	answer(ready);
	for (;;) {
		struct pollfd on[2] = {{control, POLLIN, 0}, {reaper[0], POLLIN, 0}};
		if (poll(on, 2, -1) < 0) {
			if (errno == EINTR) continue;
			leave(1);
		}
		if (on[1].revents != 0) reap();
		if (on[0].revents != 0 && serve()) return; // a child: now Go may start
	}
}
