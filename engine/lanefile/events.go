package lanefile

// This file holds how a block's events are laid out before they are
// compressed: column by column, for what lies side by side is alike then; times
// and sequence numbers as differences, in variable length.

import (
	"encoding/binary"
	"fmt"
	"slices"

	"corelanes/engine/trace"
)

// encode lays events out, which are in the order of their times.
func encode(events []trace.Event) []byte {
	out := binary.AppendUvarint(nil, uint64(len(events)))
	var before trace.Time
	for _, e := range events {
		out = binary.AppendVarint(out, int64(e.Time-before))
		before = e.Time
	}
	for _, e := range events {
		out = append(out, byte(e.Kind))
	}
	for _, e := range events {
		out = append(out, byte(e.Slot))
	}
	for _, e := range events {
		out = binary.AppendUvarint(out, uint64(e.Lane))
	}
	for _, e := range events {
		out = binary.AppendUvarint(out, uint64(e.Obj))
	}
	last := map[trace.Obj]uint32{}
	for _, e := range events {
		out = binary.AppendVarint(out, int64(int32(e.Seq-last[e.Obj])))
		last[e.Obj] = e.Seq
	}
	for _, e := range events {
		out = binary.AppendVarint(out, int64(e.Core))
	}
	for _, e := range events {
		out = binary.AppendVarint(out, e.Arg)
	}
	return out
}

// columns reads what encode laid out. The first mistake stays; what is read
// after it is zero.
type columns struct {
	data []byte
	err  error
}

func (c *columns) uvarint() uint64 {
	v, n := binary.Uvarint(c.data)
	return advance(c, v, n)
}

func (c *columns) varint() int64 {
	v, n := binary.Varint(c.data)
	return advance(c, v, n)
}

func (c *columns) byte() byte {
	if len(c.data) == 0 {
		return advance(c, byte(0), 0)
	}
	return advance(c, c.data[0], 1)
}

func advance[T any](c *columns, v T, n int) T {
	var zero T
	if n <= 0 || c.err != nil {
		if c.err == nil {
			c.err = fmt.Errorf("%w: a block of events ends too early", ErrDamaged)
		}
		return zero
	}
	c.data = c.data[n:]
	return v
}

// decode reads a block's events into the memory of those of another block, which
// may be nil.
func decode(data []byte, into []trace.Event) ([]trace.Event, error) {
	c := &columns{data: data}
	n := c.uvarint()
	if n > eventsPerBlock || n > uint64(len(data)) {
		return nil, fmt.Errorf("%w: a block says it holds %d events", ErrDamaged, n)
	}
	events := slices.Grow(into[:0], int(n))[:n]
	var before trace.Time
	for i := range events {
		before += trace.Time(c.varint())
		events[i].Time = before
	}
	for i := range events {
		events[i].Kind = trace.Kind(c.byte())
	}
	for i := range events {
		events[i].Slot = trace.Slot(c.byte())
	}
	for i := range events {
		events[i].Lane = trace.Lane(c.uvarint())
	}
	for i := range events {
		events[i].Obj = trace.Obj(c.uvarint())
	}
	last := map[trace.Obj]uint32{}
	for i := range events {
		o := events[i].Obj
		last[o] += uint32(c.varint())
		events[i].Seq = last[o]
	}
	for i := range events {
		events[i].Core = trace.Core(c.varint())
	}
	for i := range events {
		events[i].Arg = c.varint()
	}
	if c.err == nil && len(c.data) > 0 {
		c.err = fmt.Errorf("%w: %d bytes too many in a block of events", ErrDamaged, len(c.data))
	}
	return events, c.err
}
