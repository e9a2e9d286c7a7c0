// Package forker makes fork possible for a Go program: a waiting process, which
// is this same program stopped before Go's runtime starts, forks a child for
// each request. See forker.c for how, and docs/decisions/0005 for why.
//
// This file holds what both sides say to each other, as the owner of a waiting
// process sees it. Without a C compiler, and on systems without fork, there is
// only WhyNot.
package forker

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Variable is the environment's variable that makes a process of this program a
// waiting one: the number of the descriptor on which it is asked.
const Variable = "CORELANES_FORKER"

// MaxFiles is how many open files can be handed to a child; at least three are.
const MaxFiles = 8

// MaxData is how much a waiting process can be given to load, bytes.
const MaxData = 4 << 30

// What a request asks for.
const (
	Fork = 1
	Load = 2 // Size bytes follow
)

// What an answer tells.
const (
	Ready   = 1
	Forked  = 2
	Ended   = 3
	Loaded  = 4
	Stopped = 5
)

// The lengths of requests and answers on the socket, bytes.
const (
	RequestBytes = 4*4 + 8 + 2*4 + roleBytes
	AnswerBytes  = 4*4 + 8
)

const (
	magic     = 0x434c464b
	roleBytes = 24
	sibling   = 1
)

// ErrAnswer is returned for what is no answer of a waiting process.
var ErrAnswer = errors.New("a waiting process gave a malformed answer")

// Request is what the owner of a waiting process asks of it.
type Request struct {
	Kind    uint32
	Sibling bool   // the child is to be the owner's own, not the waiting process's
	Lane    uint32 // for the child to know
	Role    string // likewise; shorter than 24 bytes
	Size    uint64 // of what is to be loaded, bytes
	Owner   int    // the owner's process id
}

// Encode is the request as it travels.
func (r Request) Encode() ([]byte, error) {
	if len(r.Role) >= roleBytes {
		return nil, fmt.Errorf("ask for a %q: the name is too long", r.Role)
	}
	if r.Size > MaxData {
		return nil, fmt.Errorf("load %d bytes: at most %d are possible", r.Size, int64(MaxData))
	}
	b, e := make([]byte, 0, RequestBytes), binary.NativeEndian
	flags := uint32(0)
	if r.Sibling {
		flags = sibling
	}
	b = e.AppendUint32(b, magic)
	b = e.AppendUint32(b, r.Kind)
	b = e.AppendUint32(b, r.Lane)
	b = e.AppendUint32(b, flags)
	b = e.AppendUint64(b, r.Size)
	b = e.AppendUint32(b, uint32(r.Owner))
	b = e.AppendUint32(b, 0)
	return append(append(b, r.Role...), make([]byte, roleBytes-len(r.Role))...), nil
}

// Answer is what a waiting process says.
type Answer struct {
	Kind   uint32
	PID    int   // of the child, or of itself when it is ready
	Status int   // Ended: the wait status; Stopped: 1, or 0 when it goes on; else why not, as an errno, 0 if done
	CPU    int64 // Ended: user and system time of the child, µs
}

// DecodeAnswer reads an answer; ErrAnswer if it is none.
func DecodeAnswer(b []byte) (Answer, error) {
	e := binary.NativeEndian
	if len(b) != AnswerBytes || e.Uint32(b) != magic {
		return Answer{}, ErrAnswer
	}
	a := Answer{Kind: e.Uint32(b[4:]), PID: int(int32(e.Uint32(b[8:]))), Status: int(int32(e.Uint32(b[12:]))), CPU: int64(e.Uint64(b[16:]))}
	if a.Kind < Ready || a.Kind > Stopped || a.CPU < 0 {
		return Answer{}, ErrAnswer
	}
	if a.Kind != Loaded && a.PID <= 0 && a.Status == 0 {
		return Answer{}, ErrAnswer
	}
	return a, nil
}

// Birth is what a process knows of how it came to be.
type Birth struct {
	Born   int64  // when, ns on the machine's monotonic clock: forked, or its libraries loaded after exec; 0 if not known
	Forked bool   // by a waiting process
	Lane   uint32 // as the request said
	Role   string // likewise
	Files  int    // how many it was given, as descriptors 0, 1 …
	Data   []byte // what the waiting process had loaded, copy-on-write
}
