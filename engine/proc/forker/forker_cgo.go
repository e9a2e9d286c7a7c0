//go:build cgo && (linux || darwin)

package forker

// #include "forker.h"
import "C"

import "unsafe"

// WhyNot says why there is no fork here; "" where there is.
const WhyNot = ""

// Both sides must agree on the lengths.
var (
	_ [RequestBytes - C.sizeof_struct_corelanes_request]struct{}
	_ [C.sizeof_struct_corelanes_request - RequestBytes]struct{}
	_ [AnswerBytes - C.sizeof_struct_corelanes_answer]struct{}
	_ [C.sizeof_struct_corelanes_answer - AnswerBytes]struct{}
)

// Own is how this process came to be.
func Own() Birth {
	c := &C.corelanes_birth
	b := Birth{Born: int64(c.born), Forked: c.forked != 0, Lane: uint32(c.lane), Files: int(c.fds), Role: C.GoString(&c.role[0])}
	if c.data != nil {
		b.Data = unsafe.Slice((*byte)(c.data), int(c.data_size))
	}
	return b
}
