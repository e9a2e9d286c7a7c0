package trace

// This file holds reading an arena's events as they come, for whoever keeps
// them elsewhere while the run goes on.

// Cursor is how far an arena has been read. The zero Cursor is its beginning.
type Cursor struct{ read []uint32 } // events of each chunk

// Next calls f with every event that became visible since the cursor was last
// moved, writer by writer, each writer's in its order. It takes no lock: events
// are never changed once they are visible.
func (a *Arena) Next(c *Cursor, f func(Event)) {
	chunks := min(a.hdr.chunks.Load(), a.chunks)
	for uint32(len(c.read)) < chunks {
		c.read = append(c.read, 0)
	}
	end, done := a.Ended()
	for i := range chunks {
		if c.read[i] == EventsPerChunk {
			continue
		}
		h, events := a.chunk(i)
		n := min(h.count.Load(), EventsPerChunk)
		for _, e := range events[c.read[i]:max(n, c.read[i])] {
			if e.sensible() && (!done || e.Time <= end) {
				f(e)
			}
		}
		c.read[i] = max(c.read[i], n)
	}
}
