package interp

// This file holds on which line a thread is. That is noted where the thread
// stops, exactly: when it gives the GIL up, when it begins to wait. While it
// computes it is noted now and then: a line takes some tens of nanoseconds, and
// to write each down would cost more than to execute it.

// lineEveryNs is how often it is noted while the thread computes.
const lineEveryNs = 1_000_000

// Line is as in code.Host. Its events are never switched on: see above.
func (t *Thread) Line(int) {}

// stand records on which line of the interpreted text the thread is, for whom it
// acts; 0 is outside of that text.
func (t *Thread) stand(line int) {
	if line > 0 && line < len(t.in.lines) && t.in.lines[line] > 0 {
		t.acts.Self().Stand(t.in.lines[line])
	}
}
