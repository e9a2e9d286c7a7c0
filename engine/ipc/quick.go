package ipc

// This file holds the put that does without the feeder.
//
// Between a put and a get a queue wakes two threads: the feeder, and who gets. When
// items come one after another, the first of these wake-ups costs as much as all
// else. So while the feeder has just sent something small, and waits for more with
// nothing of this queue left to be sent by anybody, who puts may serialise and write
// itself, if the pipe is sure to have room. It does what the feeder would do, in the
// same order, and never waits; the recording shows it where it happens, in the lane
// of who puts. CPython always goes through the feeder, and so does whoever puts less
// often, or more at once, or what cannot be serialised: there the feeder is seen at
// work.

import (
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// hot is how long after the feeder has sent something small others may write in
// its place, ns. Then the next item is its own again.
const hot = int64(500 * time.Microsecond)

// putQuickly puts a value past the feeder; false when it is the feeder's.
func (q *Queue) putQuickly(w Worker, v labelled) (done bool, err error) {
	q.mu.Lock()
	f := q.feeder
	q.mu.Unlock()
	if f == nil || q.x.Clock.Machine()-f.sentSmall.Load() > hot {
		return false, nil
	}
	var head, follows []byte
	err = Spend(w, trace.OverheadSend, func() (err error) {
		head, follows, err = encode(v.v)
		return err
	})
	if err != nil || !small(head, follows) {
		f.sentSmall.Store(0)
		return false, nil // the feeder tells of what cannot be serialised
	}
	if !tryLock(&q.writes) {
		return false, nil
	}
	defer unlock(q.waiter, &q.writes)
	self := w.Self()
	q.lock()
	// What was put before comes first: what no feeder has taken up yet, and what this
	// process's has, for it sleeps only when all of that is written.
	if q.value[QueueBuffered] != 0 || !f.idle() || !q.roomy() {
		q.unlock()
		return false, nil
	}
	q.push(self, &v)
	q.countTask(self)
	q.sending(self, int64(len(head)))
	q.unlock()
	setLabel(head, v.label)
	_, err = q.w.Write(head)
	return true, err
}

// small says whether a message is written at once, if it is written at all.
func small(head, follows []byte) bool { return follows == nil && len(head) <= osys.PipeAtomic }
