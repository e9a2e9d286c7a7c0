//go:build lean && !cgo && linux && amd64

package forker

// This file is for the lean program: the waiting process's code without the C
// library.

import (
	"bytes"
	"unsafe"

	"corelanes/engine/proc/forker/early"
)

// WhyNot says why there is no fork here; "" where there is.
const WhyNot = ""

// birth is struct corelanes_birth.
type birth struct {
	born   int64
	forked int32
	lane   uint32
	fds    int32
	role   [roleBytes]byte
	data   *byte
	size   uint64
}

// Own is how this process came to be.
func Own() Birth {
	c := (*birth)(early.Birth())
	role, _, _ := bytes.Cut(c.role[:], []byte{0})
	b := Birth{Born: c.born, Forked: c.forked != 0, Lane: c.lane, Files: int(c.fds), Role: string(role)}
	if c.data != nil {
		b.Data = unsafe.Slice(c.data, int(c.size))
	}
	return b
}
