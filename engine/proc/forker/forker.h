// What a waiting process and its owner say to each other, and what a child finds
// out about its birth. Both sides are the same program on the same machine.

#include <stdint.h>

#define CORELANES_VARIABLE "CORELANES_FORKER"

enum {
	CORELANES_MAGIC = 0x434c464b, // "CLFK"
	CORELANES_MAX_FDS = 8,
	CORELANES_ROLE_BYTES = 24,

	CORELANES_FORK = 1, // a request: make a child with the descriptors that come with it
	CORELANES_LOAD = 2, // a request: size bytes of data follow

	CORELANES_READY = 1,  // an answer: pid waits
	CORELANES_FORKED = 2, // an answer: pid is the child; or status is why there is none
	CORELANES_ENDED = 3,  // pid has ended, with the wait status and the processor time given
	CORELANES_LOADED = 4, // an answer; status is why not, 0 if it is
	CORELANES_STOPPED = 5, // a signal has stopped pid (status 1), or let it go on (0)

	CORELANES_SIBLING = 1 // a flag: the child is to be the owner's own
};

#define CORELANES_MAX_DATA ((uint64_t)4 << 30)

struct corelanes_request {
	uint32_t magic, kind, lane, flags;
	uint64_t size;
	uint32_t owner, unused;
	char role[CORELANES_ROLE_BYTES];
};

struct corelanes_answer {
	uint32_t magic, kind;
	int32_t pid, status;
	int64_t cpu_us;
};

// What a process knows of its birth.
struct corelanes_birth {
	int64_t born; // on the monotonic clock: forked, or its libraries loaded after exec
	int32_t forked;
	uint32_t lane;
	int32_t fds; // how many descriptors it was given, from 0 on
	char role[CORELANES_ROLE_BYTES];
	void *data; // what the waiting process had loaded
	uint64_t data_size;
};

extern struct corelanes_birth corelanes_birth;

// Returns in a process in which Go is to start: at once, or in a child of a
// waiting process, which itself never comes back.
void corelanes_wait_before_go(void);
