package trace

// This file holds the kept states of an object: the state at an instant is the
// nearest kept one and what happened after it.
//
// Most of a state is empty, and its moments lie close together, so it is kept as
// a few variable-length numbers: some thirty bytes for most locks, where the
// state itself has more than two hundred. So one can be kept often, and asking is
// quick enough for a painter to ask at every pixel.

import "encoding/binary"

// checkEvery is how many events of an object lie between two kept states, at
// least: a large state (a long queue) is kept only as often as it has grown, so
// that the kept states cost memory by the events.
const checkEvery = 64

// checks are the kept states of an object, or a snapshot of them: they are only
// appended.
type checks struct {
	at   []check
	data []byte
}

// check is where a kept state stands.
type check struct {
	events uint32 // it is the one after so many
	begin  uint32 // in data, in units of 1 << unitBits
	when   Time   // when it became so
}

// unitBits is the alignment of kept states: 64 GB of them can be told apart.
const unitBits = 4

// keep keeps the state after so many events.
func (c *checks) keep(events int, s *ObjState) {
	c.at = append(c.at, check{uint32(events), uint32(len(c.data) >> unitBits), s.Changed})
	c.data = s.append(c.data)
	for len(c.data)%(1<<unitBits) != 0 {
		c.data = append(c.data, 0)
	}
}

// due says whether it is time to keep a state after so many events.
func (c *checks) due(events int, s *ObjState) bool {
	n := len(c.at)
	return n == 0 || events-int(c.at[n-1].events) >= max(checkEvery, s.size())
}

// state is a kept state.
func (c *checks) state(i int) (s ObjState) {
	s.read(c.data[int(c.at[i].begin)<<unitBits:], c.at[i].when)
	return s
}

// append writes the state behind data. Changed stands elsewhere.
func (s *ObjState) append(data []byte) []byte {
	data = binary.AppendUvarint(data, uint64(s.Seq))
	members := func(all []Member) {
		data = binary.AppendUvarint(data, uint64(len(all)))
		for _, m := range all {
			data = binary.AppendUvarint(data, uint64(m.Lane))
			data = binary.AppendVarint(data, int64(s.Changed-m.Since))
			data = binary.AppendVarint(data, m.Depth)
		}
	}
	members(s.Holders)
	which := byte(0)
	for i := range s.Rooms {
		if len(s.Rooms[i]) > 0 {
			which |= 1 << i
		}
	}
	data = append(data, which)
	for i := range s.Rooms {
		if which>>i&1 != 0 {
			members(s.Rooms[i])
		}
	}
	which = 0
	for i, v := range s.Values {
		if v != 0 {
			which |= 1 << i
		}
	}
	data = append(data, which)
	for i, v := range s.Values {
		if which>>i&1 != 0 {
			data = binary.AppendVarint(data, v)
		}
	}
	data = binary.AppendUvarint(data, uint64(len(s.Items)))
	before := int64(0)
	for _, v := range s.Items {
		data = binary.AppendVarint(data, v-before)
		before = v
	}
	return data
}

// read reads what append wrote.
func (s *ObjState) read(data []byte, changed Time) {
	unsigned := func() uint64 {
		v, n := binary.Uvarint(data)
		data = data[n:]
		return v
	}
	signed := func() int64 {
		v, n := binary.Varint(data)
		data = data[n:]
		return v
	}
	octet := func() byte {
		b := data[0]
		data = data[1:]
		return b
	}
	members := func() (all []Member) {
		n := unsigned()
		if n == 0 {
			return nil
		}
		all = make([]Member, n)
		for i := range all {
			all[i].Lane = Lane(unsigned())
			all[i].Since = changed - Time(signed())
			all[i].Depth = signed()
		}
		return all
	}
	s.Changed = changed
	s.Seq = uint32(unsigned())
	s.Holders = members()
	which := octet()
	for i := range s.Rooms {
		if which>>i&1 != 0 {
			s.Rooms[i] = members()
		}
	}
	which = octet()
	for i := range s.Values {
		if which>>i&1 != 0 {
			s.Values[i] = signed()
		}
	}
	if n := unsigned(); n > 0 {
		s.Items = make([]int64, n)
		before := int64(0)
		for i := range s.Items {
			before += signed()
			s.Items[i] = before
		}
	}
}

// NumRooms and NumValues fit the bits of a byte.
const _, _ = uint(8 - NumRooms), uint(8 - NumValues)
