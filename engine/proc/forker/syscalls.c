//go:build cgo && linux && amd64

// The few functions of the C library that forker.c calls, for the program that
// is linked without one. In every other program this file is empty.
//
// Each is the system call of its name; what is beyond that says so. One thread
// calls them, before Go starts.

#ifdef CORELANES_WITHOUT_LIBC

#define _GNU_SOURCE
#include "forker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// What forker_lean.go makes of it.
_Static_assert(offsetof(struct corelanes_birth, role) == 20 && offsetof(struct corelanes_birth, data) == 48 && sizeof(struct corelanes_birth) == 64, "");

static int error_number;
static char **environment;

int *__errno_location(void) { return &error_number; }

static long ask(long number, long a, long b, long c, long d, long e, long f) {
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	__asm__ volatile("syscall"
	                 : "=a"(result)
	                 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
	                 : "rcx", "r11", "memory");
	if (result < 0 && result > -4096) { // the kernel's errors
		error_number = (int)-result;
		return -1;
	}
	return result;
}

#define ASK(name, a, b, c, d, e, f) ask(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

ssize_t read(int fd, void *p, size_t n) { return ASK(read, fd, p, n, 0, 0, 0); }
ssize_t write(int fd, const void *p, size_t n) { return ASK(write, fd, p, n, 0, 0, 0); }
int close(int fd) { return (int)ASK(close, fd, 0, 0, 0, 0, 0); }
int pipe(int fds[2]) { return (int)ASK(pipe2, fds, 0, 0, 0, 0, 0); }
int dup2(int from, int to) { return (int)ASK(dup2, from, to, 0, 0, 0, 0); }
int poll(struct pollfd *p, nfds_t n, int ms) { return (int)ASK(poll, p, n, ms, 0, 0, 0); }
ssize_t recvmsg(int fd, struct msghdr *m, int flags) { return ASK(recvmsg, fd, m, flags, 0, 0, 0); }
ssize_t send(int fd, const void *p, size_t n, int flags) { return ASK(sendto, fd, p, n, flags, 0, 0); }
void *mmap(void *at, size_t n, int may, int flags, int fd, off_t from) { return (void *)ASK(mmap, at, n, may, flags, fd, from); }
int munmap(void *p, size_t n) { return (int)ASK(munmap, p, n, 0, 0, 0, 0); }
int madvise(void *p, size_t n, int how) { return (int)ASK(madvise, p, n, how, 0, 0, 0); }
int clock_gettime(clockid_t id, struct timespec *t) { return (int)ASK(clock_gettime, id, t, 0, 0, 0, 0); }
pid_t wait4(pid_t pid, int *status, int options, struct rusage *u) { return (pid_t)ASK(wait4, pid, status, options, u, 0, 0); }
pid_t fork(void) { return (pid_t)ASK(clone, SIGCHLD, 0, 0, 0, 0, 0); }
pid_t getpid(void) { return (pid_t)ASK(getpid, 0, 0, 0, 0, 0, 0); }
pid_t getppid(void) { return (pid_t)ASK(getppid, 0, 0, 0, 0, 0, 0); }

void _exit(int status) {
	for (;;) ASK(exit_group, status, 0, 0, 0, 0, 0);
}

int fcntl(int fd, int what, ...) { // with one argument at most
	va_list l;
	va_start(l, what);
	long a = va_arg(l, long);
	va_end(l);
	return (int)ASK(fcntl, fd, what, a, 0, 0, 0);
}

int prctl(int what, ...) { // likewise
	va_list l;
	va_start(l, what);
	long a = va_arg(l, long);
	va_end(l);
	return (int)ASK(prctl, what, a, 0, 0, 0, 0);
}

long syscall(long number, ...) { // with five arguments at most
	va_list l;
	va_start(l, number);
	long a = va_arg(l, long), b = va_arg(l, long), c = va_arg(l, long), d = va_arg(l, long), e = va_arg(l, long);
	va_end(l);
	return ask(number, a, b, c, d, e, 0);
}

// What the kernel itself calls an action. On this machine whoever handles a
// signal must bring the way back with it.
struct action {
	void (*handler)(int);
	unsigned long flags;
	void (*way_back)(void);
	unsigned long mask;
};

enum { WITH_A_WAY_BACK = 0x04000000 }; // SA_RESTORER

void corelanes_way_back(void);
__asm__(".text\ncorelanes_way_back:\n\tmov $15, %eax\n\tsyscall\n"); // rt_sigreturn

int sigaction(int sig, const struct sigaction *a, struct sigaction *before) { // before is not told
	(void)before;
	struct action k = {a->sa_handler, (unsigned long)a->sa_flags | WITH_A_WAY_BACK, corelanes_way_back, 0};
	return (int)ASK(rt_sigaction, sig, &k, 0, sizeof k.mask, 0, 0);
}

void (*signal(int sig, void (*handler)(int)))(int) { // what was before is not told
	struct sigaction a = {.sa_handler = handler, .sa_flags = SA_RESTART};
	sigaction(sig, &a, NULL);
	return SIG_DFL;
}

// Not system calls.

void *memcpy(void *restrict to, const void *restrict from, size_t n) {
	void *start = to;
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	return start;
}

void *memset(void *to, int byte, size_t n) {
	void *start = to;
	__asm__ volatile("rep stosb" : "+D"(to), "+c"(n) : "a"(byte) : "memory");
	return start;
}

char *getenv(const char *name) {
	for (char **e = environment; *e != NULL; e++) {
		char *at = *e;
		const char *n = name;
		while (*n != 0 && *at == *n) at++, n++;
		if (*n == 0 && *at == '=') return at + 1;
	}
	return NULL;
}

int atoi(const char *s) { // -1 for what is no number, or too long for a descriptor
	int n = 0;
	for (; *s >= '0' && *s <= '9' && n < 100000; s++) n = 10 * n + (*s - '0');
	return *s == 0 ? n : -1;
}

struct cmsghdr *__cmsg_nxthdr(struct msghdr *m, struct cmsghdr *c) { // what CMSG_NXTHDR calls
	if (c->cmsg_len < sizeof *c) return NULL;
	char *next = (char *)c + CMSG_ALIGN(c->cmsg_len), *end = (char *)m->msg_control + m->msg_controllen;
	if (next + sizeof *c > end || next + CMSG_ALIGN(((struct cmsghdr *)next)->cmsg_len) > end) return NULL;
	return (struct cmsghdr *)next;
}

// The first thing that such a program does. The kernel leaves the number of
// arguments where stack points, then these, a null pointer, and the environment.
void corelanes_early(long *stack) {
	environment = (char **)(stack + 1 + stack[0] + 1);
	prctl(PR_SET_NAME, "corelanes"); // it is executed through a descriptor, whose number would be its name
	corelanes_wait_before_go();
}

#endif
